defmodule SnakeBridge.Arguments do
  @moduledoc false
  # The options of a call are Python's keyword arguments, with what is ours under reserved keys among them.

  @reserved [:__runtime__, :__args__]

  @type split :: {args :: [term()], kwargs :: [{String.t(), term()}], runtime :: keyword()}

  @doc """
  Takes the reserved keys out of the options of a call: `__runtime__`, a keyword list, and `__args__`, more positional arguments.
  """
  @spec split([term()], keyword() | map() | [{String.t(), term()}]) :: split()
  def split(args, []) when is_list(args), do: {args, [], []}

  def split(args, opts) when is_list(args) do
    opts = Enum.to_list(opts)
    {ours, python} = Enum.split_with(opts, &(elem(&1, 0) in @reserved))
    {args ++ get(ours, :__args__), names(python), get(ours, :__runtime__)}
  end

  defp get(options, key), do: Enum.find_value(options, [], fn {name, value} -> name == key && value end)

  @doc """
  The names as text, in their order. Of a name that is given twice Python gets the last.
  """
  @spec names(Enumerable.t()) :: [{String.t(), term()}]
  def names([]), do: []
  def names(pairs), do: for({name, value} <- pairs, do: {to_string(name), value})
end
