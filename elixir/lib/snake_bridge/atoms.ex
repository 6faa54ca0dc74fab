defmodule SnakeBridge.Atoms do
  @moduledoc false
  # The opt-in way back for atoms: text that is one of those the caller named arrives as that atom.

  alias SnakeBridge.{Dict, FrozenSet}

  @type table :: %{optional(String.t()) => atom()}

  @spec table([atom()]) :: table()
  def table(atoms), do: Map.new(atoms, &{Atom.to_string(&1), &1})

  @spec restore(term(), table()) :: term()
  def restore(value, table) when table == %{}, do: value
  def restore(text, table) when is_binary(text), do: Map.get(table, text, text)
  def restore(list, table) when is_list(list), do: Enum.map(list, &restore(&1, table))

  def restore(tuple, table) when is_tuple(tuple),
    do: tuple |> Tuple.to_list() |> restore(table) |> List.to_tuple()

  def restore(%MapSet{} = set, table), do: MapSet.new(set, &restore(&1, table))
  def restore(%FrozenSet{} = set, table), do: FrozenSet.new(Enum.map(set, &restore(&1, table)))
  def restore(%Dict{pairs: pairs}, table), do: %Dict{pairs: restore(pairs, table)}
  def restore(%_{} = struct, _), do: struct
  def restore(map, table) when is_map(map), do: Map.new(map, &restore(&1, table))
  def restore(other, _), do: other
end
