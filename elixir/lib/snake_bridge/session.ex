defmodule SnakeBridge.Session do
  @moduledoc """
  Sessions: objects belong to one, and are let go of when it is closed.

  Each process has a session of its own without asking: it is opened by the process's first call and closed when the process ends. An explicit session is
  for objects that are to live shorter, or longer, than a process:

      iex> {:ok, session} = SnakeBridge.Session.open()
      iex> {:ok, list} = SnakeBridge.call("builtins", "object", [], __runtime__: [session: session])
      iex> SnakeBridge.Session.close(session)
      :ok
      iex> {:error, error} = SnakeBridge.attr(list, "__class__")
      iex> error.kind
      :session_lost

  A call that has an object in it is made in that object's session, whichever process makes it. So a process can be given an object; but what a `Task` makes in its own session is gone when the task
  has ended, and an object that is to come out of one needs a session that lasts longer, such as that of its caller:

      iex> {:ok, session} = SnakeBridge.Session.open()
      iex> task = Task.async(fn -> SnakeBridge.call!("collections", "deque", [[1, 2]], __runtime__: [session: session]) end)
      iex> task |> Task.await() |> Enum.to_list()
      [1, 2]
  """

  alias SnakeBridge.{Bridge, Caller, Connection, Error, Handle, Options, Request, Telemetry}

  @enforce_keys [:bridge, :generation, :number]
  defstruct [:bridge, :generation, :number, :owner]

  @type t :: %__MODULE__{
          bridge: atom(),
          generation: pos_integer(),
          number: pos_integer(),
          owner: pid() | :none
        }

  @doc """
  Opens a session.

  Options: `:owner`, the process with which it ends (the calling one if left out), or `:none`; `:pool` and `:bridge`, where its interpreter is.
  """
  @spec open(keyword()) :: {:ok, t()} | {:error, Error.t()}
  def open(options \\ []) do
    {owner, runtime} = Keyword.pop(options, :owner, self())
    options = Options.new(runtime)

    with {:ok, handle} <- Request.handle(options) do
      number = Caller.open(handle, options.pool, owner)
      Telemetry.event([:session, :open], %{}, %{session: number, bridge: handle.bridge})
      {:ok, %__MODULE__{bridge: handle.bridge, generation: handle.generation, number: number, owner: owner}}
    end
  end

  @doc "As `open/1`, but raises the error."
  @spec open!(keyword()) :: t()
  def open!(options \\ []), do: options |> open() |> SnakeBridge.Result.unwrap!()

  @doc """
  Closes it, and lets go of all its objects. Closing what is closed already does nothing.
  """
  @spec close(t()) :: :ok
  def close(%__MODULE__{bridge: bridge, generation: generation, number: number, owner: owner}) do
    with {:ok, %Handle{generation: ^generation} = handle} <- Bridge.handle(bridge) do
      Handle.close_session(handle, number)
      if owner != :none, do: Connection.forget_session(handle, owner, number)
      Telemetry.event([:session, :close], %{}, %{session: number, bridge: bridge})
    end

    :ok
  end

  @doc """
  Runs a function with a session in which all calls of this process are made meanwhile, and closes it.

      iex> SnakeBridge.Session.with_session(fn _session ->
      ...>   counter = SnakeBridge.call!("itertools", "count", [5])
      ...>   SnakeBridge.call!("builtins", "next", [counter])
      ...> end)
      5
  """
  @spec with_session(keyword(), (t() -> result)) :: result when result: term()
  def with_session(options \\ [], fun) do
    session = open!(options)

    try do
      Options.with_defaults([session: session, bridge: session.bridge], fn -> fun.(session) end)
    after
      close(session)
    end
  end
end
