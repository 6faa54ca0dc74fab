defmodule SnakeBridge.Connection do
  @moduledoc false
  # Owns the port of one `snakebridge serve`. It brings answers to those who wait for them, starts a process for each call that Python makes, and cleans up
  # after processes that ended. It waits for nobody. When the port ends, so does this; the next call has `SnakeBridge.Bridge.Gate` start another.

  use GenServer, restart: :temporary

  alias SnakeBridge.{Answer, Error, Frame, Handle, Invocation, News, Telemetry}

  defstruct [:handle, :news, :starter, greeted: false, monitors: %{}, invocations: %{}]

  @type options :: %{
          bridge: atom(),
          generation: pos_integer(),
          executable: Path.t(),
          arguments: [String.t()],
          env: [{String.t(), String.t() | nil}],
          current_dir: Path.t() | nil,
          hello: map(),
          news: pid() | atom(),
          starter: GenServer.from()
        }

  @doc """
  Starts it. How it is reached, or why it cannot be, is told to the starter as soon as the other side has answered: it may have to install libraries before.
  """
  @spec start_link(options()) :: GenServer.on_start()
  def start_link(options), do: GenServer.start_link(__MODULE__, options)

  @doc "Has what a process holds be let go of when it ends."
  @spec watch(Handle.t(), pid(), {:slot | :session, pos_integer()}) :: :ok
  def watch(handle, pid, what), do: GenServer.cast(handle.pid, {:watch, pid, what})

  @doc "Takes back `watch/3` of a session that was closed."
  @spec forget_session(Handle.t(), pid(), pos_integer()) :: :ok
  def forget_session(handle, pid, session),
    do: GenServer.cast(handle.pid, {:forget, pid, {:session, session}})

  @impl GenServer
  def init(options) do
    Process.flag(:trap_exit, true)
    port = open(options)

    handle = %Handle{
      bridge: options.bridge,
      generation: options.generation,
      pid: self(),
      port: port,
      calls: :ets.new(:calls, [:ordered_set, :public, write_concurrency: true, read_concurrency: true]),
      functions: :ets.new(:functions, [:ordered_set, :public, write_concurrency: true]),
      numbers: Handle.new_numbers()
    }

    Handle.write(handle, {:hello, 1, options.hello})
    {:ok, %__MODULE__{handle: handle, news: options.news, starter: options.starter}}
  end

  defp open(options) do
    env =
      for {name, value} <- options.env,
          do: {to_charlist(name), if(value, do: to_charlist(value), else: false)}

    cd = if options.current_dir, do: [cd: options.current_dir], else: []
    settings = [:binary, :exit_status, :use_stdio, :hide, packet: 4, args: options.arguments, env: env]
    Port.open({:spawn_executable, options.executable}, settings ++ cd)
  end

  # What a test looks at: what this side holds.
  @impl GenServer
  def handle_call(:held, _, state) do
    held = %{
      calls: :ets.info(state.handle.calls, :size),
      functions: :ets.info(state.handle.functions, :size),
      processes: map_size(state.monitors),
      invocations: map_size(state.invocations)
    }

    {:reply, held, state}
  end

  @impl GenServer
  def handle_cast({:watch, pid, what}, state) do
    {monitor, held} = Map.get_lazy(state.monitors, pid, fn -> {Process.monitor(pid), []} end)
    {:noreply, put_in(state.monitors[pid], {monitor, [what | held]})}
  end

  def handle_cast({:forget, pid, what}, state) do
    case state.monitors do
      %{^pid => {monitor, held}} ->
        {:noreply, put_in(state.monitors[pid], {monitor, List.delete(held, what)})}

      _ ->
        {:noreply, state}
    end
  end

  @impl GenServer
  def handle_info({port, {:data, frame}}, %{handle: %{port: port}} = state),
    do: received(Frame.head(frame), frame, state)

  def handle_info({port, {:exit_status, status}}, %{handle: %{port: port}} = state) do
    lost("`snakebridge serve` ended with status #{status}", state)
  end

  def handle_info({:EXIT, port, reason}, %{handle: %{port: port}} = state) do
    lost("the port of `snakebridge serve` was closed: #{inspect(reason)}", state)
  end

  def handle_info({:EXIT, pid, reason}, state) do
    {call, invocations} = Map.pop(state.invocations, pid)
    if call != nil and reason != :normal, do: Invocation.killed(state.handle, call, reason)
    {:noreply, %{state | invocations: invocations}}
  end

  def handle_info({:DOWN, _, :process, pid, _}, state) do
    {{_, held}, monitors} = Map.pop(state.monitors, pid, {nil, []})
    Enum.each(held, &let_go(&1, state.handle))
    {:noreply, %{state | monitors: monitors}}
  end

  def handle_info(_, state), do: {:noreply, state}

  @impl GenServer
  def terminate(_, state) do
    Enum.each(state.invocations, fn {pid, _} -> Process.exit(pid, :kill) end)
    if state.greeted, do: Telemetry.event([:bridge, :down], %{}, %{bridge: state.handle.bridge})
  end

  defp received({:answer, id}, frame, state) do
    case :ets.lookup(state.handle.calls, id) do
      [{_, waiting}] -> send(waiting, {waiting, frame})
      [] -> :nobody
    end

    {:noreply, state}
  end

  defp received({:call, call}, frame, state) do
    pid = Invocation.start(state.handle, frame)
    {:noreply, put_in(state.invocations[pid], call)}
  end

  defp received(:news, frame, state) do
    News.tell(state.news, frame)
    {:noreply, state}
  end

  defp received(:garbage, frame, state),
    do: lost("it sent what is no message: #{inspect(frame, limit: 20)}", state)

  defp received(:message, frame, state) do
    case Frame.decode(frame) do
      {:hello, 1, info} ->
        Telemetry.event([:bridge, :up], %{}, %{bridge: state.handle.bridge, server: info})
        GenServer.reply(state.starter, {:ok, state.handle})
        {:noreply, %{state | greeted: true}}

      {:refused, error} ->
        refused(Answer.error(error, {state.handle.bridge, state.handle.generation}), state)

      {:dropped, session, number, count} ->
        forget_function(state.handle.functions, {session, number}, count)
        {:noreply, state}

      {:worker, news} ->
        Telemetry.event([:worker, news.event], %{}, %{bridge: state.handle.bridge, reason: news[:reason]})
        {:noreply, state}

      {:invalid, text} ->
        lost("it did not understand a message: #{text}", state)

      _ ->
        {:noreply, state}
    end
  end

  # Those that were sent and not dropped are held there, or on their way.
  defp forget_function(functions, function, count) do
    :ets.update_counter(functions, function, {3, -count})
    :ets.select_delete(functions, [{{function, :_, :"$1"}, [{:"=<", :"$1", 0}], [true]}])
  rescue
    ArgumentError -> 0
  end

  defp let_go({:session, session}, handle), do: Handle.close_session(handle, session)

  defp let_go({:slot, slot}, handle) do
    {first, last} = Frame.ids(slot)

    under_way =
      :ets.select(handle.calls, [{{:"$1", :_}, [{:>=, :"$1", first}, {:"=<", :"$1", last}], [:"$1"]}])

    for id <- under_way do
      Handle.post(handle, {:cancel, id})
      :ets.delete(handle.calls, id)
    end
  end

  defp lost(reason, %{greeted: false} = state) do
    refused(Error.environment("#{reason} before it answered", "see what it wrote to standard error"), state)
  end

  defp lost(reason, state) do
    for {_, waiting} <- :ets.tab2list(state.handle.calls), do: send(waiting, {waiting, {:lost, reason}})
    {:stop, {:shutdown, {:lost, reason}}, state}
  end

  defp refused(error, state) do
    GenServer.reply(state.starter, {:error, error})
    {:stop, {:shutdown, error}, state}
  end
end
