defmodule SnakeBridge.Array do
  @moduledoc """
  A numeric array (`numpy.ndarray` and other buffers) by value: its items in C order as one binary.

  `dtype` is numpy's notation with byte order, such as `"<f8"`; `shape` is a tuple. The binary is what `Nx.from_binary/2` takes, and is not copied on the way.

      iex> array = SnakeBridge.Array.from_list([[1.0, 2.0], [3.0, 4.0]])
      iex> {array.dtype, array.shape, byte_size(array.data)}
      {"<f8", {2, 2}, 32}
      iex> SnakeBridge.Array.to_list(array)
      [[1.0, 2.0], [3.0, 4.0]]
  """

  @enforce_keys [:dtype, :shape, :data]
  defstruct [:dtype, :shape, :data]

  @type t :: %__MODULE__{dtype: String.t(), shape: tuple(), data: binary()}

  @doc """
  The array of numbers in nested lists of equal lengths; of floats unless another `dtype` is named.

  Raises `ArgumentError` where a list is longer or shorter than its neighbours, or the dtype is none of numbers.

      iex> SnakeBridge.Array.from_list([1, 2, 3], "<i4").data
      <<1::32-little, 2::32-little, 3::32-little>>
  """
  @spec from_list(list(), String.t()) :: t()
  def from_list(list, dtype \\ "<f8") do
    shape = shape(list)
    {kind, bits, order} = parse!(dtype)
    data = for item <- flat(list, shape), into: <<>>, do: write(item, kind, bits, order)
    %__MODULE__{dtype: dtype, shape: List.to_tuple(shape), data: data}
  end

  @doc """
  Its items as nested lists; for an array without dimensions, the item. NaN and infinities are `:nan`, `:infinity` and `:neg_infinity`.

  Raises `ArgumentError` for a dtype that is none of numbers, such as `"<M8[ns]"`.

      iex> SnakeBridge.Array.to_list(%SnakeBridge.Array{dtype: "|b1", shape: {2}, data: <<1, 0>>})
      [true, false]
  """
  @spec to_list(t()) :: list() | number() | boolean() | atom()
  def to_list(%__MODULE__{dtype: dtype, shape: shape, data: data}) do
    {kind, bits, order} = parse!(dtype)
    items = for <<item::binary-size(div(bits, 8)) <- data>>, do: read(item, kind, bits, order)
    shape |> Tuple.to_list() |> nest(items)
  end

  defp shape([first | _] = list) when is_list(first), do: [length(list) | shape(first)]
  defp shape(list) when is_list(list), do: [length(list)]

  defp flat(list, [size]) when length(list) == size, do: list

  defp flat(list, [size | rest]) when is_list(list) and length(list) == size and rest != [] do
    Enum.flat_map(list, &flat(&1, rest))
  end

  defp flat(list, _),
    do: raise(ArgumentError, "the lists are not of equal lengths: #{inspect(list, limit: 5)}")

  defp nest([], [item]), do: item
  defp nest([_], items), do: items
  defp nest([0 | _], []), do: []

  defp nest([size | rest], items) do
    case Enum.product(rest) do
      0 -> List.duplicate(nest(rest, []), size)
      each -> items |> Enum.chunk_every(each) |> Enum.map(&nest(rest, &1))
    end
  end

  defp parse!(<<order, kind, size::binary>> = dtype) when order in '<>|=' and kind in 'biufc' do
    case Integer.parse(size) do
      {bytes, ""} when bytes in [1, 2, 4, 8, 16] -> {kind, bytes * 8, order(order)}
      _ -> unknown!(dtype)
    end
  end

  defp parse!(dtype), do: unknown!(dtype)

  defp unknown!(dtype),
    do: raise(ArgumentError, "the items of dtype #{inspect(dtype)} are no numbers of Elixir")

  defp order(?>), do: :big
  defp order(?<), do: :little
  defp order(_), do: if(<<1::16-native>> == <<1::16-little>>, do: :little, else: :big)

  defp read(<<byte>>, ?b, 8, _), do: byte != 0

  defp read(item, ?c, bits, order) do
    half = div(bits, 16)
    <<re::binary-size(half), im::binary-size(half)>> = item
    %SnakeBridge.Complex{re: read(re, ?f, half * 8, order), im: read(im, ?f, half * 8, order)}
  end

  defp read(item, kind, bits, :big), do: read_little(reversed(item), kind, bits)
  defp read(item, kind, bits, :little), do: read_little(item, kind, bits)

  defp read_little(item, ?i, bits) do
    <<int::signed-little-size(bits)>> = item
    int
  end

  defp read_little(item, ?u, bits) do
    <<int::little-size(bits)>> = item
    int
  end

  defp read_little(item, ?f, bits) do
    case item do
      <<float::float-little-size(bits)>> -> float
      _ -> special(reversed(item), bits)
    end
  end

  defp special(item, bits) do
    exponent = exponent_bits(bits)
    <<sign::1, _::size(exponent), mantissa::size(bits - exponent - 1)>> = item

    case {mantissa, sign} do
      {0, 0} -> :infinity
      {0, 1} -> :neg_infinity
      _ -> :nan
    end
  end

  defp exponent_bits(16), do: 5
  defp exponent_bits(32), do: 8
  defp exponent_bits(64), do: 11

  defp write(true, ?b, 8, _), do: <<1>>
  defp write(false, ?b, 8, _), do: <<0>>

  defp write(%SnakeBridge.Complex{re: re, im: im}, ?c, bits, order) do
    write(re, ?f, div(bits, 2), order) <> write(im, ?f, div(bits, 2), order)
  end

  defp write(item, kind, bits, :big), do: item |> write_little(kind, bits) |> reversed()
  defp write(item, kind, bits, :little), do: write_little(item, kind, bits)

  defp write_little(item, kind, bits) when is_integer(item) and kind in 'iu', do: <<item::little-size(bits)>>
  defp write_little(item, ?f, bits) when is_number(item), do: <<item::float-little-size(bits)>>
  defp write_little(:nan, ?f, bits), do: bits |> infinity(0, 1) |> reversed()
  defp write_little(:infinity, ?f, bits), do: bits |> infinity(0, 0) |> reversed()
  defp write_little(:neg_infinity, ?f, bits), do: bits |> infinity(1, 0) |> reversed()

  defp write_little(item, kind, bits) do
    raise ArgumentError, "#{inspect(item)} is no item of an array of #{<<kind>>}#{div(bits, 8)}"
  end

  defp infinity(bits, sign, quiet) do
    exponent = exponent_bits(bits)
    <<sign::1, -1::size(exponent), quiet::1, 0::size(bits - exponent - 2)>>
  end

  defp reversed(item), do: item |> :binary.bin_to_list() |> Enum.reverse() |> :binary.list_to_bin()
end
