defmodule SnakeBridge.Ref do
  @moduledoc """
  A live Python object: what has no value of its own in Elixir arrives as this, inside of containers too.

  It belongs to the session that made it, and every process can use it as long as that session is open. It is kept alive until then, or until
  `SnakeBridge.release/1`.

  - `inspect/1` makes no remote call: it shows the type and the number.
  - `to_string/1` is Python's `str()`.
  - It is `Enumerable` where Python can iterate over it; `Enum.count/1` is `len()` and `in` is Python's, where there are such.

      iex> range = SnakeBridge.call!("builtins", "range", [3])
      iex> {range.type_name, "\#{range}", Enum.to_list(range), Enum.count(range), 2 in range}
      {"builtins.range", "range(0, 3)", [0, 1, 2], 3, true}
  """

  alias SnakeBridge.{Error, Expr, Request}

  @enforce_keys [:id, :session, :bridge, :generation]
  defstruct [:id, :session, :bridge, :generation, :type_name]

  @type t :: %__MODULE__{
          id: non_neg_integer(),
          session: non_neg_integer(),
          bridge: atom(),
          generation: pos_integer(),
          type_name: String.t() | nil
        }

  @doc false
  @spec inside(term()) :: [t()]
  def inside(%__MODULE__{} = ref), do: [ref]
  def inside(list) when is_list(list), do: Enum.flat_map(list, &inside/1)
  def inside(tuple) when is_tuple(tuple), do: tuple |> Tuple.to_list() |> inside()
  def inside(%MapSet{} = set), do: set |> MapSet.to_list() |> inside()
  def inside(%SnakeBridge.FrozenSet{items: items}), do: inside(items)
  def inside(%SnakeBridge.Dict{pairs: pairs}), do: inside(pairs)
  def inside(%_{}), do: []
  def inside(map) when is_map(map), do: map |> Map.to_list() |> inside()
  def inside(_), do: []

  defimpl Inspect do
    def inspect(ref, _), do: "#SnakeBridge.Ref<#{ref.type_name} #{ref.session}.#{ref.id}>"
  end

  defimpl String.Chars do
    def to_string(ref), do: SnakeBridge.call!("builtins", "str", [ref])
  end

  defimpl Enumerable do
    # What is its own iterator goes on later where this ends, so nothing is read ahead of it.
    def reduce(ref, acc, fun) do
      own = Expr.call(Expr.path("operator.is_"), [Expr.call(Expr.path("builtins.iter"), [ref]), ref])
      ahead = if Request.ask(:value, own, []) == {:ok, false}, do: [], else: [batch: 1]
      Enumerable.reduce(SnakeBridge.stream(ref, ahead), acc, fun)
    end

    def count(ref), do: if_it_has(Expr.call(Expr.path("builtins.len"), [ref]))
    def member?(ref, item), do: if_it_has(Expr.call(Expr.path("operator.contains"), [ref, item]))
    def slice(_), do: {:error, __MODULE__}

    # What has no `__len__`, or is used up by looking at it, is enumerated.
    defp if_it_has(expr) do
      case Request.ask(:value, expr, []) do
        {:ok, answer} -> {:ok, answer}
        {:error, error} -> if Error.is?(error, "TypeError"), do: {:error, __MODULE__}, else: raise(error)
      end
    end
  end
end
