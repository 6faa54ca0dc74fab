defmodule SnakeBridge.CallsTest do
  use SnakeBridge.Case, async: true

  require SnakeBridge

  test "arguments of every kind" do
    assert SnakeBridge.call("toy_calls", "positional_only", [1]) == {:ok, [1, 1]}
    assert SnakeBridge.call("toy_calls", :keyword_only, [1], key: 2) == {:ok, [1, 2, nil]}

    assert SnakeBridge.call("toy_calls", "everything", [1, 2, 3, 4], d: 5, z: 6) ==
             {:ok, [1, 2, 3, [4], 5, 5, %{"z" => 6}]}

    assert SnakeBridge.call("toy_calls", "keywords", [], %{"not a name" => 1}) == {:ok, %{"not a name" => 1}}
    assert SnakeBridge.call("toy_calls", "keywords", [], [{"b", 1}, {:a, 2}]) == {:ok, %{"b" => 1, "a" => 2}}
    assert SnakeBridge.call("toy_calls", "keywords", [], idempotent: true) == {:ok, %{"idempotent" => true}}
    assert SnakeBridge.call("toy_calls", "count", [1], __args__: [2, 3]) == {:ok, [3, 0]}
    assert SnakeBridge.call("toy_calls", "count", [[a: 1]]) == {:ok, [1, 0]}
    assert SnakeBridge.call("toy_calls", "count", [[{1, 2}]]) == {:ok, [1, 0]}
    assert SnakeBridge.call("toy_calls", "with_defaults", [1]) |> elem(0) == :ok
  end

  test "constants, classes, attributes, items" do
    assert SnakeBridge.get("toy_calls", "NOTHING") == {:ok, nil}
    assert SnakeBridge.get!("toy_calls", "ANSWER") == 42
    assert {:error, %Error{type: "builtins.AttributeError"}} = SnakeBridge.get("toy_calls", "MISSING")
    assert {:error, %Error{type: "builtins.ModuleNotFoundError"}} = SnakeBridge.get("no_such_module", "x")

    counter = SnakeBridge.call!("toy_calls", "Counter", [5])
    assert SnakeBridge.ref?(counter)
    assert SnakeBridge.attr(counter, "double") == {:ok, 10}
    assert SnakeBridge.set_attr(counter, "value", 7) == {:ok, nil}
    assert SnakeBridge.attr!(counter, "double") == 14
    assert SnakeBridge.index(counter, {1, :x}) == {:ok, [7, {1, "x"}]}
    assert SnakeBridge.invoke(counter, [1]) == {:ok, [7, 1]}
    assert SnakeBridge.method!(counter, "add", [3]) |> SnakeBridge.attr!("value") == 10
    assert SnakeBridge.call!("toy_calls", "Counter.from_text", ["12"]) |> SnakeBridge.attr!("value") == 12
    assert SnakeBridge.call!("toy_calls.Counter", "zero") == 0
    assert SnakeBridge.delete_attr(counter, "value") == {:ok, nil}
    assert {:error, %Error{type: "builtins.AttributeError"}} = SnakeBridge.attr(counter, "value")

    dict = SnakeBridge.call!("builtins", "dict", [], a: 1, __runtime__: [want: :object])
    assert SnakeBridge.set_index(dict, "b", [2]) == {:ok, nil}
    assert SnakeBridge.delete_index(dict, "a") == {:ok, nil}
    assert SnakeBridge.value!(dict) == %{"b" => [2]}
    assert {:error, %Error{type: "builtins.KeyError"}} = SnakeBridge.index(dict, "a")
    assert_raise Error, fn -> SnakeBridge.index!(dict, "a") end
  end

  test "a chain is one expression, and parts may stand anywhere in values" do
    import SnakeBridge.Expr

    expr =
      SnakeBridge.expr("toy_calls.Counter") |> call([1]) |> method("add", [2]) |> method("add", [], amount: 3)

    assert expr |> attr("double") |> run() == {:ok, 12}
    assert SnakeBridge.call("toy_calls", "count", [[expr, %{"x" => {expr}}]]) == {:ok, [1, 0]}
    assert expr |> item(0) |> run!() == [6, 0]
    assert {:ok, %Ref{type_name: "toy_calls.Counter"} = ref} = object(expr)
    assert ref |> attr("value") |> run!() == 6
    assert nothing(expr) == :ok
    assert value([3, 1]) |> method("index", [1]) |> run!() == 1
  end

  test "a chain may be long" do
    chain =
      Enum.reduce(1..400, Expr.call(Expr.path("toy_calls.Counter")), fn _, expr ->
        Expr.method(expr, "add")
      end)

    assert chain |> Expr.attr("value") |> Expr.run() == {:ok, 400}
  end

  test "coroutines are awaited" do
    assert SnakeBridge.call("toy_calls", "later", [], __runtime__: [await: true]) == {:ok, 1}
    assert SnakeBridge.call!("toy_calls", "later") == 1
    coroutine = Expr.object!(Expr.call(Expr.path("toy_calls.later")))
    assert %Ref{type_name: "builtins.coroutine"} = coroutine
    assert SnakeBridge.await(coroutine) == {:ok, 1}
    assert SnakeBridge.call!("toy_tasks", "in_running_loop", [], __runtime__: [await: true])

    # They are under way at the same time.
    {:ok, session} = SnakeBridge.Session.open()

    meet = fn ->
      SnakeBridge.call!("toy_tasks", "meet", [20], __runtime__: [await: true, session: session])
    end

    assert 1..20
           |> Enum.map(fn _ -> Task.async(meet) end)
           |> Task.await_many(30_000)
           |> Enum.all?(&(&1 >= 20))
  end

  test "variants with a bang raise the error itself" do
    error =
      assert_raise Error, ~r/math domain error|nonnegative/, fn -> SnakeBridge.call!("math", "sqrt", [-1]) end

    assert error.kind == :python
    assert Error.is?(error, "builtins.ValueError")
  end

  test "runtime options never get in the way of keywords, and mistakes in them are told" do
    assert SnakeBridge.call!("toy_calls", "keywords", [],
             timeout: 1,
             session: 2,
             __runtime__: [timeout: 60_000]
           ) ==
             %{"timeout" => 1, "session" => 2}

    assert_raise ArgumentError, ~r/:tiemout/, fn ->
      SnakeBridge.call("math", "sqrt", [1], __runtime__: [tiemout: 1])
    end

    assert_raise ArgumentError, ~r/leave it out/, fn ->
      SnakeBridge.call("math", "sqrt", [1], SnakeBridge.rt(affinity: :hint))
    end

    assert_raise ArgumentError, ~r/__runtime__/, fn -> SnakeBridge.get("math", "pi", timeout: 1) end
    assert_raise ArgumentError, ~r/no generated module/, fn -> SnakeBridge.call(String, "x") end

    assert SnakeBridge.call!(
             "toy_calls",
             "keywords",
             [],
             SnakeBridge.opts(py: [a: 1], runtime: [timeout: 60_000])
           ) == %{"a" => 1}

    SnakeBridge.with_runtime dicts: :pairs do
      assert SnakeBridge.call!("toy_calls", "keywords", [], a: 1) == %SnakeBridge.Dict{pairs: [{"a", 1}]}
    end

    assert SnakeBridge.call!("toy_calls", "keywords", [], a: 1) == %{"a" => 1}
  end

  test "facts about the interpreter" do
    assert {:ok, %{} = facts} = SnakeBridge.facts()
    assert Enum.all?(facts, fn {name, _} -> is_binary(name) end)
  end
end
