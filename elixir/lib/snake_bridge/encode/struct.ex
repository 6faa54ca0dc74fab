defmodule SnakeBridge.Encode.Struct do
  @moduledoc false
  # The structs that stand for values of Python, and how to go about any other.

  alias SnakeBridge.{
    Array,
    ByteArray,
    Bytes,
    Callback,
    Complex,
    Decimal,
    Delta,
    Dict,
    Encoder,
    Expr,
    Fraction,
    FrozenSet,
    UUID,
    Wtf8
  }

  @years 1..9999

  @type wire ::
          {:wire, term()}
          | {:parts, :set | :frozenset, [term()]}
          | {:pairs, [{term(), term()}]}
          | {:callback, Callback.t()}
          | {:term, term()}
          | {:error, String.t()}

  @spec wire(struct()) :: wire()
  def wire(%Bytes{data: data}), do: {:wire, {:bytes, data}}
  def wire(%ByteArray{data: data}), do: {:wire, {:bytearray, data}}
  def wire(%Wtf8{data: data}), do: {:wire, {:wtf8, data}}
  def wire(%Complex{re: re, im: im}), do: {:wire, {:complex, float(re), float(im)}}
  def wire(%Fraction{numerator: above, denominator: below}), do: {:wire, {:fraction, above, below}}
  def wire(%Decimal{text: text}), do: {:wire, {:decimal, text}}
  def wire(%UUID{data: data}), do: {:wire, {:uuid, data}}

  def wire(%Array{dtype: dtype, shape: shape, data: data}),
    do: {:wire, {:array, dtype, Tuple.to_list(shape), data}}

  def wire(%Delta{days: days, seconds: s, microseconds: us}), do: {:wire, {:timedelta, days, s, us}}

  def wire(%MapSet{} = set), do: {:parts, :set, MapSet.to_list(set)}
  def wire(%FrozenSet{items: items}), do: {:parts, :frozenset, MapSet.to_list(items)}
  def wire(%SnakeBridge.Set{items: items, frozen: false}), do: {:parts, :set, items}
  def wire(%SnakeBridge.Set{items: items, frozen: true}), do: {:parts, :frozenset, items}
  def wire(%Dict{pairs: pairs}), do: {:pairs, pairs}
  def wire(%Callback{} = callback), do: {:callback, callback}

  def wire(%Date{calendar: Calendar.ISO, year: year} = date) when year in @years do
    {:wire, {:date, year, date.month, date.day}}
  end

  def wire(%Time{calendar: Calendar.ISO} = time), do: time(time, nil, 0)
  def wire(%SnakeBridge.Time{time: time, zone: zone, fold: fold}), do: time(time, zone(zone), fold)

  def wire(%module{year: year, calendar: Calendar.ISO} = datetime) when module in [NaiveDateTime, DateTime] do
    if year in @years, do: datetime |> SnakeBridge.DateTime.parts() |> datetime(), else: out_of_range(year)
  end

  def wire(%SnakeBridge.DateTime{} = datetime), do: datetime(datetime)
  def wire(%Date{year: year, calendar: Calendar.ISO}), do: out_of_range(year)

  def wire(%module{}) when module in [Date, Time, NaiveDateTime, DateTime] do
    {:error, "its calendar is not Calendar.ISO; convert it first"}
  end

  # The struct of the package `decimal`, which need not be there.
  def wire(%{__struct__: Elixir.Decimal, sign: sign, coef: coef, exp: exp}),
    do: {:wire, {:decimal, decimal(sign, coef, exp)}}

  # As Python's own, which ends before its last.
  def wire(%Range{first: first, last: last, step: step}) do
    past = if step > 0, do: last + 1, else: last - 1
    {:term, Expr.call(Expr.path("builtins.range"), [first, past, step])}
  end

  def wire(struct) do
    case Encoder.encode(struct) do
      :error ->
        {:error,
         "there is no implementation of SnakeBridge.Encoder for #{inspect(struct.__struct__)}: derive or write one"}

      term ->
        {:term, term}
    end
  end

  defp out_of_range(year),
    do: {:error, "the years of Python are #{inspect(@years)}, and #{year} is none of them"}

  defp float(number) when is_number(number), do: number / 1
  defp float(special), do: {:float, special}

  defp time(%{hour: hour, minute: minute, second: second, microsecond: {us, _}}, zone, fold) do
    {:wire, {:time, hour, minute, second, us, fold, zone}}
  end

  defp datetime(%{naive: naive, zone: zone, fold: fold}) do
    {us, _} = naive.microsecond

    {:wire,
     {:datetime, naive.year, naive.month, naive.day, naive.hour, naive.minute, naive.second, us, fold,
      zone(zone)}}
  end

  defp zone({:named, key}), do: {:zone, key}
  defp zone(zone), do: zone

  defp decimal(sign, coef, exp) do
    minus = if sign < 0, do: "-", else: ""

    case coef do
      :inf -> minus <> "Infinity"
      :NaN -> minus <> "NaN"
      coef -> "#{minus}#{coef}E#{exp}"
    end
  end
end
