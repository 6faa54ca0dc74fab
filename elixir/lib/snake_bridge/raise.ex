defmodule SnakeBridge.Raise do
  @moduledoc """
  Raised by a function that Python calls, to have Python see an exception of a class of its own.

      iex> positive = fn number ->
      ...>   if number < 0, do: raise(SnakeBridge.Raise, type: "builtins.ValueError", args: ["negative"])
      ...>   number
      ...> end
      iex> {:error, error} = SnakeBridge.call("builtins", "list", [SnakeBridge.Expr.call(SnakeBridge.Expr.path("builtins.map"), [positive, [1, -1]])])
      iex> {error.type, error.text}
      {"builtins.ValueError", "negative"}
  """

  defexception [:type, args: []]

  @type t :: %__MODULE__{type: String.t(), args: [term()]}

  @impl Exception
  def message(%{type: type, args: args}), do: "#{type}: #{Enum.map_join(args, ", ", &inspect/1)}"
end
