defmodule SnakeBridge.CallbacksTest do
  use SnakeBridge.Case, async: true

  alias SnakeBridge.Raise

  require SnakeBridge

  setup do
    {:ok, session} = SnakeBridge.Session.open()
    {:ok, session: session, opts: [__runtime__: [session: session]]}
  end

  defp caught(function, args \\ []), do: SnakeBridge.call!("toy_callbacks", "caught", [function | args])

  test "functions of any arity" do
    assert SnakeBridge.call!("toy_callbacks", "call", [fn -> :done end]) == "done"
    assert SnakeBridge.call!("toy_callbacks", "call", [fn a -> {a} end, 1]) == {1}

    assert SnakeBridge.call!("toy_callbacks", "call", [fn a, b, c -> [a, b, c] end, 1, nil, {2.0}]) == [
             1,
             nil,
             {2.0}
           ]

    assert SnakeBridge.call!("toy_callbacks", "call", [&String.upcase/1, "text"]) == "TEXT"

    assert SnakeBridge.call!("builtins", "list", [Expr.call(Expr.path("builtins.map"), [&(&1 * 2), [1, 2]])]) ==
             [2, 4]
  end

  test "keyword arguments come as a map in one more argument" do
    keywords = fn a, keywords -> {a, keywords} end
    assert SnakeBridge.call!("toy_callbacks", "call", [keywords, 1], x: 2) == {1, %{"x" => 2}}
    always = SnakeBridge.callback(keywords, keywords: true)
    assert SnakeBridge.call!("toy_callbacks", "call", [always, 1]) == {1, %{}}
    assert ["TypeError", _, text] = caught(fn _ -> nil end, [1, 2, 3])
    assert text =~ "takes 1 positional argument but 3 were given"
  end

  test "parameters are checked by Python" do
    add =
      SnakeBridge.callback(fn a, rest, b -> {a, rest, b} end,
        name: "add",
        doc: "Adds.",
        parameters: [{"a", :positional_or_keyword}, {"rest", :var_positional}, {"b", :keyword_only, 2}]
      )

    assert SnakeBridge.call!("toy_callbacks", "call", [add, 1, 7, 8]) == {1, {7, 8}, 2}
    assert SnakeBridge.call!("toy_callbacks", "call", [add], a: 1, b: 3) == {1, {}, 3}
    assert ["TypeError", _, _] = caught(add)
    assert SnakeBridge.call!("inspect", "getdoc", [add]) == "Adds."
    assert SnakeBridge.call!("builtins", "getattr", [add, "__name__"]) == "add"
  end

  test "what a function raises is raised in Python, and is what it was where it comes out" do
    assert ["HostError", bases, "no such row"] = caught(fn -> raise "no such row" end)
    assert "Exception" in bases

    {:error, error} = SnakeBridge.call("toy_callbacks", "call", [fn -> raise ArgumentError, "mine" end])
    assert %Error{kind: :host, original: {:error, %ArgumentError{message: "mine"}, [_ | _]}} = error

    assert_raise ArgumentError, "mine", fn ->
      SnakeBridge.call!("toy_callbacks", "again", [fn -> raise ArgumentError, "mine" end])
    end

    assert catch_throw(SnakeBridge.call!("toy_callbacks", "call", [fn -> throw(:ball) end])) == :ball
    assert catch_exit(SnakeBridge.call!("toy_callbacks", "call", [fn -> exit(:tired) end])) == :tired

    {:error, wrapped} = SnakeBridge.call("toy_callbacks", "wrapped", [fn -> raise "inner" end])
    assert {wrapped.type, wrapped.cause.type} == {"builtins.RuntimeError", "snakebridge.HostError"}
  end

  test "exceptions of Python's classes, also those that Python raised" do
    raising = fn -> raise Raise, type: "builtins.KeyError", args: ["k", {1}] end
    assert ["KeyError", bases, _] = caught(raising)
    assert "LookupError" in bases
    {:error, error} = SnakeBridge.call("toy_callbacks", "call", [raising])
    assert {error.kind, error.args} == {:python, ["k", {1}]}

    assert ["Custom", _, _] = caught(fn -> SnakeBridge.call!("toy_errors", "custom") end)
  end

  test "what cannot be sent back is an error in Python" do
    assert ["HostError", _, text] = caught(fn -> [self()] end)
    assert text =~ "cannot be sent"
  end

  test "objects are the same on the way in and out" do
    assert SnakeBridge.call!("toy_callbacks", "gives_back_itself", [fn thing -> thing end])
    {:ok, %Ref{type_name: "builtins.function"}} = SnakeBridge.call("toy_values", "identity", [fn -> nil end])
    twice = SnakeBridge.callback(fn -> nil end)
    assert SnakeBridge.call!("operator", "is_", [twice, twice])

    assert SnakeBridge.call!("toy_callbacks", "call", [
             SnakeBridge.callback(fn %Ref{} = one -> one end, want: :object),
             1
           ]) == 1
  end

  test "a function may ask Python, and be asked, as deep as it likes" do
    factorial = fn
      _, 0 ->
        1

      factorial, n ->
        n * SnakeBridge.call!("toy_callbacks", "call", [fn m -> factorial.(factorial, m) end, n - 1])
    end

    assert SnakeBridge.call!("toy_callbacks", "call", [fn n -> factorial.(factorial, n) end, 10]) == 3_628_800

    # Its calls are those of the session that it was called from, and it sees its objects.
    {:ok, list} = SnakeBridge.Expr.object(Expr.value([1]))

    assert SnakeBridge.call!("toy_callbacks", "call", [fn -> SnakeBridge.method!(list, "append", [2]) end]) ==
             nil

    assert SnakeBridge.value!(list) == [1, 2]
    made = SnakeBridge.call!("toy_callbacks", "call", [fn -> SnakeBridge.call!("builtins", "object") end])
    assert %Ref{} = made
    assert SnakeBridge.method!(made, "__class__") |> SnakeBridge.ref?()
  end

  test "Python's threads call, also after the call that brought the function", %{opts: opts} do
    assert SnakeBridge.call!("toy_callbacks", "in_threads", [fn number -> number * number end, 8], opts) ==
             Enum.map(0..7, &(&1 * &1))

    with_reentry = fn number -> SnakeBridge.call!("operator", "add", [number, 1]) end
    assert SnakeBridge.call!("toy_callbacks", "in_threads", [with_reentry, 8], opts) == Enum.to_list(1..8)

    later = SnakeBridge.call!("toy_callbacks", "Later", [fn seven -> seven + 1 end], opts)
    SnakeBridge.method!(later, "release")
    assert SnakeBridge.method!(later, "outcome") == 8
  end

  test "coroutines and generators" do
    slow = SnakeBridge.callback(fn number -> number * 2 end, kind: :coroutine)

    assert SnakeBridge.call!("toy_callbacks", "gather", [slow, 5], __runtime__: [await: true]) == [
             0,
             2,
             4,
             6,
             8
           ]

    items = SnakeBridge.callback(fn count -> Stream.map(1..count, &(&1 * 10)) end, kind: :generator)
    assert SnakeBridge.call!("builtins", "list", [Expr.call(Expr.value(items), [3])]) == [10, 20, 30]
    later = SnakeBridge.callback(fn -> ["a", nil] end, kind: :async_generator)
    assert SnakeBridge.call!("toy_callbacks", "collect", [later], __runtime__: [await: true]) == ["a", nil]
  end

  test "it runs in a process of its own that tells whose it is" do
    test = self()

    SnakeBridge.call!("toy_callbacks", "call", [
      fn -> send(test, {self(), Process.get(:"$callers")}) && nil end
    ])

    assert_received {pid, [^test]}
    assert pid != test
  end

  test "a process of a function that is killed is an error, not a wait" do
    assert ["HostError", _, text] = caught(fn -> Process.exit(self(), :kill) end)
    assert text =~ "killed"
    assert SnakeBridge.call("math", "sqrt", [16]) == {:ok, 4.0}
  end

  test "objects that a function is given, or makes, go with it" do
    bridge = own_bridge()
    opts = [__runtime__: bridge]
    counter = fn -> SnakeBridge.call!("toy_calls", "Counter", [1], opts) end
    alive = fn -> SnakeBridge.get!("toy_calls", "Counter.alive", opts) end

    work = fn %Ref{} = given ->
      counter.()
      {:error, %Error{object: %Ref{}}} = SnakeBridge.attr(given, "missing")
      SnakeBridge.attr!(given, "value")
    end

    counters = Expr.call(Expr.path("builtins.map"), [Expr.path("toy_calls.Counter"), Enum.to_list(1..50)])

    assert SnakeBridge.call!(
             "builtins",
             "list",
             [Expr.call(Expr.path("builtins.map"), [work, counters])],
             opts
           ) == Enum.to_list(1..50)

    eventually(fn -> alive.() == 0 end)
    assert held_there(bridge[:bridge]).objects == 0

    test = self()

    SnakeBridge.call!(
      "toy_callbacks",
      "call",
      [fn -> send(test, {SnakeBridge.keep!(counter.()), counter.()}) && nil end],
      opts
    )

    assert_received {kept, gone}
    assert SnakeBridge.attr!(kept, "value") == 1
    assert {:error, %Error{kind: :session_lost}} = SnakeBridge.attr(gone, "value")

    # What it gives back is Python's by then.
    assert %Ref{} = made = SnakeBridge.call!("toy_callbacks", "call", [counter], opts)
    assert SnakeBridge.attr!(made, "value") == 1
  end

  test "functions are forgotten when Python drops them" do
    bridge = own_bridge()
    opts = [__runtime__: bridge]
    held = fn -> held_here(bridge[:bridge]).functions end

    assert SnakeBridge.call!("toy_callbacks", "call", [fn -> 1 end], opts) == 1
    eventually(fn -> held.() == 0 end)

    SnakeBridge.call!("toy_callbacks", "keep", [fn -> 2 end], opts)
    assert held.() == 1
    assert SnakeBridge.call!("toy_callbacks", "call_kept", [], opts) == 2
    SnakeBridge.call!("toy_callbacks", "forget", [], opts)
    eventually(fn -> held.() == 0 end)

    same = SnakeBridge.callback(fn -> 3 end)
    for _ <- 1..20, do: assert(SnakeBridge.call!("toy_callbacks", "call", [same], opts) == 3)
    SnakeBridge.call!("toy_callbacks", "keep", [same], opts)
    SnakeBridge.with_runtime(bridge, do: SnakeBridge.release_auto_session())
    eventually(fn -> held.() == 0 end)
    assert held_there(bridge[:bridge]).functions == 0
  end
end
