defmodule SnakeBridge.Callback do
  @moduledoc """
  A function for Python that says more of itself than a bare fun; made by `SnakeBridge.callback/2`.
  """

  @enforce_keys [:fun, :number]
  defstruct [:fun, :number, name: nil, kind: :function, want: :value, keywords: false, options: %{}]

  @type t :: %__MODULE__{
          fun: fun(),
          number: pos_integer(),
          name: String.t() | nil,
          kind: :function | :coroutine | :generator | :async_generator,
          want: :value | :object,
          keywords: boolean(),
          options: map()
        }
end
