defmodule SnakeBridge.Scenarios.ValuesTest do
  use SnakeBridge.Scenarios, table: "values"

  import SnakeBridge, only: [call: 3, call!: 2, call!: 3, get!: 2]
  import SnakeBridge.Samples

  alias SnakeBridge.{Dict, FrozenSet, Wtf8}

  row "python_sees_the_exact_type_of_every_number" do
    for {value, seen} <- numbers(), do: assert(describe(value) == seen)
  end

  row "builtins_round_trip_alone" do
    for value <- builtins(), do: assert(identity(value) === value)
  end

  row "builtins_round_trip_nested" do
    list = builtins()
    assert identity(list) === list
    tuple = {list, {list}}
    assert identity(tuple) === tuple
    assert identity(%{"all" => tuple, "none" => nil}) === %{"all" => tuple, "none" => nil}
  end

  row "ints_have_any_size_both_ways" do
    assert call!("toy_values", "big", [64]) === 2 ** 64
    assert call!("builtins", "len", [[1, 2, 3]]) === 3
    assert call!("operator", "add", [2 ** 53, 1]) === 2 ** 53 + 1
    assert call!("builtins", "pow", [10, 40]) === 10 ** 40
    assert call!("builtins", "list", [{Expr.call(Expr.path("builtins.pow"), [2, 64])}]) === [2 ** 64]

    for int <- [10 ** 400, -(10 ** 400), 2 ** 63, 2 ** 64 - 1] do
      assert identity(int) === int
      assert identity([int]) === [int]
    end
  end

  row "nan_and_minus_zero_are_kept" do
    <<minus_zero::float>> = <<1::1, 0::63>>
    assert <<identity(minus_zero)::float>> == <<1::1, 0::63>>
    assert identity([:nan, :neg_infinity]) == [:nan, :neg_infinity]
  end

  row "strings_may_hold_nul_and_lone_surrogates" do
    assert identity("a\0b") === "a\0b"
    lone = call!("builtins", "chr", [0xD800])
    assert lone === %Wtf8{data: <<0xED, 0xA0, 0x80>>}
    assert call!("builtins", "len", [lone]) == 1

    assert identity(%{lone => [lone]}) === %Dict{pairs: [{lone, [lone]}]}

    points = [[0xD800], [0xDFFF], [0x61, 0, 0xDC80, 0x62], [0xD83D, 0xDC0D]]

    for {half, points} <- Enum.zip(call!("toy_values", "lone_surrogates"), points) do
      assert call!("toy_values", "code_points", [half]) == points
      assert identity(half) === half
    end
  end

  row "dicts_have_keys_of_any_kind" do
    pairs = [
      {nil, "none"},
      {true, "true"},
      {7, "int"},
      {2.5, "float"},
      {{1, "x"}, "tuple"},
      {FrozenSet.new([1]), "frozenset"},
      {SnakeBridge.bytes(<<1>>), "bytes"}
    ]

    assert identity(Map.new(pairs)) === Map.new(pairs)
    assert identity(%Dict{pairs: pairs}, dicts: :pairs) === %Dict{pairs: pairs}
    types = ["NoneType", "bool", "int", "float", "tuple", "frozenset", "bytes"]
    assert call!("toy_values", "types_of_keys", [%Dict{pairs: pairs}]) == types
  end

  row "dicts_that_look_like_ours_are_data" do
    for tricky <- lookalikes(), do: assert(identity(tricky) === tricky)
    assert identity(lookalikes()) === lookalikes()
  end

  row "what_is_no_exact_builtin_is_a_handle" do
    special = get!("toy_values", "SPECIAL")
    assert map_size(special) > 10
    for {_, value} <- special, do: assert(%Ref{} = value)
    assert %Ref{type_name: "toy_values.Colour"} = get!("toy_values", "Colour.RED")
  end

  row "an_opaque_leaf_does_not_hide_its_neighbours" do
    assert [1, %Ref{} = opaque, "text", %{"key" => inside}, {nil, _}] = call!("toy_values", "with_neighbours")
    assert same?(inside, opaque)
    assert {%Ref{}, 1} = Enum.find(call!("toy_values", "opaque_as_key"), &(elem(&1, 1) == 1))
    assert {"plain", 2} in call!("toy_values", "opaque_as_key")
    assert [%Ref{}] = Enum.to_list(call!("toy_values", "opaque_in_set"))
  end

  row "the_same_object_twice_is_the_same_handle" do
    first = get!("toy_values", "OPAQUE")
    second = get!("toy_values", "OPAQUE")
    assert {left, left} = call!("builtins", "tuple", [[first, second]])
    assert same?(left, first)
    SnakeBridge.release([first, left])
    assert second |> Expr.attr("__class__") |> Expr.attr("__name__") |> Expr.run!() == "Opaque"
  end

  row "shared_parts_arrive_in_each_place" do
    part = Expr.object!(Expr.value([1, 2]))
    assert identity({part, part, "x", "x"}) === {[1, 2], [1, 2], "x", "x"}
  end

  row "cycles_come_back_as_a_handle" do
    cycle = call!("toy_values", "cycle")
    assert %Ref{type_name: "builtins.list"} = cycle
    assert SnakeBridge.index!(cycle, 0) == 1
    left = call!("toy_values", "mutual")
    assert %Ref{} = left
    assert same?(left |> Expr.item("right") |> Expr.item("left"), left)
  end

  row "nesting_beyond_the_limit_is_an_error_or_one_handle" do
    case call("toy_values", "nested", [100_000]) do
      {:ok, %Ref{}} -> :a_handle
      {:error, %Error{kind: kind}} -> assert kind in [:python, :usage, :conversion]
    end

    assert call!("math", "sqrt", [4.0]) == 2.0
  end

  row "what_is_too_deep_is_released" do
    before = alive()

    case call("toy_values", "nested_counters", [20_000, Expr.path("toy_calls.Counter")]) do
      {:ok, %Ref{} = deep} -> SnakeBridge.release(deep)
      {:error, %Error{kind: kind}} -> assert kind in [:python, :usage, :conversion]
    end

    eventually(fn -> alive() == before end)
  end

  row "arguments_may_be_nested_beyond_the_limit" do
    deep = Enum.reduce(1..1_500, [], fn _, inner -> [inner] end)

    case call("toy_values", "depth_of", [deep]) do
      {:ok, depth} -> assert depth == 1_500
      {:error, %Error{kind: kind}} -> assert kind in [:python, :usage, :conversion]
    end

    assert call!("math", "sqrt", [4.0]) == 2.0
  end

  row "enums_are_themselves_wherever_they_are" do
    [red, dark, low, mapped, members] = call!("toy_values", "enums")
    assert same?(red, Expr.path("toy_values.Colour.RED")) and same?(dark, Expr.path("toy_values.Shade.DARK"))
    assert same?(low, Expr.path("toy_values.Level.LOW"))
    assert call!("toy_values", "types_inside", [[red, dark, low]]) == ["Colour", "Shade", "Level"]
    assert [{%Ref{} = key, %Ref{} = value}] = Enum.to_list(mapped)
    assert same?(key, dark) and same?(value, low)
    assert [%Ref{} = member] = Enum.to_list(members)
    assert same?(member, low)
    assert {SnakeBridge.attr!(dark, "value"), SnakeBridge.attr!(low, "value")} == {"dark", 1}
  end

  row "opaque_objects_are_keys_and_members_both_ways" do
    opaque = call!("builtins", "object")
    keyed = %{opaque => 1}
    assert call!("toy_values", "lookup", [keyed, opaque]) == 1
    assert [{back, 1}] = Enum.to_list(identity(keyed))
    assert same?(back, opaque)
    assert [{{within, 1}, nil}] = Enum.to_list(identity(%{{opaque, 1} => nil}))
    assert same?(within, opaque)

    for set <- [MapSet.new([opaque]), FrozenSet.new([opaque])] do
      assert call!("operator", "contains", [set, opaque])
      assert [member] = Enum.to_list(identity(set))
      assert same?(member, opaque)
    end
  end

  row "sets_of_tuples_arrive" do
    {set, frozen} = call!("toy_values", "sets_of_tuples")
    assert set == MapSet.new([{1, "a"}, {2.0, nil}])
    assert frozen == FrozenSet.new([{{}, {SnakeBridge.bytes("x")}}])
  end

  no_row("a_wrong_target_type_names_the_place", "no type is asked for here: a value is what it is")
  no_row("results_become_rust_collections", "no type is asked for here: a value is what it is")

  row "large_lists_cross_both_ways" do
    floats = Enum.map(0..999_999, &(&1 * 1.0))
    assert identity(floats) === floats
    words = Enum.map(0..49_999, &"word #{rem(&1, 1000)}")
    assert identity(words) === words
  end

  row "trees_of_all_shapes_come_back_as_they_were" do
    :rand.seed(:exsss, {1, 2, 3})

    for depth <- [1, 2, 3, 5, 10], _ <- 1..60 do
      tree = tree(depth)
      assert identity(tree) === tree
    end
  end

  defp tree(depth) do
    kind = if depth == 0, do: 0, else: :rand.uniform(5)
    length = :rand.uniform(4) - 1

    case kind do
      1 -> items(length, depth)
      2 -> List.to_tuple(items(length, depth))
      3 -> Map.new(Enum.with_index(items(length, depth)), fn {item, key} -> {key, item} end)
      4 -> %{{scalar()} => tree(depth - 1)}
      _ -> scalar()
    end
  end

  defp items(0, _), do: []
  defp items(length, depth), do: for(_ <- 1..length, do: tree(depth - 1))

  defp scalar do
    number = :rand.uniform(1_000_000) - 500_000

    case :rand.uniform(6) do
      1 -> nil
      2 -> rem(number, 2) == 0
      3 -> number
      4 -> number * 2 ** 70
      5 -> number / 8
      6 -> String.duplicate("\u00E4\0x", rem(abs(number), 4))
    end
  end
end
