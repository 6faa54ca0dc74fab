defmodule SnakeBridge.Structs do
  @moduledoc "Structs with and without an encoder."

  defmodule Point do
    @derive SnakeBridge.Encoder
    defstruct [:x, :y]
  end

  defmodule User do
    @derive {SnakeBridge.Encoder, only: [:name]}
    defstruct [:name, :password]
  end

  defmodule Money do
    defstruct [:amount]

    defimpl SnakeBridge.Encoder do
      def encode(money), do: {"money", money.amount}
    end
  end

  defmodule Opaque do
    defstruct [:x]
  end

  defmodule Asking do
    defstruct [:number]

    # Asks Python while it is encoded.
    defimpl SnakeBridge.Encoder do
      def encode(asking), do: SnakeBridge.call!("operator", "add", [asking.number, 1])
    end
  end
end
