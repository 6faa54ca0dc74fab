defmodule SnakeBridge.Request do
  @moduledoc false
  # One question to Python, asked and waited for by the process that wants to know.

  alias SnakeBridge.{Answer, Atoms, Bridge, Caller, Encode, Error, Handle, Options, Telemetry}

  @type want :: :value | :object | :nothing | :iterate

  @doc """
  Evaluates an expression.
  """
  @spec ask(want(), term(), keyword() | Options.t()) :: {:ok, term()} | {:error, Error.t()}
  def ask(want, expr, runtime) when is_list(runtime), do: ask(want, expr, Options.new(runtime))

  def ask(want, expr, options) do
    Telemetry.span(expr, options, fn ->
      with {:ok, term, found} <- Encode.expr(expr),
           {:ok, handle} <- handle(options, found.origin) do
        attempt(want, {term, found}, options, handle, :once_more)
      end
    end)
  end

  defp attempt(want, {term, found}, options, handle, otherwise) do
    with :ok <- check(found.origin, handle),
         {:ok, session, within} <- session(handle, options, found.session) do
      lend(handle, session, found.callbacks)

      case exchange(handle, session, within, {want, term}, options.wire) do
        # It never got there: the bridge had ended, and the next one has not been asked yet.
        :closed when otherwise == :once_more ->
          with {:ok, next} <- Bridge.after_end_of(handle),
               do: attempt(want, {term, found}, options, next, :give_up)

        :closed ->
          {:error, Error.bridge_died("it ended twice")}

        answer ->
          answer |> Answer.of(handle) |> with_atoms(options)
      end
    end
  end

  @doc "The connection of the bridge that a request is for."
  @spec handle(Options.t(), {atom(), pos_integer()} | nil) :: {:ok, Handle.t()} | {:error, Error.t()}
  def handle(options, origin \\ nil), do: options |> Caller.bridge(origin) |> Bridge.handle()

  # Whether the objects of an expression are those of this connection.
  defp check(nil, _), do: :ok
  defp check({bridge, generation}, %{bridge: bridge, generation: generation}), do: :ok

  defp check({bridge, _}, %{bridge: bridge}),
    do: {:error, Error.session_lost("the bridge that held its objects ended")}

  defp check({bridge, _}, handle) do
    {:error,
     Error.usage(
       "the call is for the bridge #{inspect(handle.bridge)}, and has objects of #{inspect(bridge)} in it"
     )}
  end

  defp with_atoms({:ok, value}, options), do: {:ok, Atoms.restore(value, options.atoms)}
  defp with_atoms(error, _), do: error

  @doc "Facts about the interpreter of the session."
  @spec facts(Options.t()) :: {:ok, map()} | {:error, Error.t()}
  def facts(options) do
    with {:ok, handle} <- handle(options),
         {:ok, session, within} <- session(handle, options, nil) do
      handle |> exchange(session, within, :facts, options.wire) |> answered(handle)
    end
  end

  defp answered(:closed, _), do: {:error, Error.bridge_died("it had ended before")}
  defp answered(answer, handle), do: Answer.of(answer, handle)

  @spec session(Handle.t(), Options.t(), pos_integer() | nil) ::
          {:ok, pos_integer(), non_neg_integer()} | {:error, Error.t()}
  def session(handle, options, of_object) do
    with {:lost, reason} <- Caller.session(handle, options, of_object),
         do: {:error, Error.session_lost(reason)}
  end

  @doc "Notes the functions that go along with a message, so that they are found when Python calls them."
  @spec lend(Handle.t(), pos_integer(), [SnakeBridge.Callback.t()]) :: :ok
  def lend(_, _, []), do: :ok

  def lend(handle, session, callbacks) do
    for callback <- callbacks, key = {session, callback.number} do
      :ets.update_counter(handle.functions, key, {3, 1}, {key, {callback, self()}, 0})
    end

    :ok
  rescue
    # The connection that owned the table is gone, as the request will find.
    ArgumentError -> :ok
  end

  @doc "Sends a request and waits for its answer."
  @spec exchange(Handle.t(), pos_integer(), non_neg_integer(), tuple() | atom(), map()) ::
          binary() | {:lost, term()} | :closed
  def exchange(handle, session, within, ask, wire) do
    {id, waiting} = start(handle)

    answer =
      case Handle.write(handle, {:request, id, session, within, ask, wire}) do
        :ok -> next(waiting)
        :closed -> :closed
      end

    finish(handle, id, waiting)
    answer
  end

  @doc "Makes room for the answers of a request: what they are brought to is a reference that is a monitor of the connection, too."
  @spec start(Handle.t()) :: {pos_integer(), reference()}
  def start(handle) do
    id = Caller.next_id(handle)
    waiting = :erlang.monitor(:process, handle.pid, alias: :demonitor)
    :ets.insert(handle.calls, {id, waiting})
    {id, waiting}
  rescue
    # The connection that owned the table is gone; the monitor says so.
    ArgumentError -> {0, :erlang.monitor(:process, handle.pid, alias: :demonitor)}
  end

  @doc "Waits for the next answer."
  @spec next(reference()) :: binary() | {:lost, term()}
  def next(waiting) do
    receive do
      {^waiting, answer} -> answer
      {:DOWN, ^waiting, _, _, reason} -> {:lost, reason}
    end
  end

  @doc "Nothing more is waited for; what is on its way yet is dropped."
  @spec finish(Handle.t(), pos_integer(), reference()) :: :ok
  def finish(handle, id, waiting) do
    :erlang.demonitor(waiting, [:flush])
    :ets.delete(handle.calls, id)
    flush(waiting)
  rescue
    ArgumentError -> flush(waiting)
  end

  defp flush(waiting) do
    receive do
      {^waiting, _} -> flush(waiting)
    after
      0 -> :ok
    end
  end
end
