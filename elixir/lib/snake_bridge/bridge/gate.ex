defmodule SnakeBridge.Bridge.Gate do
  @moduledoc false
  # Starts the connection of a bridge when one is needed, once for all who need it, and says where it is: in a table of the bridge's name.

  use GenServer

  alias SnakeBridge.{Answer, Connection, Error, Executable, Handle}

  @spec start_link(map()) :: GenServer.on_start()
  def start_link(options), do: GenServer.start_link(__MODULE__, options, name: process(options.name))

  @doc "The connection, started if there is none, or none but one that is known to have ended."
  @spec connect(atom(), pid() | nil) :: {:ok, Handle.t()} | {:error, Error.t()}
  def connect(bridge, ended \\ nil) do
    GenServer.call(process(bridge), {:connect, ended}, :infinity)
  catch
    :exit, reason -> {:error, Error.bridge_died("it was stopped: #{Exception.format_exit(reason)}")}
  end

  defp process(bridge), do: Module.concat(bridge, Gate)

  @impl GenServer
  def init(options) do
    :ets.new(options.name, [:set, :protected, :named_table, read_concurrency: true])
    {:ok, options}
  end

  @impl GenServer
  def handle_call({:connect, ended}, _, options) do
    case :ets.lookup(options.name, :handle) do
      [{_, %{pid: pid} = handle}] when pid != ended -> {:reply, {:ok, handle}, options}
      _ -> {:reply, start(options), options}
    end
  end

  @impl GenServer
  def handle_info({:DOWN, _, :process, pid, _}, options) do
    case :ets.lookup(options.name, :handle) do
      [{_, %{pid: ^pid}}] -> :ets.delete(options.name, :handle)
      _ -> :another
    end

    {:noreply, options}
  end

  defp start(options) do
    greeting = make_ref()

    with {:ok, executable} <- Executable.find(options),
         child = {Connection, connection(options, executable, {self(), greeting})},
         {:ok, pid} <- DynamicSupervisor.start_child(options.connections, child),
         {:ok, handle} <- greeted(greeting, Process.monitor(pid)) do
      :ets.insert(options.name, {:handle, handle})
      {:ok, handle}
    else
      {:error, %Error{} = error} ->
        {:error, error}

      {:error, reason} ->
        {:error, Error.environment("`snakebridge` could not be started: #{inspect(reason)}", "see its log")}
    end
  end

  # It may take as long as an installation of libraries does.
  defp greeted(greeting, monitor) do
    receive do
      {^greeting, answer} -> answer
      {:DOWN, ^monitor, _, _, reason} -> {:error, Answer.lost(reason)}
    end
  end

  defp connection(options, executable, starter) do
    config = if path = options[:config], do: ["--config", path], else: []

    %{
      bridge: options.name,
      generation: System.unique_integer([:positive, :monotonic]),
      executable: executable,
      arguments: ["serve" | config],
      env: options[:env] || [],
      current_dir: options[:current_dir],
      news: options.news,
      starter: starter,
      hello: hello(options)
    }
  end

  defp hello(options) do
    settings = plain(options[:settings] || [])
    profiles = plain(options[:profiles] || [])
    settings = if profiles == %{}, do: settings, else: Map.put(settings, "profiles", profiles)
    %{"logs" => level(options[:logs] || :warning), "workers" => true, "settings" => settings}
  end

  defp level(:none), do: nil
  defp level(level) when level in [:error, :warning, :info, :debug], do: Atom.to_string(level)

  defp level(other),
    do: raise(ArgumentError, "#{inspect(other)} is no level of Python's logs that a bridge can pass on")

  # Configuration is written with keyword lists and atoms, and travels as text.
  defp plain([]), do: %{}

  defp plain(settings) do
    Map.new(settings, fn {name, value} -> {to_string(name), setting(value)} end)
  end

  defp setting([{name, _} | _] = pairs) when is_atom(name) or is_binary(name), do: plain(pairs)
  defp setting(%{} = map), do: plain(map)
  defp setting(list) when is_list(list), do: Enum.map(list, &setting/1)
  defp setting(plain) when is_boolean(plain) or is_number(plain) or is_binary(plain), do: plain
  defp setting(atom) when is_atom(atom), do: Atom.to_string(atom)
end
