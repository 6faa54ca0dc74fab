defmodule SnakeBridge.EncodeTest do
  use ExUnit.Case, async: true

  alias SnakeBridge.{
    Array,
    ByteArray,
    Bytes,
    Complex,
    Decode,
    Decimal,
    Delta,
    Dict,
    Encode,
    Error,
    Expr,
    Fraction,
    FrozenSet,
    Ref
  }

  alias SnakeBridge.{UUID, Wtf8}

  alias SnakeBridge.Structs.{Money, Opaque, Point, User}

  @origin {:bridge, 1}

  defp wire(term) do
    {:ok, wire, _} = Encode.expr(Expr.value(term))
    wire |> :erlang.term_to_binary() |> :erlang.binary_to_term()
  end

  defp back(term), do: term |> wire() |> Decode.tagged(@origin)

  defp refusal(args) do
    {:error, %Error{kind: :conversion} = error} = Encode.expr(Expr.call(Expr.path("f"), args))
    error
  end

  test "plain terms are themselves" do
    for term <- [
          nil,
          true,
          false,
          0,
          -1,
          2 ** 100,
          -(2 ** 63),
          0.1,
          "",
          "grüße 🐍",
          [],
          [1, [2.0, "x"]],
          %{},
          %{"a" => %{"b" => [nil]}}
        ] do
      assert wire(term) === term
    end
  end

  test "everything with a counterpart comes back as it was" do
    values = [
      {},
      {1, {2, []}},
      :nan,
      :infinity,
      [:neg_infinity],
      %Bytes{data: <<0, 255>>},
      %ByteArray{data: "x"},
      %Wtf8{data: <<0xED, 0xA0, 0x80>>},
      %Complex{re: 1.5, im: :nan},
      %Fraction{numerator: -1, denominator: 3},
      %Decimal{text: "1.50"},
      %UUID{data: <<1::128>>},
      %Delta{days: -1, seconds: 3, microseconds: 4},
      %Array{dtype: "<f8", shape: {1}, data: <<0::64>>},
      MapSet.new([1, {2, "x"}]),
      FrozenSet.new([1]),
      %{1 => 2, nil => 3, {1, 2} => 4} |> Map.to_list() |> then(&%Dict{pairs: &1}),
      ~D[2024-02-29],
      ~T[12:30:00.000001],
      ~N[2024-02-29 12:30:00.000000],
      ~U[2024-02-29 12:30:00.000000Z],
      %SnakeBridge.Time{time: ~T[12:30:00.000000], zone: {:offset, 3600, 0, "X"}},
      %SnakeBridge.DateTime{naive: ~N[2024-10-27 02:30:00.000000], zone: {:named, "Europe/Berlin"}, fold: 1},
      %SnakeBridge.DateTime{naive: ~N[2024-10-27 02:30:00.000000], fold: 1},
      %SnakeBridge.DateTime{naive: ~N[2024-10-27 02:30:00.000000], zone: {:offset, 1, 500, nil}}
    ]

    for value <- values, do: assert(back(value) === value)
    assert back(values) === values
  end

  test "a fixed offset is a DateTime that tells the same instant" do
    wire = {:datetime, 2024, 2, 29, 12, 0, 0, 0, 0, {:offset, 19_800, 0, nil}}
    datetime = Decode.tagged(wire, @origin)
    assert %DateTime{utc_offset: 19_800, zone_abbr: "UTC+05:30"} = datetime
    assert DateTime.to_iso8601(datetime) == "2024-02-29T12:00:00.000000+05:30"
    assert wire(datetime) == wire
  end

  test "atoms are their text, and text that is no UTF-8 is bytes" do
    assert wire([:ok, SnakeBridge]) == ["ok", "Elixir.SnakeBridge"]
    assert wire(%{a: 1}) == %{"a" => 1}
    assert wire([<<255>>, {<<0xC3>>}]) == [{:bytes, <<255>>}, {:tuple, [{:bytes, <<0xC3>>}]}]
  end

  test "data that looks like a tag is data" do
    assert back({:ref, 1, 2, "x"}) == {"ref", 1, 2, "x"}
    assert back(%{"__type__" => "ref"}) == %{"__type__" => "ref"}
    assert wire({:tuple, []}) == {:tuple, ["tuple", []]}
  end

  test "structs are what their encoder says" do
    assert wire(%Point{x: 1, y: [2]}) == %{"x" => 1, "y" => [2]}
    assert wire(%User{name: "Ada", password: self()}) == %{"name" => "Ada"}
    assert wire([%Money{amount: 3}]) == [{:tuple, ["money", 3]}]
    assert wire(1..3) == {:call, {:path, "builtins.range"}, [1, 4, 1], []}
    error = refusal([[%Opaque{}]])
    assert error.details.at == "args[0][0]"
    assert error.message =~ "SnakeBridge.Encoder for SnakeBridge.Structs.Opaque"
  end

  test "numbers of the package decimal are decimals" do
    decimal = fn sign, coef, exp -> %{__struct__: Elixir.Decimal, sign: sign, coef: coef, exp: exp} end
    assert wire(decimal.(1, 150, -2)) == {:decimal, "150E-2"}
    assert wire(decimal.(-1, 0, 3)) == {:decimal, "-0E3"}
    assert wire([decimal.(-1, :inf, 0), decimal.(1, :NaN, 0)]) == [{:decimal, "-Infinity"}, {:decimal, "NaN"}]
  end

  test "what cannot be sent is an error that names the place" do
    port = hd(Port.list())

    for {term, at} <- [
          {self(), "args[1]"},
          {make_ref(), "args[1]"},
          {[1, 2, port], "args[1][2]"},
          {%{"rows" => [{1, self()}]}, ~S(args[1]["rows"][0].{1})},
          {%{{self()} => 1}, "args[1][{#{inspect(self())}}] (the key).{0}"},
          {[1 | 2], "args[1]"},
          {<<1::3>>, "args[1]"},
          {MapSet.new([self()]), "args[1] (a member)"},
          {%Date{calendar: Calendar.ISO, year: 10_000, month: 1, day: 1}, "args[1]"},
          {~D[0000-01-01], "args[1]"}
        ] do
      assert refusal([1, term]).details.at == at
    end

    {:error, error} = Encode.expr(Expr.call(Expr.path("f"), [], key: [Expr.call(Expr.path("g"), [self()])]))

    assert error.details.at == "key[0].args[0]"
  end

  test "keys that Python takes for one are an error that names them" do
    for map <- [
          %{1 => "a", 1.0 => "b"},
          %{1 => "a", true => "b"},
          %{0.0 => "a", false => "b"},
          %{:a => 1, "a" => 2},
          %{{1, 2} => 1, {1.0, 2} => 2},
          %{1 => 1, %Decimal{text: "1.00"} => 2},
          %{0.5 => 1, %Fraction{numerator: 1, denominator: 2} => 2}
        ] do
      assert refusal([[map]]).message =~ "one and the same key"
      assert refusal([[map]]).details.at == "args[0][0]"
    end

    assert refusal([MapSet.new([1, 1.0])]).message =~ "one and the same key"
    assert wire(%{1 => 1, 2.5 => 2, nil => 3, "1" => 4})
    assert back(%SnakeBridge.Set{items: [:nan, :nan]}) == %SnakeBridge.Set{items: [:nan, :nan]}
  end

  test "all objects of an expression are of one bridge" do
    ref = %Ref{id: 1, session: 7, bridge: :bridge, generation: 1, type_name: "x"}
    assert {:ok, {:ref, 7, 1}, %{session: 7, origin: {:bridge, 1}}} = Encode.expr(Expr.value(ref))
    assert {:error, %Error{kind: :session_lost}} = Encode.expr(Expr.value([ref, %{ref | generation: 2}]))

    assert {:error, %Error{kind: :conversion} = error} =
             Encode.expr(Expr.value([ref, {%{ref | bridge: :other}}]))

    assert error.details.at == "[1].{0}"
  end

  test "a large list of numbers is taken as it is" do
    list = Enum.map(1..1000, &(&1 / 2))
    {:ok, same, _} = Encode.expr(Expr.value(list))
    assert :erts_debug.same(list, same)
  end
end
