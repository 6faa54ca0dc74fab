defmodule SnakeBridge.Corpus.Describe.Standard do
  @moduledoc "Values of the standard library that the format knows: dates, decimals, fractions, UUIDs, paths."

  import SnakeBridge.Corpus.Canonical
  import SnakeBridge.Corpus.Describe.Class
  import SnakeBridge.Corpus.Describe.Parts
  import SnakeBridge.Expr, only: [path: 1, attr: 2, method: 3, call: 2, run!: 1]

  alias SnakeBridge.Expr

  @texts [
    {"datetime.datetime", "datetime", "datetime.datetime.isoformat"},
    {"datetime.date", "date", "datetime.date.isoformat"},
    {"datetime.time", "time", "datetime.time.isoformat"},
    {"decimal.Decimal", "decimal", "decimal.Decimal.__str__"},
    {"uuid.UUID", "uuid", "uuid.UUID.__str__"},
    {"pathlib.PurePath", "path", "builtins.str"}
  ]

  @doc "Such a value, or an instance of a subclass of its class."
  def of_standard_library(ref, class, levels) do
    case Enum.find(@texts, fn {base, _, _} -> is(class, base) end) do
      {base, tag, text} -> {:is, texts(ref, class, base, tag, text, levels)}
      nil -> of_numbers_and_spans(ref, class, levels)
    end
  end

  defp of_numbers_and_spans(ref, class, levels) do
    cond do
      is(class, "datetime.timedelta") ->
        parts =
          for name <- ~w(days seconds microseconds),
              do: path("datetime.timedelta") |> attr(name) |> method("__get__", [ref])

        {:is,
         with_sub(
           tagged("timedelta", v: got(Expr.value(parts), levels)),
           "timedelta",
           below(class, "datetime.timedelta")
         )}

      is(class, "fractions.Fraction") ->
        encoded =
          tagged("fraction", n: got(attr(ref, "numerator"), levels), d: got(attr(ref, "denominator"), levels))

        {:is, with_sub(encoded, "fraction", below(class, "fractions.Fraction"))}

      true ->
        nil
    end
  end

  defp texts(ref, class, base, tag, text, levels) do
    cond do
      tag == "datetime" and String.ends_with?(name(class), "NaTType") ->
        tagged("opaque", type: name(class))

      tag == "path" ->
        tagged("path", type: name(class), v: got(call(path(text), [ref]), levels))

      true ->
        tagged(tag, v: got(call(path(text), [ref]), levels))
        |> zoned(tag, ref, levels)
        |> folded(tag, ref)
        |> with_sub(tag, below(class, base))
    end
  end

  defp zoned(encoded, tag, ref, levels) when tag in ["datetime", "time"] do
    case run!(attr(ref, "tzinfo")) do
      nil -> Map.put(encoded, "tz", nil)
      zone -> Map.put(encoded, "tz", got(call(path("builtins.str"), [zone]), levels))
    end
  end

  defp zoned(encoded, _, _, _), do: encoded

  defp folded(encoded, "datetime", ref),
    do: if(run!(attr(ref, "fold")) == 0, do: encoded, else: Map.put(encoded, "fold", 1))

  defp folded(encoded, _, _), do: encoded
end
