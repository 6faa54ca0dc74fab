defmodule SnakeBridge.Scenarios.ManagersTest do
  use SnakeBridge.Scenarios, table: "managers"

  import SnakeBridge.Manager, only: [with_manager: 2, with_manager: 3]
  import SnakeBridge, only: [call!: 2, call!: 3, attr!: 2]

  defmodule Failure do
    defexception [:code]
    def message(error), do: "failure #{error.code}"
  end

  defp manager(kwargs \\ []), do: SnakeBridge.call!("toy_managers", "Manager", [], kwargs)
  defp seen(manager), do: manager |> attr!("log") |> List.last()
  defp no_number(_), do: call!("builtins", "int", ["x"])

  row "a_manager_is_entered_and_exited" do
    manager = manager()
    assert with_manager(manager, fn log -> log end) == {:ok, ["enter"]}
    assert seen(manager) == [nil, "None", false]
  end

  row "an_exception_of_python_is_seen_as_it_is" do
    manager = manager()

    error =
      assert_raise Error, fn -> with_manager(manager, fn _ -> call!("fractions", "Fraction", ["x"]) end) end

    assert Error.is?(error, "ValueError")
    assert ["ValueError", text, true] = seen(manager)
    assert text =~ "Invalid literal"
  end

  row "an_error_of_the_host_is_seen_and_comes_back_as_it_was" do
    manager = manager()
    assert_raise Failure, "failure 7", fn -> with_manager(manager, fn _ -> raise Failure, code: 7 end) end
    assert ["HostError", text, true] = seen(manager)
    assert text =~ "failure 7"
    assert with_manager(manager, fn _ -> {:error, :mine} end) == {:error, :mine}
    assert ["HostError", _, true] = seen(manager)
  end

  row "a_manager_may_swallow_an_error" do
    manager = manager(swallows: true)
    assert {:swallowed, %Error{type: "builtins.ValueError"}} = with_manager(manager, &no_number/1)
    assert {:swallowed, %Failure{code: 7}} = with_manager(manager, fn _ -> raise Failure, code: 7 end)
    assert with_manager(manager, fn _ -> 5 end) == {:ok, 5}
  end

  row "what_enter_or_exit_raise_comes_out" do
    entering = manager(fails: "enter")

    assert {:error, %Error{type: "builtins.OSError"}} =
             with_manager(entering, fn _ -> flunk("it is never entered") end)

    assert attr!(entering, "log") == ["enter"]
    exiting = manager(fails: "exit")

    for body <- [fn _ -> nil end, fn _ -> raise Failure, code: 7 end] do
      assert {:error, %Error{type: "builtins.OSError"}} = with_manager(exiting, body)
    end
  end

  row "a_panic_is_seen_and_goes_on" do
    manager = manager()
    assert catch_exit(with_manager(manager, fn _ -> exit("oh no") end)) == "oh no"
    assert Enum.at(seen(manager), 1) =~ "oh no"
  end

  row "what_is_no_manager_is_an_error" do
    for object <- [call!("toy_managers", "Impostor"), call!("builtins", "object")] do
      assert {:error, error} = with_manager(object, fn _ -> flunk("it is never entered") end)
      assert Error.is?(error, "TypeError") or Error.is?(error, "AttributeError")
    end
  end

  row "async_managers_are_awaited" do
    manager = call!("toy_managers", "Later")
    assert with_manager(manager, fn log -> log end, await: true) == {:ok, ["enter"]}
    assert [nil, _, _] = seen(attr!(manager, "inner"))
    swallowing = call!("toy_managers", "Later", [true])

    assert {:swallowed, %Error{type: "builtins.ValueError"}} =
             with_manager(swallowing, &no_number/1, await: true)

    assert {:swallowed, %Failure{}} =
             with_manager(swallowing, fn _ -> raise Failure, code: 7 end, await: true)

    assert_raise Failure, fn -> with_manager(manager, fn _ -> raise Failure, code: 7 end, await: true) end
  end

  row "standard_managers_work" do
    suppress = call!("contextlib", "suppress", [Expr.path("builtins.KeyError")])

    assert {:swallowed, %Error{}} =
             with_manager(suppress, fn _ -> call!("operator", "getitem", [%{}, "x"]) end)

    file = call!("tempfile", "TemporaryFile", ["w+"])
    assert with_manager(file, fn file -> SnakeBridge.method!(file, "write", ["text"]) end) == {:ok, 4}
    assert attr!(file, "closed")
  end
end
