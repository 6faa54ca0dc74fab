defmodule SnakeBridge.Caller do
  @moduledoc false
  # What a process knows of itself: which slot of request numbers is its own, which sessions it has been given, and whether it is answering a call of Python.

  alias SnakeBridge.{Connection, Frame, Handle, Options, Session}

  @within {__MODULE__, :within}

  defstruct [:generation, :slot, sequence: 0, sessions: %{}]

  @doc "The number of this process's next request."
  @spec next_id(Handle.t()) :: pos_integer()
  def next_id(handle) do
    me = me(handle)
    put(handle, %{me | sequence: me.sequence + 1})
    Frame.id(me.slot, me.sequence)
  end

  @doc """
  The bridge of a request: that of the session that the options name, the one that they name, that of the objects in the expression, that of the call which is being
  answered, or the default one.
  """
  @spec bridge(Options.t(), {atom(), pos_integer()} | nil) :: atom()
  def bridge(options, origin) do
    case {options, origin, Process.get(@within)} do
      {%{session: %Session{bridge: bridge}}, _, _} -> bridge
      {%{bridge: bridge}, _, _} when bridge != nil -> bridge
      {_, {bridge, _}, _} -> bridge
      {_, _, {bridge, _, _, _}} -> bridge
      _ -> SnakeBridge.Default
    end
  end

  @doc """
  The session of a request, and the call of Python that it is made within (0 if within none).

  It is the one that the options name, else that of an object in the expression, else that of the call that is being answered, else this process's own, which
  is opened now if need be.
  """
  @spec session(Handle.t(), Options.t(), pos_integer() | nil) ::
          {:ok, session :: pos_integer(), within :: non_neg_integer()} | {:lost, String.t()}
  def session(handle, options, of_object) do
    within = within(handle)

    case {options.session, of_object, within} do
      {%Session{} = session, _, _} -> explicit(session, handle, within)
      {nil, session, {session, call}} -> {:ok, session, call}
      {nil, session, _} when session != nil -> {:ok, session, 0}
      {nil, nil, {session, call}} when options.pool == nil -> {:ok, session, call}
      _ -> {:ok, own(handle, options.pool), 0}
    end
  end

  defp explicit(
         %Session{bridge: bridge, generation: generation, number: number},
         %{bridge: bridge, generation: generation},
         within
       ) do
    case within do
      {^number, call} -> {:ok, number, call}
      _ -> {:ok, number, 0}
    end
  end

  defp explicit(_, _, _), do: {:lost, "the bridge that it belonged to ended"}

  @doc "The session of this process alone, if it has one."
  @spec own_session(Handle.t(), String.t() | nil) :: pos_integer() | nil
  def own_session(handle, pool), do: me(handle).sessions[pool]

  @doc "Lets go of the sessions of this process alone, and gives how many there were."
  @spec release(Handle.t()) :: non_neg_integer()
  def release(handle) do
    me = me(handle)

    for {_, session} <- me.sessions do
      Handle.close_session(handle, session)
      Connection.forget_session(handle, self(), session)
    end

    put(handle, %{me | sessions: %{}})
    map_size(me.sessions)
  end

  @doc "Says that this process answers a call of Python."
  @spec enter(Handle.t(), pos_integer(), pos_integer()) :: :ok
  def enter(handle, session, call) do
    Process.put(@within, {handle.bridge, handle.generation, session, call})
    :ok
  end

  defp within(%{bridge: bridge, generation: generation}) do
    case Process.get(@within) do
      {^bridge, ^generation, session, call} -> {session, call}
      _ -> nil
    end
  end

  defp own(handle, pool) do
    me = me(handle)

    case me.sessions do
      %{^pool => session} ->
        session

      _ ->
        session = open(handle, pool, self())
        put(handle, %{me | sessions: Map.put(me.sessions, pool, session)})
        session
    end
  end

  @doc "Opens a session that ends with a process, or with none."
  @spec open(Handle.t(), String.t() | nil, pid() | :none) :: pos_integer()
  def open(handle, pool, owner) do
    session = Handle.next_session(handle)
    if owner != :none, do: Connection.watch(handle, owner, {:session, session})
    if pool != nil, do: Handle.write(handle, {:open, session, pool})
    session
  end

  defp me(%{bridge: bridge, generation: generation} = handle) do
    case Process.get({__MODULE__, bridge}) do
      %__MODULE__{generation: ^generation} = me ->
        me

      _ ->
        me = %__MODULE__{generation: generation, slot: Handle.next_slot(handle)}
        Connection.watch(handle, self(), {:slot, me.slot})
        put(handle, me)
    end
  end

  defp put(handle, me) do
    Process.put({__MODULE__, handle.bridge}, me)
    me
  end
end
