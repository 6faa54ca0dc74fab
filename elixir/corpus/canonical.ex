defmodule SnakeBridge.Corpus.Canonical do
  @moduledoc "The canonical encoding of plain data: terms that JSON has."

  import Bitwise

  @type json :: nil | boolean() | number() | String.t() | [json()] | %{String.t() => json()}

  @spec tagged(String.t(), keyword()) :: json()
  def tagged(tag, members),
    do: Map.new([{"t", tag} | Enum.map(members, fn {name, value} -> {to_string(name), value} end)])

  @spec int(integer()) :: json()
  def int(int) when abs(int) < 1 <<< 53, do: int

  def int(int) do
    digits = Integer.digits(abs(int), 2)
    sign = if int < 0, do: "-", else: ""

    if length(digits) > 12_000 do
      tagged("int", v: sign <> "0x" <> String.downcase(Integer.to_string(abs(int), 16)))
    else
      tagged("int", v: Integer.to_string(int))
    end
  end

  @doc "As Python's `float.__repr__`: an exponent below 1e-4 and from 1e16 on."
  @spec float_text(float() | atom()) :: String.t()
  def float_text(:nan), do: "nan"
  def float_text(:infinity), do: "inf"
  def float_text(:neg_infinity), do: "-inf"

  def float_text(float) do
    {sign, digits, exponent} = float |> :erlang.float_to_binary([:short]) |> parts()

    cond do
      digits == "0" -> sign <> "0.0"
      exponent < -4 or exponent >= 16 -> sign <> scientific(digits, exponent)
      exponent < 0 -> sign <> "0." <> String.duplicate("0", -exponent - 1) <> digits
      true -> sign <> plain(digits, exponent + 1)
    end
  end

  # The significant digits, and the exponent of the first of them.
  defp parts(text) do
    [_, sign, whole, part, exponent] =
      Regex.run(~r/^(-?)(\d+)\.(\d+)(?:e([+-]?\d+))?$/, text <> "") |> padded()

    exponent = if exponent == "", do: 0, else: String.to_integer(exponent)
    all = whole <> part
    significant = String.trim_leading(all, "0")
    leading = byte_size(all) - byte_size(significant)
    digits = String.trim_trailing(significant, "0")
    {sign, if(digits == "", do: "0", else: digits), exponent + byte_size(whole) - 1 - leading}
  end

  defp padded(parts), do: parts ++ List.duplicate("", 5 - length(parts))

  defp scientific(<<first::binary-1, rest::binary>>, exponent) do
    sign = if exponent < 0, do: "-", else: "+"
    mantissa = if rest == "", do: first, else: first <> "." <> rest
    "#{mantissa}e#{sign}#{exponent |> abs() |> Integer.to_string() |> String.pad_leading(2, "0")}"
  end

  defp plain(digits, whole) do
    padded = String.pad_trailing(digits, whole, "0")
    {whole, part} = String.split_at(padded, whole)
    whole <> "." <> if(part == "", do: "0", else: part)
  end

  @doc "The code points of generalised UTF-8, lone surrogates among them."
  @spec code_points(binary()) :: [non_neg_integer()]
  def code_points(<<0::1, a::7, rest::binary>>), do: [a | code_points(rest)]
  def code_points(<<6::3, a::5, 2::2, b::6, rest::binary>>), do: [a <<< 6 ||| b | code_points(rest)]

  def code_points(<<14::4, a::4, 2::2, b::6, 2::2, c::6, rest::binary>>) do
    [a <<< 12 ||| b <<< 6 ||| c | code_points(rest)]
  end

  def code_points(<<30::5, a::3, 2::2, b::6, 2::2, c::6, 2::2, d::6, rest::binary>>) do
    [a <<< 18 ||| b <<< 12 ||| c <<< 6 ||| d | code_points(rest)]
  end

  def code_points(""), do: []
end
