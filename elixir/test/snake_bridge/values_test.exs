defmodule SnakeBridge.ValuesTest do
  use SnakeBridge.Case, async: true

  alias SnakeBridge.{Bytes, Complex, Decimal, Delta, Dict, Fraction, FrozenSet, UUID, Wtf8}

  defp identity(value, runtime \\ []),
    do: SnakeBridge.call!("toy_values", "identity", [value], __runtime__: runtime)

  defp describe(value), do: SnakeBridge.call!("toy_values", "describe", [value])

  test "Python sees the exact type of every number" do
    for {value, seen} <- [
          {0.0, "float:0.0"},
          {1.0, "float:1.0"},
          {-1.0, "float:-1.0"},
          {true, "bool:True"},
          {false, "bool:False"},
          {0, "int:0"},
          {1, "int:1"},
          {2 ** 53 + 1, "int:9007199254740993"},
          {-(2 ** 63), "int:-9223372036854775808"},
          {2 ** 100, "int:1267650600228229401496703205376"},
          {1.0e300, "float:1e+300"},
          {:nan, "float:nan"},
          {:infinity, "float:inf"},
          {:neg_infinity, "float:-inf"},
          {nil, "NoneType:None"},
          {:ok, "str:'ok'"},
          {SnakeBridge.bytes("a"), "bytes:b'a'"},
          {<<0, 255>>, "bytes:b'\\x00\\xff'"},
          {%Complex{re: 1.5, im: 2.0}, "complex:(1.5+2j)"}
        ] do
      assert describe(value) == seen
    end

    # Only the bits tell it from 0.0 here.
    <<minus_zero::float>> = <<1::1, 0::63>>
    assert describe(minus_zero) == "float:-0.0"
    assert <<identity(minus_zero)::float>> == <<1::1, 0::63>>
  end

  test "what Python gives is what Elixir gets, and the other way round" do
    values = [
      nil,
      true,
      0,
      2 ** 53 + 1,
      2 ** 64,
      -(10 ** 400),
      0.1,
      5.0e-324,
      :nan,
      :neg_infinity,
      "",
      "grüße, 日本, 🐍",
      "a\0b",
      String.duplicate("long", 20_000),
      SnakeBridge.bytes(""),
      SnakeBridge.bytes(for(byte <- 0..255, into: <<>>, do: <<byte>>)),
      SnakeBridge.bytes(:binary.copy(<<7>>, 200_000)),
      %SnakeBridge.ByteArray{data: "x"},
      %Wtf8{data: <<0xED, 0xA0, 0x80>>},
      [],
      {},
      {1},
      [1, [2, [3.0, {nil}]]],
      %{},
      %{"a" => %{"b" => [1]}},
      %{1 => "int", nil => "none", 2.5 => "float", {1, "x"} => "tuple"},
      MapSet.new([1, "a", {2.0, nil}]),
      FrozenSet.new([1]),
      %{FrozenSet.new([1]) => 2},
      %{SnakeBridge.bytes("k") => 1},
      %Complex{re: :infinity, im: -1.0},
      %Fraction{numerator: -1, denominator: 10 ** 30},
      %Decimal{text: "1.50"},
      %Decimal{text: "-Infinity"},
      %UUID{data: <<1::128>>},
      %Delta{days: -1, seconds: 86_399, microseconds: 999_999},
      ~D[0001-01-01],
      ~T[23:59:59.999999],
      ~N[2024-02-29 12:30:00.000001],
      ~U[9999-12-31 23:59:59.999999Z],
      %SnakeBridge.DateTime{naive: ~N[2024-10-27 02:30:00.000000], zone: {:offset, 3600, 0, "CET"}, fold: 1},
      %SnakeBridge.Time{time: ~T[02:30:00.000000], fold: 1},
      List.duplicate(1.5, 100_000),
      Enum.to_list(0..70_000)
    ]

    for value <- values, do: assert(identity(value) === value)
    for value <- values, do: assert(identity([{value}]) === [{value}])
    assert identity(values) === values
  end

  test "ints have any size, alone and nested" do
    assert SnakeBridge.call!("toy_values", "big", [64]) === 2 ** 64
    assert SnakeBridge.call!("builtins", "len", [[1, 2, 3]]) === 3

    assert SnakeBridge.call!("toy_values", "types_inside", [[1, 1.0, true, nil, "", SnakeBridge.bytes("")]])
           |> length() == 6
  end

  test "data that looks like a tag of ours is data" do
    for data <- [
          %{"__type__" => "bytes", "data" => "x"},
          %{"id" => 1, "session_id" => "a"},
          {"ref", 1, 2, "x"},
          {"bytes", "x"},
          {"float", :nan},
          {"tuple", []}
        ] do
      assert identity(data) === data
    end

    assert identity({:ref, 1}) === {"ref", 1}
  end

  test "dicts have keys of any kind, and keep their order where that is asked for" do
    pairs = [{"b", 1}, {nil, 2}, {1, 3}, {2.5, 4}, {{1, "x"}, 5}, {SnakeBridge.bytes("k"), 6}]
    assert identity(Map.new(pairs)) === Map.new(pairs)
    assert identity(%Dict{pairs: pairs}, dicts: :pairs) === %Dict{pairs: pairs}
    assert identity([%{"x" => %{}}], dicts: :pairs) === [%Dict{pairs: [{"x", %Dict{pairs: []}}]}]
    many = for number <- 1..100, do: {"key #{number}", number}
    assert SnakeBridge.call!("builtins", "list", [%Dict{pairs: many}]) == Enum.map(many, &elem(&1, 0))

    nans =
      SnakeBridge.call!("builtins", "dict", [
        [{Expr.call(Expr.path("builtins.float"), ["nan"]), 1}, {:nan, 2}]
      ])

    assert nans == %Dict{pairs: [{:nan, 1}, {:nan, 2}]}
  end

  test "what is no exact builtin is an object, and hides none of its neighbours" do
    special = SnakeBridge.get!("toy_values", "SPECIAL")
    assert map_size(special) == 16
    for {_, object} <- special, do: assert(%Ref{} = object)
    assert special["int enum"].type_name == "toy_values.Level"

    assert [1, %Ref{} = opaque, "text", %{"key" => opaque}, {nil, opaque}] =
             SnakeBridge.call!("toy_values", "with_neighbours")

    assert SnakeBridge.call!("operator", "is_", [opaque, Expr.attr(Expr.path("toy_values"), "OPAQUE")])
    as_key = SnakeBridge.call!("toy_values", "opaque_as_key")
    assert %Dict{pairs: [{%Ref{}, 1}, {"plain", 2}]} = as_key
    assert [%Ref{}] = "toy_values" |> SnakeBridge.call!("opaque_in_set") |> Enum.to_list()
  end

  test "cycles and what is nested too deep come back as objects, and nothing is left behind" do
    assert [1, 2, %Ref{}] = SnakeBridge.call!("toy_values", "cycle") |> flat_cycle()
    assert %Ref{} = SnakeBridge.call!("toy_values", "nested", [100_000]) |> innermost()
  end

  defp flat_cycle(%Ref{} = ref), do: [1, 2, ref]
  defp flat_cycle(items), do: items
  defp innermost([inner]), do: innermost(inner)
  defp innermost(other), do: other

  test "arrays cross as they are" do
    data = for number <- 1..6, into: <<>>, do: <<number::float-little>>
    array = %SnakeBridge.Array{dtype: "<f8", shape: {2, 3}, data: data}
    assert SnakeBridge.Array.to_list(array) == [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]
    specials = SnakeBridge.Array.from_list([:nan, :infinity, :neg_infinity, 1.0], ">f4")
    assert SnakeBridge.Array.to_list(specials) == [:nan, :infinity, :neg_infinity, 1.0]
    assert_raise ArgumentError, fn -> SnakeBridge.Array.from_list([[1], [2, 3]]) end
  end

  test "unknown terms are errors that name the place, and nothing is sent" do
    assert {:error, %Error{kind: :conversion} = error} =
             SnakeBridge.call("toy_calls", "count", [1, %{"a" => [self()]}])

    assert error.details.at == ~S(args[1]["a"][0])
    assert error.message =~ "nothing was sent"

    assert {:error, %Error{kind: :conversion}} =
             SnakeBridge.call("toy_calls", "count", [], key: %{1 => 1, 1.0 => 2})
  end

  test "no atom is made of what Python sends" do
    name = "never_an_atom_#{System.unique_integer([:positive])}"
    assert identity([name, %{name => name}]) == [name, %{name => name}]
    assert {:error, _} = SnakeBridge.call("toy_errors", "fail", [name])
    assert {:error, _} = SnakeBridge.call(name, name)
    assert_raise ArgumentError, fn -> String.to_existing_atom(name) end
  end

  test "atoms come back where the caller names them" do
    value = [:ok, %{status: {:error, "other"}}, MapSet.new([:ok])]
    assert identity(value) == ["ok", %{"status" => {"error", "other"}}, MapSet.new(["ok"])]
    assert identity(value, atoms: [:ok, :status, :error]) == value
  end

  test "structs are sent as their encoder says, ranges as ranges" do
    assert describe(%SnakeBridge.Structs.Point{x: 1, y: nil}) == "dict:{'x': 1, 'y': None}"
    assert describe(%SnakeBridge.Structs.Money{amount: 1}) == "tuple:('money', 1)"
    object = SnakeBridge.call!("builtins", "object")
    given = [object, %SnakeBridge.Structs.Asking{number: 7}, fn -> 1 end]
    assert [%Ref{}, 8, %Ref{}] = SnakeBridge.call!("toy_values", "identity", [given])
    assert describe(1..3) == "range:range(1, 4)"
    assert SnakeBridge.call!("builtins", "list", [5..1//-2]) == [5, 3, 1]
  end

  test "bytes are bytes whatever they hold" do
    assert %Bytes{data: "abc"} = identity(SnakeBridge.bytes("abc"))
    assert identity("abc") == "abc"
    assert inspect(SnakeBridge.bytes("abc")) == "SnakeBridge.bytes(<<97, 98, 99>>)"
  end
end
