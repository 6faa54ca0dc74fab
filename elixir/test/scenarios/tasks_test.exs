defmodule SnakeBridge.Scenarios.TasksTest do
  use SnakeBridge.Scenarios, table: "tasks"

  import SnakeBridge, only: [call: 4, call!: 3, call!: 4]

  # An import that is interrupted leaves a module half made, as in any Python.
  setup do
    call!("toy_tasks", "is_waiting", ["nobody"])
    :ok
  end

  @await [__runtime__: [await: true]]

  # Tasks of other processes in this process's session.
  defp session, do: SnakeBridge.Session.open!(SnakeBridge.Options.defaults())

  row "a_coroutine_is_awaited" do
    assert call!("toy_calls", "later", [], @await) == 1
    coroutine = Expr.object!(Expr.call(Expr.path("toy_calls.later")))
    assert coroutine.type_name == "builtins.coroutine"
    assert SnakeBridge.await(coroutine) == {:ok, 1}
  end

  row "what_needs_a_running_loop_gets_one" do
    assert call!("toy_tasks", "in_running_loop", [], @await)
    assert call!("toy_tasks", "future_of", [5], @await) == 5
    assert Error.is?(raised(SnakeBridge.call("toy_tasks", "in_running_loop")), "RuntimeError")
    coroutine = Expr.call(Expr.path("toy_calls.later"))
    assert call!("asyncio", "run", [coroutine]) == 1
  end

  row "many_tasks_are_under_way_at_once" do
    run = [await: true, session: session(), timeout: 60_000]
    tasks = for _ <- 1..100, do: Task.async(fn -> call!("toy_tasks", "meet", [100], __runtime__: run) end)
    assert tasks |> Task.await_many(60_000) |> Enum.uniq() == [100]
  end

  row "a_dropped_future_cancels_its_task" do
    run = [session: session()]

    waiting =
      spawn(fn -> call("toy_tasks", "wait_for_ever", ["dropped"], __runtime__: [await: true] ++ run) end)

    eventually(fn -> call!("toy_tasks", "is_waiting", ["dropped"], __runtime__: run) end)
    Process.exit(waiting, :kill)
    eventually(fn -> call!("toy_tasks", "was_cancelled", ["dropped"], __runtime__: run) end)
  end

  row "exceptions_of_tasks_are_typed" do
    assert Error.is?(raised(call("builtins", "int", ["x"], @await)), "ValueError")
  end

  row "async_streams_deliver_in_order" do
    for {module, function} <- [{"toy_streams", "later"}, {"builtins", "range"}] do
      assert SnakeBridge.stream(module, function, [100]) |> Enum.to_list() == Enum.to_list(0..99)
    end
  end

  row "async_callbacks_run_on_the_runtime" do
    root = SnakeBridge.callback(fn n -> call!("math", "sqrt", [n * n]) end, kind: :coroutine)
    assert call!("toy_callbacks", "gather", [root, 3], @await) == [0.0, 1.0, 2.0]
    fails = SnakeBridge.callback(fn _ -> raise "no such page" end, kind: :coroutine)

    assert {:error, %Error{kind: :host, message: message}} =
             call("toy_callbacks", "gather", [fails, 1], @await)

    assert message =~ "no such page"
  end

  no_row(
    "async_managers_take_async_bodies",
    "any body may wait here; managers that are awaited are in the table of managers"
  )

  # So that no deadline is one of importing, which is not interrupted.
  defp imported(run \\ []), do: call!("importlib", "import_module", ["toy_tasks"], __runtime__: run)

  row "a_deadline_interrupts_and_the_session_goes_on" do
    imported()
    kept = counter(5)

    assert {:error, %Error{kind: :timed_out} = error} =
             call("toy_tasks", "spin", [], __runtime__: [timeout: 50])

    assert error.details.stopped == :interrupted
    assert SnakeBridge.attr!(kept, "value") == 5
    assert call!("math", "sqrt", [16.0], __runtime__: [timeout: 60_000]) == 4.0
  end

  row "what_is_imported_is_imported_whole" do
    run = [session: session()]

    case call("toy_parts", "NAMES.copy", [], __runtime__: [timeout: 20] ++ run) do
      {:ok, names} -> assert names == ["ANSWER"]
      {:error, error} -> assert error.kind == :timed_out and error.details.stopped != :killed
    end

    assert SnakeBridge.get!("toy_parts", "NAMES", __runtime__: run) == ["ANSWER"]
  end

  row "eight_timed_out_calls_leave_the_session_as_it_was" do
    run = [session: session()]
    imported(run)
    kept = call!("toy_calls", "Counter", [5], __runtime__: run)
    spin = fn -> call("toy_tasks", "spin", [], __runtime__: [timeout: 20] ++ run) end
    callers = for _ <- 1..8, do: Task.async(spin)

    for outcome <- Task.await_many(callers, 60_000) do
      assert {:error, %Error{kind: :timed_out, details: %{stopped: stopped}}} = outcome
      assert stopped != :killed
    end

    for _ <- 1..8, do: assert({:error, %Error{kind: :timed_out}} = spin.())
    assert SnakeBridge.attr!(kept, "value") == 5
  end

  row "a_deadline_ends_a_task" do
    imported()
    run = [await: true, timeout: 50]
    assert {:error, %Error{kind: :timed_out}} = call("toy_tasks", "wait_for_ever", ["late"], __runtime__: run)

    assert SnakeBridge.stream("toy_streams", "naturals", ["kept"], __runtime__: [batch: 1]) |> Enum.take(1) ==
             [0]
  end

  row "a_token_cancels_a_call" do
    # What cancels a call here is the end of the process that asked.
    test = self()
    run = [session: session()]

    caller =
      spawn(fn ->
        call("toy_tasks", "call_and_spin", [fn -> send(test, :spinning) && nil end], __runtime__: run)
      end)

    assert_receive :spinning, 60_000
    Process.exit(caller, :kill)
    assert call!("math", "sqrt", [16.0], __runtime__: [timeout: 60_000] ++ run) == 4.0
  end
end
