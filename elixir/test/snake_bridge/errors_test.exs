defmodule SnakeBridge.ErrorsTest do
  use SnakeBridge.Case, async: true

  defp failure(function, args \\ []) do
    {:error, %Error{kind: :python} = error} = SnakeBridge.call("toy_errors", function, args)
    error
  end

  test "an exception is told with its class, its bases, its text and where it came from" do
    error = failure("deeper")
    assert {error.type, error.text, error.args} == {"builtins.ValueError", "from below", ["from below"]}
    assert ["fail" | _] = error.frames |> Enum.reverse() |> Enum.map(& &1.function)
    frame = List.last(error.frames)
    assert frame.source =~ "raise ValueError(message)"
    assert frame.line > 0 and String.ends_with?(frame.file, "toy_errors.py")
    assert error.traceback =~ "toy_errors.py"
    assert Exception.message(error) =~ "from below"
    assert error.expression =~ "toy_errors.deeper"
  end

  test "errors are matched by class, also by base classes" do
    error = failure("custom")
    assert error.type == "toy_errors.Custom"

    for class <- ["toy_errors.Custom", "KeyError", "builtins.KeyError", "LookupError", "builtins.Exception"],
        do: assert(Error.is?(error, class))

    for class <- ["ValueError", "Custom", "toy_errors.KeyError"], do: refute(Error.is?(error, class))
    assert error.args == ["missing", 7]
  end

  test "causes and contexts, notes and groups" do
    caused = failure("caused")
    assert %Error{type: "builtins.ValueError", text: "first"} = caused.cause
    assert caused.suppress_context
    contextual = failure("contextual")
    assert contextual.cause == nil and contextual.context.text == "first"
  end

  test "the live exception can be asked more" do
    error = failure("custom")
    assert %Ref{type_name: "toy_errors.Custom"} = error.object
    assert SnakeBridge.attr!(error.object, "args") == {"missing", 7}
  end

  test "a process keeps the exceptions of its last errors only" do
    bridge = own_bridge()
    fail = fn function -> SnakeBridge.call("toy_errors", function, [], __runtime__: bridge) |> elem(1) end
    first = fail.("caused")
    kept = SnakeBridge.keep!(first.object)
    errors = for _ <- 1..200, do: fail.("caused")
    assert held_there(bridge[:bridge]).objects <= 64 * 2 + 1
    assert SnakeBridge.attr!(List.last(errors).object, "args") == {"second"}
    assert {:error, %Error{kind: :session_lost}} = SnakeBridge.attr(first.object, "args")
    assert SnakeBridge.attr!(kept, "args") == {"second"}
  end

  test "exits, interrupts and StopIteration are errors of the call, and the next call works" do
    assert failure("leave").type == "builtins.SystemExit"
    assert failure("interrupt").type == "builtins.KeyboardInterrupt"
    assert failure("stop").type == "builtins.StopIteration"
    assert failure("unprintable").type == "toy_errors.Unprintable"
    assert failure("recurse").type == "builtins.RecursionError"
    assert SnakeBridge.call("math", "sqrt", [16]) == {:ok, 4.0}
  end

  test "what a value is raised with keeps it" do
    error = failure("raise_with", [%{1 => {2.0, nil}}])
    assert error.args == [%{1 => {2.0, nil}}]
    assert Error.is?(error, "ValueError")
  end

  test "printing hurts nobody" do
    assert SnakeBridge.call("toy_errors", "noisy", ["abc\n"]) == {:ok, 4}
    assert SnakeBridge.call("toy_processes", "write_everywhere", ["text"]) == {:ok, 4}
    assert SnakeBridge.call("toy_processes", "read_standard_input") == {:ok, ""}
    assert {:error, %Error{}} = SnakeBridge.get("toy_exits_on_import", "x")
    assert {:error, %Error{}} = SnakeBridge.get("toy_raises_on_import", "x")
  end

  test "inspecting and logging ask Python nothing" do
    {:ok, session} = SnakeBridge.Session.open()
    run = [__runtime__: [session: session]]
    asked = length(SnakeBridge.call!("toy_counted", "asked", [], run))
    shies = SnakeBridge.call!("toy_counted", "several", [], run)
    assert inspect(shies) =~ "#SnakeBridge.Ref<toy_counted.Shy"
    {:error, _} = SnakeBridge.call("toy_counted", "shies", [self()])
    assert shies |> hd() |> to_string() == "shy"
    assert length(SnakeBridge.call!("toy_counted", "asked", [], run)) == asked + 1
  end
end
