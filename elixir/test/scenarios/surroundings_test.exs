defmodule SnakeBridge.Scenarios.SurroundingsTest do
  use SnakeBridge.Scenarios, table: "surroundings"

  import SnakeBridge, only: [call!: 3, get!: 2]

  row "output_on_every_level_disturbs_nothing" do
    assert call!("toy_processes", "write_everywhere", ["a line for standard output"]) == 26
    assert call!("math", "sqrt", [4.0]) == 2.0
  end

  row "a_call_that_holds_the_gil_is_no_fault" do
    session = SnakeBridge.Session.open!(SnakeBridge.Options.defaults())
    run = [__runtime__: [session: session]]
    kept = SnakeBridge.call!("toy_calls", "Counter", [5], run)
    waiting = Task.async(fn -> SnakeBridge.call("toy_processes", "hold_the_gil", [3], run) end)
    # Whoever asks meanwhile waits and is answered, by the same process.
    assert SnakeBridge.attr!(kept, "value") == 5
    assert Task.await(waiting, 60_000) == {:ok, 0}
    assert SnakeBridge.attr!(kept, "value") == 5
  end

  row "the_executable_is_pythons" do
    again = call!("toy_processes", "run_again", ["import sys; print(sys.version, end='')"])
    assert again == get!("sys", "version")
  end

  row "multiprocessing_works" do
    for method <- ["spawn", "fork", "forkserver"] do
      assert call!("toy_processes", "doubled", [method, [1, 2, 3]]) == {[2, 4, 6], true}
    end

    assert call!("toy_processes", "doubled_by_executor", [[1, 2]]) == [2, 4]
  end
end
