defmodule SnakeBridge.Scenarios.CallbacksTest do
  use SnakeBridge.Scenarios, table: "callbacks"

  import SnakeBridge, only: [call: 3, call: 4, call!: 3, call!: 4, callback: 2]

  alias SnakeBridge.Raise

  defmodule OutOfStock do
    defexception [:item]
    def message(error), do: "out of stock: #{error.item}"
  end

  defp add, do: callback(fn a, b -> a + b end, name: "add")
  defp toy(function, args), do: call!("toy_callbacks", function, args)

  row "closures_are_functions" do
    assert toy("call", [add(), 2, 3]) == 5
    assert toy("call", [fn -> "none" end]) == "none"

    assert SnakeBridge.call!("builtins", "sorted", [["ccc", "a", "bb"]], key: &String.length/1) == [
             "a",
             "bb",
             "ccc"
           ]
  end

  row "arguments_come_by_position_and_by_keyword" do
    shown = fn positional, keyword -> [Tuple.to_list(positional), keyword] end
    parameters = [{"args", :var_positional}, {"kwargs", :var_keyword}]
    ways = toy("many_ways", [callback(shown, parameters: parameters)])
    assert ways == [[[], %{}], [[1, 2], %{}], [[], %{"a" => 1}], [[1], %{"b" => [2], "not a name" => nil}]]
    assert toy("call", [callback(fn keyword -> keyword end, keywords: true)]) == %{}
  end

  row "objects_are_the_very_objects" do
    assert toy("gives_back_itself", [fn object -> object end])
    assert toy("gives_back_itself", [callback(fn object -> object end, want: :object)])
    list = Expr.object!(Expr.value([]))
    append = callback(fn list, item -> SnakeBridge.method!(list, "append", [item]) end, want: :object)
    toy("call", [append, list, 1])
    assert SnakeBridge.value!(list) == [1]
  end

  row "a_wrong_number_of_arguments_is_a_type_error" do
    error = raised(call("toy_callbacks", "call", [add(), 1]))
    assert error.type == "builtins.TypeError"
    assert error.text =~ "add() takes 2 positional arguments but 1 was given"
    error = raised(call("toy_callbacks", "call", [add(), 1, 2], b: 1))
    assert error.text =~ "add() got an unexpected keyword argument 'b'"
  end

  no_row("a_wrong_type_names_the_argument", "functions take any term here")

  row "an_exception_of_any_class_can_be_raised" do
    find = fn key -> raise Raise, type: "builtins.KeyError", args: [key] end
    assert ["KeyError", bases, "'x'"] = toy("caught", [find, "x"])
    assert "LookupError" in bases
    error = raised(call("toy_callbacks", "call", [find, "y"]))
    assert {Error.is?(error, "KeyError"), error.args} == {true, ["y"]}
  end

  row "an_error_of_the_host_comes_back_as_it_was" do
    order = fn -> raise OutOfStock, item: "snake" end
    assert ["HostError", bases, text] = toy("caught", [order])
    assert "Exception" in bases and text =~ "out of stock: snake"

    for function <- ["call", "again"] do
      assert {:error, %Error{kind: :host, original: {:error, %OutOfStock{item: "snake"}, _}}} =
               call("toy_callbacks", function, [order])

      assert_raise OutOfStock, fn -> toy(function, [order]) end
    end

    wrapped = raised(call("toy_callbacks", "wrapped", [order]))
    assert {wrapped.type, wrapped.cause.text =~ "out of stock"} == {"builtins.RuntimeError", true}
  end

  row "an_exception_of_python_goes_through_the_host_as_it_is" do
    parse = fn text -> call!("builtins", "int", [text]) end
    assert ["ValueError", _, text] = toy("caught", [parse, "x"])
    assert text =~ "invalid literal"
    assert Error.is?(raised(call("toy_callbacks", "call", [parse, "x"])), "ValueError")
    assert toy("call", [parse, "12"]) == 12
  end

  row "a_panic_is_an_exception" do
    for panics <- [fn -> exit("oh no") end, fn -> throw("oh no") end, fn -> :erlang.error("oh no") end] do
      assert [_, bases, text] = toy("caught", [panics])
      assert "Exception" in bases and text =~ "oh no"
      assert {:error, %Error{kind: :host, original: {_, _, _}}} = call("toy_callbacks", "call", [panics])
    end

    assert toy("call", [add(), 1, 1]) == 2
  end

  row "callbacks_call_python_and_are_called_by_it_again" do
    descend = fn
      _, 0 -> 0
      descend, depth -> toy("call", [fn below -> descend.(descend, below) end, depth - 1]) + 1
    end

    assert toy("call", [fn depth -> descend.(descend, depth) end, 20]) == 20
  end

  row "threads_of_python_call" do
    squares = fn n -> call!("operator", "mul", [n, n]) end
    assert toy("in_threads", [squares, 8]) == [0, 1, 4, 9, 16, 25, 36, 49]
  end

  row "a_callback_outlives_the_call_that_it_was_given_to" do
    toy("keep", [add()])
    assert toy("call_kept", [20, 22]) == 42
    toy("forget", [])
    later = toy("Later", [fn n -> n * 6 end])
    SnakeBridge.method!(later, "release")
    assert SnakeBridge.method!(later, "outcome") == 42
  end

  row "a_callback_is_dropped_when_python_drops_it" do
    bridge = SnakeBridge.Options.defaults()[:bridge]
    before = held_here(bridge).functions
    toy("keep", [fn -> 2 end])
    assert toy("call_kept", []) == 2
    assert held_here(bridge).functions == before + 1
    toy("forget", [])
    eventually(fn -> held_here(bridge).functions == before end)
  end

  row "the_same_callback_is_the_same_function" do
    callback = add()
    assert same?(callback, callback)
    refute same?(callback, add())
    toy("keep", [callback])
    assert same?(callback, Expr.item(Expr.path("toy_callbacks.KEPT"), -1))
    toy("forget", [])
  end

  defp described do
    callback(fn a, b, rest, key, others -> [a, b, rest, key, others] end,
      name: "described",
      doc: "Gives what it is given.",
      module: "host",
      parameters: [
        {"a", :positional_only},
        {"b", :positional_or_keyword, 2},
        {"rest", :var_positional},
        {"key", :keyword_only, nil},
        {"others", :var_keyword}
      ]
    )
  end

  row "python_sees_the_signature" do
    function = identity(described())
    texts = for name <- ["__name__", "__doc__", "__module__"], do: SnakeBridge.attr!(function, name)
    assert texts == ["described", "Gives what it is given.", "host"]
    assert to_string(call!("inspect", "signature", [function])) == "(a, /, b=2, *rest, key=None, **others)"
    assert call!("inspect", "isfunction", [function])
  end

  row "arguments_are_bound_to_the_signature" do
    function = identity(described())
    assert SnakeBridge.invoke!(function, [1]) == [1, 2, {}, nil, %{}]
    assert SnakeBridge.invoke!(function, [1, 3, 4, 5], key: 6, x: 7) == [1, 3, {4, 5}, 6, %{"x" => 7}]
    error = raised(SnakeBridge.invoke(function))
    assert error.type == "builtins.TypeError" and error.text =~ "'a'"
  end

  row "generators_yield_what_the_host_gives" do
    test = self()

    countdown = fn from ->
      send(test, :called)
      Enum.to_list((from - 1)..0//-1)
    end

    generator = Expr.object!(Expr.call(Expr.value(callback(countdown, kind: :generator)), [3]))
    assert generator.type_name == "builtins.generator"
    refute_received :called
    assert Enum.to_list(generator) == [2, 1, 0]
    assert_received :called
    later = callback(countdown, kind: :async_generator)
    assert call!("toy_callbacks", "collect", [later, 2], await()) == [1, 0]
  end

  no_row(
    "rust_iterators_are_python_iterators",
    "a lazy enumerable cannot be asked from another process; a generator of a list is in the row before"
  )

  defp await, do: [__runtime__: [await: true]]

  row "coroutines_are_under_way_at_once" do
    # Each waits for the others, so this ends only if all three are under way at once.
    test = self()

    meet = fn n ->
      send(test, {:here, self()})
      receive do: (:all -> n * 10)
    end

    gathered =
      Task.async(fn ->
        SnakeBridge.Options.put_defaults(bridge: SnakeBridge.Scenarios.CallbacksTest.Bridge)
        call!("toy_callbacks", "gather", [callback(meet, kind: :coroutine), 3], await())
      end)

    meeting = for _ <- 1..3, do: receive(do: ({:here, pid} -> pid))
    Enum.each(meeting, &send(&1, :all))
    assert Task.await(gathered, 60_000) == [0, 10, 20]

    fails = callback(fn _ -> raise OutOfStock, item: "egg" end, kind: :coroutine)

    assert {:error, %Error{kind: :host, original: {:error, %OutOfStock{}, _}}} =
             call("toy_callbacks", "gather", [fails, 1], await())
  end
end
