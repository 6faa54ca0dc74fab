defmodule SnakeBridge.ManagersTest do
  use SnakeBridge.Case, async: true

  import SnakeBridge.Manager, only: [with_manager: 2, with_manager: 3]
  require SnakeBridge

  defp manager(kwargs \\ []), do: SnakeBridge.call!("toy_managers", "Manager", [], kwargs)
  defp log(manager), do: SnakeBridge.attr!(manager, "log")

  test "what goes well is entered and exited" do
    manager = manager()
    assert with_manager(manager, fn log -> length(log) end) == {:ok, 1}
    assert log(manager) == ["enter", [nil, "None", false]]
  end

  test "an error of Python is shown to it as it is, and goes on" do
    manager = manager()

    error =
      assert_raise Error, fn -> with_manager(manager, fn _ -> SnakeBridge.call!("toy_errors", "fail") end) end

    assert error.type == "builtins.ValueError"
    assert log(manager) == ["enter", ["ValueError", "it failed", true]]
  end

  test "errors of ours are shown to it, and go on as what they were" do
    for {body, check, text} <- [
          {fn _ -> raise ArgumentError, "mine" end, fn run -> assert_raise ArgumentError, "mine", run end,
           "mine"},
          {fn _ -> throw(:ball) end, fn run -> assert catch_throw(run.()) == :ball end, "ball"},
          {fn _ -> exit(:tired) end, fn run -> assert catch_exit(run.()) == :tired end, "tired"},
          {fn _ -> {:error, :rolled_back} end, fn run -> assert run.() == {:error, :rolled_back} end,
           "rolled_back"},
          {fn _ -> :error end, fn run -> assert run.() == :error end, "error"}
        ] do
      manager = manager()
      check.(fn -> with_manager(manager, body) end)
      assert ["enter", ["HostError", told, true]] = log(manager)
      assert told =~ text
    end
  end

  test "its verdict is honoured" do
    manager = manager(swallows: true)

    assert {:swallowed, %Error{type: "builtins.ValueError"}} =
             with_manager(manager, fn _ -> SnakeBridge.call!("toy_errors", "fail") end)

    assert {:swallowed, %RuntimeError{message: "mine"}} = with_manager(manager, fn _ -> raise "mine" end)
    assert {:swallowed, :reason} = with_manager(manager, fn _ -> {:error, :reason} end)
    assert {:ok, 1} = with_manager(manager, fn _ -> 1 end)
  end

  test "errors of entering and exiting" do
    assert {:error, %Error{type: "builtins.OSError", text: "enter"}} =
             with_manager(manager(fails: "enter"), fn _ -> flunk("not entered") end)

    assert {:error, %Error{type: "builtins.OSError", text: "exit"}} =
             with_manager(manager(fails: "exit"), fn _ -> 1 end)

    assert {:error, %Error{text: "exit"} = error} =
             with_manager(manager(fails: "exit"), fn _ -> SnakeBridge.call!("toy_errors", "fail") end)

    assert error.type == "builtins.OSError"

    assert {:error, %Error{type: type}} =
             with_manager(SnakeBridge.call!("toy_managers", "Impostor"), fn _ -> flunk("not entered") end)

    assert type in ["builtins.TypeError", "builtins.AttributeError"]
    assert {:error, %Error{}} = with_manager(SnakeBridge.call!("builtins", "object"), fn _ -> 1 end)
  end

  test "async managers" do
    later = SnakeBridge.call!("toy_managers", "Later")
    assert with_manager(later, fn log -> length(log) end, await: true) == {:ok, 1}
    assert_raise RuntimeError, "mine", fn -> with_manager(later, fn _ -> raise "mine" end, await: true) end
    swallowing = SnakeBridge.call!("toy_managers", "Later", [true])
    assert {:swallowed, _} = with_manager(swallowing, fn _ -> raise "mine" end, await: true)

    assert {:swallowed, _} =
             with_manager(swallowing, fn _ -> SnakeBridge.call!("toy_errors", "fail") end, await: true)
  end

  test "the block of with_python" do
    manager = manager()
    assert SnakeBridge.with_python(manager, do: length(context)) == 1
    assert_raise RuntimeError, fn -> SnakeBridge.with_python(manager, do: raise("x")) end
    assert SnakeBridge.with_python(manager(swallows: true), do: raise("x")) == nil

    assert SnakeBridge.with_python(Expr.call(Expr.path("io.StringIO"), ["text"]),
             do: SnakeBridge.method!(context, "read")
           ) == "text"
  end
end
