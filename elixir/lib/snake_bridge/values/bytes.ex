defmodule SnakeBridge.Bytes do
  @moduledoc """
  A Python `bytes`: what `SnakeBridge.bytes/1` makes, and what a `bytes` from Python arrives as.

  An Elixir binary is sent as a `str` if it is valid UTF-8, so bytes that could be text say what they are:

      iex> SnakeBridge.call("hashlib", "sha256", [SnakeBridge.bytes("abc")]) |> elem(0)
      :ok
      iex> SnakeBridge.call!("builtins", "bytes", [[1, 2, 255]])
      SnakeBridge.bytes(<<1, 2, 255>>)
      iex> to_string(SnakeBridge.bytes("abc"))
      "abc"
  """

  @enforce_keys [:data]
  defstruct [:data]

  @type t :: %__MODULE__{data: binary()}

  defimpl Inspect do
    import Inspect.Algebra

    def inspect(bytes, options) do
      concat(["SnakeBridge.bytes(", to_doc(bytes.data, %{options | binaries: :as_binaries}), ")"])
    end
  end

  defimpl String.Chars do
    def to_string(bytes), do: bytes.data
  end
end

defmodule SnakeBridge.ByteArray do
  @moduledoc """
  A Python `bytearray`, by value.

      iex> SnakeBridge.call!("builtins", "bytearray", [SnakeBridge.bytes("ab")])
      %SnakeBridge.ByteArray{data: "ab"}
  """

  @enforce_keys [:data]
  defstruct [:data]

  @type t :: %__MODULE__{data: binary()}
end

defmodule SnakeBridge.Wtf8 do
  @moduledoc """
  A Python `str` with lone surrogates, which no UTF-8 binary can hold: its generalised UTF-8 (WTF-8).

      iex> SnakeBridge.call!("builtins", "chr", [0xD800])
      %SnakeBridge.Wtf8{data: <<0xED, 0xA0, 0x80>>}
  """

  @enforce_keys [:data]
  defstruct [:data]

  @type t :: %__MODULE__{data: binary()}
end
