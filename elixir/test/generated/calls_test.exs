defmodule SnakeBridge.Generated.CallsTest do
  # The modules of the golden cases, as they are committed, against real Python.
  use SnakeBridge.Case, async: false

  @compile {:no_warn_undefined, [Toy, Toy.Base, Toy.Base.Inner, Toy.Color, Toy.Derived, Toy.Failure]}
  @compile {:no_warn_undefined, [Toy.Level, Toy.LowerCase, Toy.LowerCase_, Toy.Motor, Toy.Thing]}
  @compile {:no_warn_undefined, [Toy.Engine, Toy.DeepPart.Core, Toy.DeepPart.Core.Engine]}
  @compile {:no_warn_undefined, [Toy.Motor.Engine.Part]}
  @compile {:no_warn_undefined, [Builtins, Builtins.Dict, Json, Json.JSONDecodeError, Math, PyTime]}

  @golden Path.expand("../../../tests/golden-elixir", __DIR__)

  setup %{golden: name} do
    folder = Path.join(@golden, name)
    SnakeBridge.GoldenModules.forget()
    {:ok, _, []} = Kernel.ParallelCompiler.compile([Path.join(folder, "expected.ex")])
    before = SnakeBridge.Options.defaults()
    SnakeBridge.Options.put_defaults(own_bridge(settings: [search_path: [folder]]))

    on_exit(fn ->
      SnakeBridge.Options.put_defaults(before)
      SnakeBridge.GoldenModules.forget()
    end)
  end

  describe "arguments" do
    @describetag golden: "arguments"

    test "any number from the required ones to all go by position, and keywords behind any of them" do
      assert Toy.plain(1) == {:ok, [1, 1, 2, 3]}
      assert Toy.plain(1, 5) == {:ok, [1, 5, 2, 3]}
      assert Toy.plain(1, 5, 6) == {:ok, [1, 5, 6, 3]}
      assert Toy.plain(1, 5, 6, 7) == {:ok, [1, 5, 6, 7]}
      assert Toy.plain(1, d: 9) == {:ok, [1, 1, 2, 9]}
      assert Toy.plain(1, 5, d: 9, c: 8) == {:ok, [1, 5, 8, 9]}
      assert Toy.plain(1, 5, 6, 7, []) == {:ok, [1, 5, 6, 7]}
      assert Toy.plain(1, [{:d, 9}, {:__runtime__, [timeout: 60_000]}]) == {:ok, [1, 1, 2, 9]}
    end

    test "data is not taken for keywords" do
      assert Toy.plain([1, 2, 3]) == {:ok, [[1, 2, 3], 1, 2, 3]}
      assert Toy.plain(a: 1) == {:ok, [[{"a", 1}], 1, 2, 3]}
      assert Toy.plain([{"k", 1}]) == {:ok, [[{"k", 1}], 1, 2, 3]}
      assert Toy.plain(1, [{"k", 1}]) == {:ok, [1, [{"k", 1}], 2, 3]}
      assert Toy.plain(1, []) == {:ok, [1, [], 2, 3]}
      assert Toy.plain(1, b: [c: 1]) == {:ok, [1, [{"c", 1}], 2, 3]}
      assert Toy.plain(1, [a: 1], 2, 3, []) == {:ok, [1, [{"a", 1}], 2, 3]}
      assert Toy.only(1, a: 2) == {:ok, [1, [{"a", 2}]]}
      assert Toy.only(1, __runtime__: [timeout: 60_000]) == {:ok, [1, 2]}
      assert Toy.fresh([]) == {:ok, []}
    end

    test "what is required is checked, with its name" do
      assert Toy.keyed(1, key: 2) == {:ok, [1, 1, 2]}
      assert Toy.keyed(1, 5, key: 2) == {:ok, [1, 5, 2]}
      assert Toy.keyed(1, 5, [{"key", 2}]) == {:ok, [1, 5, 2]}
      assert {:error, %Error{kind: :usage, message: message}} = Toy.keyed(1)
      assert message =~ "`toy.keyed` needs `key:`"
      assert {:error, %Error{kind: :usage}} = Toy.plain(1, 2, 3, 4, 5)
      assert {:error, %Error{kind: :usage}} = Toy.plain(1, :..., 3)
      assert {:error, %Error{kind: :python, type: "builtins.TypeError"}} = Toy.plain(1, e: 2)
    end

    test "any number of arguments goes one by one or as a list" do
      assert Toy.spread() == {:ok, [[], " "]}
      assert Toy.spread(1, 2, 3) == {:ok, [[1, 2, 3], " "]}
      assert Toy.spread([1, 2]) == {:ok, [[[1, 2]], " "]}
      assert Toy.spread(1, sep: ",") == {:ok, [[1], ","]}
      all = Enum.to_list(1..20)
      assert Toy.spread(__args__: all) == {:ok, [all, " "]}
      assert Toy.spread(0, __args__: all, sep: "") == {:ok, [[0 | all], ""]}
    end

    test "keywords of any name reach Python" do
      further = [idempotent: true, session: 1, timeout: 2, end: 3]
      given = %{"idempotent" => true, "session" => 1, "timeout" => 2, "end" => 3}
      assert Toy.after(1, 2, further) == {:ok, [1, [2], given]}
    end

    test "what is left out is Python's default of that moment" do
      assert {:ok, []} = Toy.fresh()
      code = "import toy; toy.fresh.__defaults__[0].append(7)"
      assert {:ok, nil} = SnakeBridge.call("builtins", "exec", [code])
      assert Toy.fresh() == {:ok, [7]}
    end

    test "methods take the object first, class methods none" do
      assert {:ok, %Ref{} = thing} = Toy.Thing.new(3, name: "it")
      assert Toy.Thing.grow(thing) == {:ok, 4}
      assert Toy.Thing.grow(thing, 2) == {:ok, 6}
      assert Toy.Thing.grow(thing, by: 4) == {:ok, 10}
      assert {:ok, %Ref{} = other} = Toy.Thing.from_dict(%{"size" => 1})
      assert Toy.Thing.grow(other) == {:ok, 2}
      assert Toy.Thing.double(2) == {:ok, 4}
    end
  end

  describe "names" do
    @describetag golden: "names"

    test "every one leads to what is called so in Python" do
      assert Toy.getItem(1) == {:ok, ["getItem", 1]}
      assert Toy.get_item(1) == {:ok, ["get_item", 1]}
      assert Toy.end(0, 1, 2, 3, 4, 5) == {:ok, [0, 1, 2, 3, 4, 5]}
      assert Toy.end(0, Big: 1, _low: 2) == {:ok, [0, 1, 2, 3, 1, 2]}
      assert Toy.when_(1) == {:ok, ["when", 1]}
      assert Toy.fn(1) == {:ok, ["fn", 1]}
      assert Toy.case(1) == {:ok, ["case", 1]}
      assert Toy.unquote_(1) == {:ok, ["unquote", 1]}
      assert Toy.length(1) == {:ok, ["length", 1]}
      assert Toy.data_frame(1) == {:ok, ["DataFrame", 1]}
      assert Toy."DataFrame"(1) == {:ok, ["DataFrame", 1]}
      assert Toy.max_size() == {:ok, 3}
      assert [Toy.nan(), Toy."NAN"(), Toy."NaN"()] == [{:ok, 1}, {:ok, 2}, {:ok, 3}]
      assert Toy.new(1) == {:ok, ["new", 1]}
    end

    test "classes of one name in Elixir are told apart" do
      {:ok, one} = Toy.LowerCase_.new()
      assert Toy.LowerCase_.end(one) == {:ok, "end"}
      assert Toy.LowerCase_.new_(one) == {:ok, "new"}
      assert Toy.LowerCase.const() == {:ok, 1}
      assert {Toy.LowerCase_.__python__(), Toy.LowerCase.__python__()} == {"toy.lower_case", "toy.LowerCase"}
    end

    test "modules can be searched" do
      assert [{:getItem, 2, Toy, _}, {:get_item, 2, Toy, _}] = Enum.sort(Toy.__search__("item"))
      assert {Toy.LowerCase, "toy.LowerCase", "Another, of the same name in Elixir."} in Toy.__classes__()
    end
  end

  describe "values" do
    @describetag golden: "values"

    test "are functions" do
      assert Toy.pi() == {:ok, :math.pi()}
      assert Toy.name() == {:ok, "toy"}
      assert Toy.nothing() == {:ok, nil}
      assert Toy.table() == {:ok, %{"a" => [1, 2]}}
      assert Toy.Color.red() == {:ok, 1}
      assert Toy.Color.names() == {:ok, ["red"]}
      assert {:ok, %Ref{} = low} = Toy.Level.low()
      assert {:ok, %Ref{}} = Toy.Level."HIGH"()
      assert SnakeBridge.attr(low, "name") == {:ok, "LOW"}
    end
  end

  describe "classes" do
    @describetag golden: "class"

    test "have properties, operators, and what they inherit" do
      assert {:ok, base} = Toy.Derived.new([1, 2, 3])
      assert Toy.Derived.label(base) == {:ok, ""}
      assert Toy.Derived.set_label(base, "mine") == {:ok, nil}
      assert Toy.Derived.label(base) == {:ok, "mine"}
      assert Toy.Derived.size(base) == {:ok, 3}
      assert Toy.Derived.kind() == {:ok, "base"}
      assert Toy.Derived.kind(base) == {:ok, "base"}
      assert {:ok, both} = Toy.Derived.both(base, base)
      assert Toy.Base.__len__(both) == {:ok, 6}
      assert Toy.Base.__getitem__(base, 0) == {:ok, 1}
      assert Toy.Base.__setitem__(base, 0, 5) == {:ok, nil}
      assert Toy.Base.__getitem__(base, 0) == {:ok, 5}
      assert Toy.Base.__call__(base, 2, times: 3) == {:ok, 6}
      assert {:ok, sum} = Toy.Base.__add__(base, both)
      assert Toy.Base.__len__(sum) == {:ok, 9}
      assert {:ok, %Ref{}} = Toy.Base.Inner.new()
    end

    test "that are exceptions tell their own" do
      {:ok, base} = Toy.Base.new([])
      assert {:error, error} = Toy.Base.fail(base, "no")
      assert Toy.Failure.is?(error)
      assert {:error, other} = Toy.Base.__getitem__(base, 3)
      refute Toy.Failure.is?(other)
      refute Toy.Failure.is?(:timeout)
    end
  end

  describe "the standard library" do
    @describetag golden: "stdlib"

    test "has functions with and without known signatures" do
      assert Math.sqrt(16) == {:ok, 4.0}
      assert Math.hypot(3, 4) == {:ok, 5.0}
      assert Math.pi() == {:ok, :math.pi()}
      assert {:ok, now} = PyTime.time()
      assert is_float(now)
      assert Builtins.max([1, 3, 2]) == {:ok, 3}
      assert Builtins.max(1, 3, 2) == {:ok, 3}
      assert Builtins.max(1, -3, key: &abs/1) == {:ok, -3}
      assert Builtins.len([]) == {:ok, 0}
      assert {:ok, text} = Json.dumps(%{"a" => [1, nil]}, separators: {",", ":"})
      assert text == ~s({"a":[1,null]})
    end

    test "has classes whose objects may be values" do
      assert {:ok, %Ref{} = dict} = Builtins.Dict.new(a: 1)
      assert Builtins.Dict.get(dict, "a") == {:ok, 1}
      assert Builtins.Dict.get(%{"a" => 2}, "a") == {:ok, 2}
      assert Builtins.Dict.get(dict, "b", []) == {:ok, []}
      assert {:error, error} = SnakeBridge.call("json", "loads", ["{"])
      assert Json.JSONDecodeError.is?(error)
    end
  end

  describe "aliases" do
    @describetag golden: "aliases"

    test "lead to the same by every path that is used" do
      {:ok, engine} = Toy.Engine.new()
      assert Toy.Engine.run(engine) == {:ok, 1}
      assert Toy.DeepPart.Core.Engine.run(engine, 2) == {:ok, 2}
      assert Toy.DeepPart.Core.start(engine) == {:ok, 1}
      assert Toy.start(engine) == {:ok, 1}
      assert Toy.Motor.start(engine) == {:ok, 1}
      assert {:ok, %Ref{}} = Toy.Motor.Engine.Part.new()
    end
  end
end
