defmodule SnakeBridge.Scenarios.ErrorsTest do
  use SnakeBridge.Scenarios, table: "errors"

  defp failure(function, args \\ []), do: raised(SnakeBridge.call("toy_errors", function, args))

  row "an_exception_has_type_message_frames_and_source" do
    error = failure("deeper")

    assert {error.type, error.text, error.expression} ==
             {"builtins.ValueError", "from below", "toy_errors.deeper()"}

    assert Enum.map(error.frames, & &1.function) == ["deeper", "fail"]
    frame = List.last(error.frames)
    assert String.ends_with?(frame.file, "toy_errors.py")
    assert frame.source == "raise ValueError(message)"
  end

  row "an_exception_matches_its_bases" do
    error = failure("custom")

    for class <- ["toy_errors.Custom", "KeyError", "LookupError", "builtins.Exception", "BaseException"] do
      assert Error.is?(error, class)
    end

    refute Error.is?(error, "ValueError") or Error.is?(error, "Custom")
  end

  row "arguments_of_the_exception_and_the_live_object" do
    error = failure("custom")
    assert error.args == ["missing", 7]
    assert error.object |> Expr.attr("args") |> Expr.item(1) |> Expr.run!() == 7
  end

  row "causes_and_contexts_are_kept" do
    caused = failure("caused")
    assert {caused.text, caused.cause.text, caused.suppress_context} == {"second", "first", true}
    contextual = failure("contextual")
    assert {contextual.cause, contextual.suppress_context, contextual.context.text} == {nil, false, "first"}
    assert caused.traceback =~ "direct cause"
  end

  row "an_exception_that_cannot_be_printed_is_one_all_the_same" do
    assert failure("unprintable").type == "toy_errors.Unprintable"
  end

  row "base_exceptions_are_errors_of_the_call" do
    exit = failure("leave", [3])
    assert {exit.type, exit.args} == {"builtins.SystemExit", [3]}
    assert failure("interrupt").type == "builtins.KeyboardInterrupt"
    assert SnakeBridge.call!("math", "sqrt", [4.0]) == 2.0
  end

  row "stop_iteration_is_an_error_of_the_call" do
    assert failure("stop").type == "builtins.StopIteration"
  end

  row "exhausted_recursion_is_an_error_of_the_call" do
    error = failure("recurse")
    assert error.type == "builtins.RecursionError"
    assert length(error.frames) in 1..200
  end

  row "printing_disturbs_nothing" do
    assert SnakeBridge.call!("toy_errors", "noisy", ["a line for standard output and standard error"]) == 45
  end

  row "a_builtin_raises_with_the_expression" do
    error = raised(SnakeBridge.call("math", "sqrt", ["x"]))
    assert {error.type, error.text} == {"builtins.TypeError", "must be real number, not str"}
    assert error.expression == ~S|math.sqrt("x")|
  end
end
