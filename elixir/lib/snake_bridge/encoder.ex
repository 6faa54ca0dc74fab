defprotocol SnakeBridge.Encoder do
  @moduledoc """
  What a struct is sent to Python as.

  Without an implementation, sending a struct is an error: nobody can know which of its fields are meant. Derive it to send fields as a `dict`:

      defmodule Point do
        @derive SnakeBridge.Encoder
        defstruct [:x, :y]
      end

      defmodule User do
        @derive {SnakeBridge.Encoder, only: [:name]}
        defstruct [:name, :password]
      end

  or implement `encode/1`, which may give any term that can be sent, unevaluated expressions among them:

      defimpl SnakeBridge.Encoder, for: Money do
        def encode(money) do
          SnakeBridge.Expr.call(SnakeBridge.Expr.path("moneyed.Money"), [money.amount, money.currency])
        end
      end
  """

  @fallback_to_any true

  @doc "The term to send in the struct's place."
  @spec encode(t()) :: term()
  def encode(struct)
end

defimpl SnakeBridge.Encoder, for: Any do
  defmacro __deriving__(module, struct, options) do
    fields = struct |> Map.keys() |> List.delete(:__struct__)

    kept =
      case options do
        [only: only] -> Enum.filter(fields, &(&1 in only))
        [except: except] -> fields -- except
        [] -> fields
      end

    quote do
      defimpl SnakeBridge.Encoder, for: unquote(module) do
        def encode(struct), do: Map.take(struct, unquote(kept))
      end
    end
  end

  def encode(_), do: :error
end
