defmodule SnakeBridge.FrozenSet do
  @moduledoc """
  A Python `frozenset`, kept apart from a `set`, which is a `MapSet`.

      iex> SnakeBridge.call!("builtins", "frozenset", [[1, 2, 1]])
      SnakeBridge.FrozenSet.new([1, 2])
      iex> Enum.sum(SnakeBridge.FrozenSet.new([1, 2]))
      3
  """

  @enforce_keys [:items]
  defstruct [:items]

  @type t :: %__MODULE__{items: MapSet.t()}

  @doc "The frozenset of these items."
  @spec new(Enumerable.t()) :: t()
  def new(items), do: %__MODULE__{items: MapSet.new(items)}

  defimpl Enumerable do
    def count(set), do: {:ok, MapSet.size(set.items)}
    def member?(set, item), do: {:ok, MapSet.member?(set.items, item)}
    def reduce(set, acc, fun), do: Enumerable.reduce(MapSet.to_list(set.items), acc, fun)
    def slice(_), do: {:error, __MODULE__}
  end

  defimpl Inspect do
    import Inspect.Algebra

    def inspect(set, options) do
      concat(["SnakeBridge.FrozenSet.new(", to_doc(MapSet.to_list(set.items), options), ")"])
    end
  end
end

defmodule SnakeBridge.Dict do
  @moduledoc """
  A Python `dict` as pairs in order: to send one whose order matters, and what a dict arrives as that a map cannot hold (two keys that are NaN, say).

  With the runtime option `dicts: :pairs`, all dicts of a result arrive as this.

      iex> pairs = [{"b", 1}, {"a", 2}]
      iex> SnakeBridge.call!("json", "dumps", [%SnakeBridge.Dict{pairs: pairs}])
      ~S({"b": 1, "a": 2})
  """

  @enforce_keys [:pairs]
  defstruct [:pairs]

  @type t :: %__MODULE__{pairs: [{term(), term()}]}

  defimpl Enumerable do
    def count(dict), do: {:ok, length(dict.pairs)}
    def member?(dict, pair), do: {:ok, pair in dict.pairs}
    def reduce(dict, acc, fun), do: Enumerable.reduce(dict.pairs, acc, fun)
    def slice(_), do: {:error, __MODULE__}
  end
end

defmodule SnakeBridge.Set do
  @moduledoc """
  A Python `set` as a list, where a `MapSet` cannot hold it: with several NaN in it, say.
  """

  @enforce_keys [:items]
  defstruct [:items, frozen: false]

  @type t :: %__MODULE__{items: [term()], frozen: boolean()}
end
