defmodule SnakeBridge.Scenarios.ObjectsTest do
  use SnakeBridge.Scenarios, table: "objects"

  import SnakeBridge,
    only: [call!: 2, call!: 3, call!: 4, attr!: 2, method!: 2, method!: 3, index!: 2, invoke!: 2]

  row "methods_attributes_and_items_of_an_object" do
    counter = counter(20)
    assert counter.type_name == "toy_calls.Counter"
    assert attr!(counter, "value") == 20
    assert counter |> Expr.method("add", [2]) |> Expr.attr("double") |> Expr.run!() == 44
    assert index!(counter, "k") == [22, "k"]
    assert invoke!(counter, [1]) == [22, 1]
    assert attr!(call!("toy_calls", "Counter.from_text", ["7"]), "value") == 7
    assert call!("toy_calls.Counter", "zero") == 0
  end

  row "a_dropped_object_is_released" do
    before = alive()
    counter = counter()
    assert alive() == before + 1
    SnakeBridge.release(counter)
    assert alive() == before
    many = for _ <- 1..300, do: counter()
    assert alive() == before + 300
    SnakeBridge.release(many)
    assert alive() == before
  end

  no_row("a_clone_keeps_it_alive", "a ref is a plain term: nothing tells when the last copy of it is gone")

  row "temporaries_of_an_expression_are_released" do
    before = alive()
    counter = Expr.call(Expr.path("toy_calls.Counter"), [1])
    assert counter |> Expr.method("add", [2]) |> Expr.attr("value") |> Expr.run!() == 3
    assert Expr.nothing(counter) == :ok
    assert {:error, _} = counter |> Expr.attr("missing") |> Expr.run()
    # The exception holds the traceback, and so what was made on the way, as long as the session does.
    assert alive() <= before + 1
  end

  row "str_and_repr_are_pythons_and_debug_asks_nobody" do
    path = call!("pathlib", "PurePosixPath", ["/a/b"])
    assert to_string(path) == "/a/b"
    assert call!("builtins", "repr", [path]) == "PurePosixPath('/a/b')"
    assert inspect(path) =~ ~r/^#SnakeBridge.Ref<pathlib\./
    opaque = SnakeBridge.get!("toy_values", "OPAQUE")
    assert_raise Error, ~r/no repr for you/, fn -> to_string(opaque) end
  end

  row "objects_are_arguments_alone_and_inside_containers" do
    one = counter(1)
    assert same?(identity(one), one)
    assert [left, left] = identity([one, one])
    assert same?(left, one)
    assert call!("toy_values", "types_inside", [[1, one]]) == ["int", "Counter"]
  end

  row "mutation_through_one_handle_is_seen_through_another" do
    list = Expr.object!(Expr.value([1]))
    holder = Expr.object!(Expr.call(Expr.path("builtins.dict"), [], list: list))
    method!(list, "append", [2])
    assert index!(holder, "list") == [1, 2]
    SnakeBridge.set_index!(list, 0, 9)
    assert SnakeBridge.value!(list) == [9, 2]
  end

  row "statements_and_builtins_have_methods" do
    namespace = call!("types", "SimpleNamespace")
    SnakeBridge.set_attr!(namespace, "answer", 42)
    assert call!("builtins", "hasattr", [namespace, "answer"])
    assert attr!(namespace, "answer") == 42
    assert SnakeBridge.delete_attr(namespace, "answer") == {:ok, nil}
    refute call!("builtins", "hasattr", [namespace, "answer"])

    items = call!("builtins", "dict", [], a: 1, __runtime__: [want: :object])
    SnakeBridge.set_index!(items, "b", {1, 2})
    assert Enum.count(items) == 2
    assert "b" in items
    assert SnakeBridge.delete_index(items, "b") == {:ok, nil}
    refute "b" in items
    assert call!("builtins", "isinstance", [items, Expr.path("builtins.dict")])
    same_items = call!("builtins", "dict", [], a: 1, __runtime__: [want: :object])
    refute same?(items, same_items)
    assert call!("operator", "eq", [items, same_items])
  end

  row "operators_are_pythons_and_nest" do
    half = call!("fractions", "Fraction", [1, 2], __runtime__: [want: :object])
    operator = fn name, args -> Expr.call(Expr.path("operator.#{name}"), args) end
    text = fn expr -> expr |> Expr.object!() |> to_string() end
    assert text.(operator.("add", [half, 1])) == "3/2"
    three_halves = operator.("mul", [half, 3])
    assert text.(operator.("truediv", [operator.("sub", [three_halves, half]), 4])) == "1/4"
    assert text.(operator.("neg", [half])) == "-1/2"
    assert Expr.run!(operator.("or_", [operator.("and_", [6, 3]), 8])) == 10
    assert Expr.run!(operator.("lshift", [operator.("xor", [6, 1]), 2])) == 28
    assert Expr.run!(operator.("inv", [operator.("rshift", [6, 1])])) == -4
    assert Expr.run!(operator.("mod", [6, 4])) == 2
    assert Expr.run!(operator.("add", ["ab", "c"])) == "abc"
  end

  row "objects_of_another_session_are_refused" do
    {:ok, other} = SnakeBridge.Session.open(SnakeBridge.Options.defaults())
    theirs = call!("toy_calls", "Counter", [1], __runtime__: [session: other])
    ours = counter(2)
    assert {:error, %Error{kind: :cross_session}} = SnakeBridge.call("builtins", "tuple", [[ours, theirs]])
    assert {attr!(theirs, "value"), attr!(ours, "value")} == {1, 2}
  end

  row "objects_of_a_closed_session_are_refused" do
    {:ok, other} = SnakeBridge.Session.open(SnakeBridge.Options.defaults())
    theirs = call!("toy_calls", "Counter", [1], __runtime__: [session: other])
    SnakeBridge.Session.close(other)
    assert {:error, %Error{kind: :session_lost}} = SnakeBridge.attr(theirs, "value")
    assert {:error, %Error{kind: :session_lost}} = SnakeBridge.call("builtins", "id", [theirs])
  end

  row "threads_share_a_session" do
    counter = counter(0)

    sums =
      for process <- 0..3 do
        Task.async(fn ->
          for step <- 0..49, reduce: 0 do
            sum ->
              method!(counter, "add")
              sum + call!("builtins", "abs", [-(process * 50 + step)], __runtime__: [bridge: counter.bridge])
          end
        end)
      end

    assert sums |> Task.await_many(60_000) |> Enum.sum() == Enum.sum(0..199)
    assert attr!(counter, "value") == 200
  end
end
