defmodule SnakeBridge.Scenarios.ProcessesTest do
  use SnakeBridge.Scenarios, table: "processes", settings: [grace: 100]

  import SnakeBridge, only: [call: 2, call: 3, call: 4, call!: 2, call!: 3]

  defp lost?(answer), do: match?({:error, %Error{kind: :session_lost}}, answer)

  row "a_process_that_exits_is_an_error_and_the_next_call_works" do
    assert {:error, %Error{kind: :worker_died} = error} = call("toy_errors", "end", [5])
    assert {error.details.code, error.details.signal, error.expression} == {5, nil, "toy_errors.end(5)"}
    assert call!("math", "sqrt", [9.0]) == 3.0
  end

  row "a_crash_is_an_error_with_a_trace_and_the_next_call_works" do
    assert {:error, %Error{kind: :worker_died} = error} = call("toy_errors", "crash")
    assert error.details.signal == 11
    assert error.details.trace =~ "crash"
    assert call!("math", "sqrt", [9.0]) == 3.0
  end

  row "objects_of_a_dead_worker_are_lost" do
    old = Expr.object!(Expr.value([1]))
    assert {:error, _} = call("toy_errors", "end", [0])
    new = Expr.object!(Expr.value([2]))
    assert lost?(SnakeBridge.value(old)) and lost?(call("builtins", "len", [old]))
    SnakeBridge.release(old)
    assert SnakeBridge.value!(new) == [2]
  end

  row "an_old_handle_never_means_a_new_object" do
    old = counters(Enum.to_list(0..19))
    assert {:error, _} = call("toy_errors", "end", [0])
    new = counters(Enum.to_list(0..39))
    assert Enum.all?(old, &lost?(SnakeBridge.attr(&1, "value")))
    # That the old ones go must not release new ones of the same number.
    SnakeBridge.release(old)
    assert alive() == 40
    assert Enum.map(new, &SnakeBridge.attr!(&1, "value")) == Enum.to_list(0..39)
  end

  row "nothing_listens" do
    sockets = call!("toy_processes", "sockets")
    assert sockets != []
    nameless = ["", SnakeBridge.bytes("")]
    # An address would be one that others can connect to.
    for {listens, local, ours, theirs} <- sockets,
        do: assert(not listens and local and ours in nameless and theirs in nameless)
  end

  row "standard_input_is_empty" do
    assert call!("toy_processes", "read_standard_input") == ""
    assert Error.is?(raised(call("builtins", "input")), "EOFError")
  end

  row "a_deadline_interrupts_what_sleeps" do
    kept = counter(5)

    assert {:error, %Error{kind: :timed_out} = error} =
             call("time", "sleep", [3600], __runtime__: [timeout: 50])

    assert error.details.stopped == :interrupted
    assert SnakeBridge.attr!(kept, "value") == 5
  end

  row "timed_out_calls_in_c_do_not_make_the_session_deaf" do
    for _ <- 1..8 do
      assert call!("math", "sqrt", [1.0]) == 1.0
      endless = Expr.call(Expr.path("itertools.repeat"), [0])

      assert {:error, %Error{kind: :timed_out} = error} =
               call("builtins", "sum", [endless], __runtime__: [timeout: 20])

      assert error.details.stopped != :interrupted
    end

    assert call!("math", "sqrt", [16.0]) == 4.0
  end

  row "interrupts_of_a_terminal_are_the_hosts" do
    # Ctrl-C reaches a process group: the worker is not in that of the BEAM.
    assert call!("toy_processes", "group") == call!("os", "getpid")
  end
end
