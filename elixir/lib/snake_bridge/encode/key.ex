defmodule SnakeBridge.Encode.Key do
  @moduledoc false
  # What Python takes for one key, by the rule of its numeric hash: numbers of equal value are equal, whatever their type.

  @decimal ~r/^([+-]?)(\d*)\.?(\d*)(?:[eE]([+-]?\d+))?$/

  @spec of(term()) :: term()
  def of(true), do: {1, 1}
  def of(false), do: {0, 1}
  def of(int) when is_integer(int), do: {int, 1}
  def of(float) when is_float(float), do: Float.ratio(float)
  def of({:complex, re, im}) when im == 0, do: of(re)
  def of({:fraction, above, below}) when below != 0, do: reduced(above, below)
  def of({:decimal, text}), do: decimal(text)
  # No NaN equals another.
  def of({:float, :nan}), do: make_ref()
  def of({:tuple, items}), do: {:tuple, Enum.map(items, &of/1)}
  def of({:frozenset, items}), do: {:frozenset, items |> Enum.map(&of/1) |> Enum.sort()}
  def of(other), do: other

  defp reduced(above, below) do
    divisor = Integer.gcd(above, below)
    sign = if below < 0, do: -1, else: 1
    {sign * div(above, divisor), sign * div(below, divisor)}
  end

  # Those of a size that nobody wants as a whole number stay text.
  defp decimal(text) do
    with [_, sign, whole, part, exponent] <- padded(Regex.run(@decimal, text)),
         digits when digits != "" <- whole <> part,
         shift when abs(shift) <= 400 <- integer(exponent) - byte_size(part) do
      number = String.to_integer(sign <> digits)
      if shift >= 0, do: {number * Integer.pow(10, shift), 1}, else: reduced(number, Integer.pow(10, -shift))
    else
      _ -> {:decimal, text}
    end
  end

  defp padded(nil), do: nil
  defp padded(parts), do: parts ++ List.duplicate("", 5 - length(parts))

  defp integer(""), do: 0
  defp integer(text), do: String.to_integer(text)
end
