defmodule SnakeBridge.Samples do
  @moduledoc "Values that several rows of the scenario table are about."

  alias SnakeBridge.{Bytes, ByteArray, Complex, FrozenSet}

  @doc "What Python has to see of numbers, and of what is easily taken for one."
  def numbers do
    <<minus_zero::float>> = <<1::1, 0::63>>

    [
      {0.0, "float:0.0"},
      {minus_zero, "float:-0.0"},
      {1.0, "float:1.0"},
      {-1.0, "float:-1.0"},
      {true, "bool:True"},
      {false, "bool:False"},
      {1, "int:1"},
      {0, "int:0"},
      {2 ** 53 + 1, "int:9007199254740993"},
      {1.0e300, "float:1e+300"},
      {:neg_infinity, "float:-inf"},
      {:nan, "float:nan"},
      {:infinity, "float:inf"},
      {-(2 ** 63), "int:#{-(2 ** 63)}"},
      {2 ** 100, "int:#{2 ** 100}"},
      {nil, "NoneType:None"},
      {%Bytes{data: <<0, 255>>}, "bytes:b'\\x00\\xff'"},
      {%ByteArray{data: <<1>>}, "bytearray:bytearray(b'\\x01')"},
      {%Complex{re: 1.5, im: minus_zero}, "complex:(1.5-0j)"}
    ]
  end

  def builtins do
    [
      nil,
      true,
      false,
      0,
      -1,
      255,
      65_536,
      2 ** 53 + 1,
      2 ** 63 - 1,
      -(2 ** 63),
      1.0,
      0.1,
      5.0e-324,
      "",
      "grüße, 日本, 🐍",
      String.duplicate("long", 20_000),
      %Bytes{data: ""},
      %Bytes{data: for(byte <- 0..255, into: <<>>, do: <<byte>>)},
      %ByteArray{data: :binary.copy(<<7>>, 70_000)},
      %Complex{re: 0.5, im: 2.0},
      [],
      {},
      {1, 1.0, true, "x", nil},
      MapSet.new([3]),
      FrozenSet.new([{1, "a"}]),
      FrozenSet.new([{}]),
      MapSet.new([{2.0, nil}]),
      %{}
    ]
  end

  @doc "Values that other bridges take for their own marks."
  def lookalikes do
    [
      %{"__type__" => "complex", "value" => 1},
      %{"id" => 1, "session_id" => "s"},
      %{"type" => "builtins.KeyError", "message" => "no"},
      {"tuple", 1},
      {0, 1},
      %{"is_final" => true, "data" => nil},
      "None",
      "123",
      {"ref", 1, 2, "x"},
      {"float", :nan}
    ]
  end
end
