defmodule SnakeBridge.Complex do
  @moduledoc """
  A Python `complex`. Its parts are floats, or one of `:nan`, `:infinity` and `:neg_infinity`.

      iex> SnakeBridge.call!("cmath", "sqrt", [-4])
      %SnakeBridge.Complex{re: 0.0, im: 2.0}
  """

  @enforce_keys [:re, :im]
  defstruct [:re, :im]

  @type part :: float() | :nan | :infinity | :neg_infinity
  @type t :: %__MODULE__{re: part(), im: part()}
end

defmodule SnakeBridge.Fraction do
  @moduledoc """
  A Python `fractions.Fraction`.

      iex> SnakeBridge.call!("fractions", "Fraction", ["1/3"])
      %SnakeBridge.Fraction{numerator: 1, denominator: 3}
  """

  @enforce_keys [:numerator, :denominator]
  defstruct [:numerator, :denominator]

  @type t :: %__MODULE__{numerator: integer(), denominator: pos_integer()}
end

defmodule SnakeBridge.Decimal do
  @moduledoc """
  A Python `decimal.Decimal`, as the text that Python shows, in programs without the package `decimal`, and where that cannot hold it.

  With `decimal`, a `%Decimal{}` is sent as one and arrives as one.

      iex> price = %SnakeBridge.Decimal{text: "1.10"}
      iex> SnakeBridge.call!("operator", "add", [price, price]) |> to_string()
      "2.20"
  """

  @enforce_keys [:text]
  defstruct [:text]

  @type t :: %__MODULE__{text: String.t()}

  @here {__MODULE__, :here}

  @doc false
  @spec look() :: :ok
  def look, do: :persistent_term.put(@here, Code.ensure_loaded?(Elixir.Decimal))

  @doc false
  @spec from_text(String.t()) :: t() | struct()
  def from_text(text) do
    with true <- :persistent_term.get(@here, false),
         {decimal, ""} <- apply(Elixir.Decimal, :parse, [text]) do
      decimal
    else
      _ -> %__MODULE__{text: text}
    end
  end

  defimpl String.Chars do
    def to_string(decimal), do: decimal.text
  end
end

defmodule SnakeBridge.UUID do
  @moduledoc """
  A Python `uuid.UUID`, as its 16 bytes.

      iex> SnakeBridge.call!("uuid", "UUID", ["12345678-1234-5678-1234-567812345678"]) |> to_string()
      "12345678-1234-5678-1234-567812345678"
  """

  @enforce_keys [:data]
  defstruct [:data]

  @type t :: %__MODULE__{data: <<_::128>>}

  @doc """
  Reads the usual notation, hyphens or not.

      iex> SnakeBridge.UUID.parse("12345678123456781234567812345678")
      {:ok, %SnakeBridge.UUID{data: <<0x12345678123456781234567812345678::128>>}}
      iex> SnakeBridge.UUID.parse("no")
      :error
  """
  @spec parse(String.t()) :: {:ok, t()} | :error
  def parse(text) do
    case text |> String.replace("-", "") |> Base.decode16(case: :mixed) do
      {:ok, <<data::binary-size(16)>>} -> {:ok, %__MODULE__{data: data}}
      _ -> :error
    end
  end

  defimpl String.Chars do
    def to_string(%{data: <<a::binary-4, b::binary-2, c::binary-2, d::binary-2, e::binary-6>>}) do
      Enum.map_join([a, b, c, d, e], "-", &Base.encode16(&1, case: :lower))
    end
  end

  defimpl Inspect do
    def inspect(uuid, _), do: "#SnakeBridge.UUID<#{uuid}>"
  end
end
