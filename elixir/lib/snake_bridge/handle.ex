defmodule SnakeBridge.Handle do
  @moduledoc false
  # How any process reaches the connection of a bridge: it writes to the port itself, and what comes back is brought to it by the connection.

  alias SnakeBridge.Frame

  @enforce_keys [:bridge, :generation, :pid, :port, :calls, :functions, :numbers]
  defstruct [:bridge, :generation, :pid, :port, :calls, :functions, :numbers]

  @type t :: %__MODULE__{
          bridge: atom(),
          generation: pos_integer(),
          pid: pid(),
          port: port(),
          calls: :ets.tid(),
          functions: :ets.tid(),
          numbers: :atomics.atomics_ref()
        }

  @slots 1
  @sessions 2

  @doc "Counters of what processes choose numbers for."
  @spec new_numbers() :: :atomics.atomics_ref()
  def new_numbers, do: :atomics.new(2, signed: false)

  @doc "A number for a process that will make requests."
  @spec next_slot(t()) :: pos_integer()
  def next_slot(handle), do: :atomics.add_get(handle.numbers, @slots, 1)

  @doc "The number of a new session."
  @spec next_session(t()) :: pos_integer()
  def next_session(handle), do: :atomics.add_get(handle.numbers, @sessions, 1)

  @doc """
  Writes to the port. Whoever writes waits while the other side is slow to read, and nobody else does.
  """
  @spec write(t(), tuple()) :: :ok | :closed
  def write(%__MODULE__{port: port}, message) do
    :erlang.port_command(port, Frame.encode(message))
    :ok
  rescue
    ArgumentError -> :closed
  end

  @doc "Ends a session. Its functions are forgotten with it, even if Python keeps them somewhere."
  @spec close_session(t(), pos_integer()) :: :ok
  def close_session(handle, session) do
    post(handle, {:close, session})
    :ets.match_delete(handle.functions, {{session, :_}, :_, :_})
    :ok
  rescue
    ArgumentError -> :ok
  end

  @doc "Writes without waiting: if the other side is slow to read, a process of its own waits instead."
  @spec post(t(), tuple()) :: :ok
  def post(%__MODULE__{port: port} = handle, message) do
    unless :erlang.port_command(port, Frame.encode(message), [:nosuspend]) do
      spawn(fn -> write(handle, message) end)
    end

    :ok
  rescue
    ArgumentError -> :ok
  end
end
