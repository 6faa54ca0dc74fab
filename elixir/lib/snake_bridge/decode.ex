defmodule SnakeBridge.Decode do
  @moduledoc false
  # Values of `docs/serve.md` as Elixir has them. Tuples are tags here, and never data.

  alias SnakeBridge.{
    Array,
    ByteArray,
    Bytes,
    Complex,
    Decimal,
    Delta,
    Dict,
    Fraction,
    FrozenSet,
    Ref,
    UUID,
    Wtf8
  }

  @made {__MODULE__, :made}

  @type origin :: {bridge :: atom(), generation :: pos_integer()}

  @doc """
  The value; one that was said to be plain is taken as it is.
  """
  @spec value(:plain | :mixed, term(), origin()) :: term()
  def value(:plain, term, _), do: term
  def value(:mixed, term, origin), do: tagged(term, origin)

  @spec tagged(term(), origin()) :: term()
  def tagged(list, origin) when is_list(list), do: Enum.map(list, &tagged(&1, origin))

  def tagged(map, origin) when is_map(map),
    do: Map.new(map, fn {k, v} -> {tagged(k, origin), tagged(v, origin)} end)

  def tagged({:ref, session, id, type_name}, origin), do: ref(session, id, type_name, origin)
  def tagged({:tuple, items}, origin), do: items |> Enum.map(&tagged(&1, origin)) |> List.to_tuple()
  def tagged({:bytes, data}, _), do: %Bytes{data: data}
  def tagged({:float, special}, _), do: special
  def tagged({:set, items}, origin), do: set(items, false, origin)
  def tagged({:frozenset, items}, origin), do: set(items, true, origin)

  def tagged({:dict, pairs}, origin),
    do: %Dict{pairs: for({k, v} <- pairs, do: {tagged(k, origin), tagged(v, origin)})}

  def tagged({:bytearray, data}, _), do: %ByteArray{data: data}
  def tagged({:wtf8, data}, _), do: %Wtf8{data: data}

  def tagged({:array, dtype, shape, data}, _),
    do: %Array{dtype: dtype, shape: List.to_tuple(shape), data: data}

  def tagged({:complex, re, im}, origin), do: %Complex{re: tagged(re, origin), im: tagged(im, origin)}
  def tagged({:fraction, above, below}, _), do: %Fraction{numerator: above, denominator: below}
  def tagged({:decimal, text}, _), do: Decimal.from_text(text)
  def tagged({:uuid, data}, _), do: %UUID{data: data}
  def tagged({:date, year, month, day}, _), do: Date.new!(year, month, day)
  def tagged({:timedelta, days, seconds, us}, _), do: %Delta{days: days, seconds: seconds, microseconds: us}

  def tagged({:time, hour, minute, second, us, fold, zone}, _) do
    time = Time.new!(hour, minute, second, {us, 6})
    if zone == nil and fold == 0, do: time, else: %SnakeBridge.Time{time: time, zone: zone(zone), fold: fold}
  end

  def tagged({:datetime, year, month, day, hour, minute, second, us, fold, zone}, _) do
    NaiveDateTime.new!(year, month, day, hour, minute, second, {us, 6})
    |> SnakeBridge.DateTime.from_wire(zone(zone), fold)
  end

  def tagged(plain, _), do: plain

  defp ref(session, id, type_name, {bridge, generation}) do
    ref = %Ref{id: id, session: session, type_name: type_name, bridge: bridge, generation: generation}
    with [_ | _] = made <- Process.get(@made), do: Process.put(@made, [ref | made])
    ref
  end

  @doc "Begins to note the objects that this process is told of."
  @spec note_objects() :: :ok
  def note_objects do
    Process.put(@made, [:begin])
    :ok
  end

  @doc "Has this object not be among them."
  @spec unnote_object(Ref.t()) :: :ok
  def unnote_object(ref) do
    with [_ | _] = made <- Process.get(@made), do: Process.put(@made, List.delete(made, ref))
    :ok
  end

  @doc "The objects that were noted."
  @spec noted_objects() :: [Ref.t()]
  def noted_objects, do: @made |> Process.get([]) |> List.delete(:begin)

  defp zone({:zone, key}), do: {:named, key}
  defp zone(zone), do: zone

  # Several NaN are several members there, and would be one here.
  defp set(items, frozen, origin) do
    items = Enum.map(items, &tagged(&1, origin))
    set = MapSet.new(items)

    cond do
      MapSet.size(set) != length(items) -> %SnakeBridge.Set{items: items, frozen: frozen}
      frozen -> %FrozenSet{items: set}
      true -> set
    end
  end
end
