defmodule SnakeBridge.Bridge do
  @moduledoc """
  One `snakebridge serve` with its interpreters, under supervision. There is a default one, which is configured by `config :snakebridge`; a program that needs
  another Python beside it adds one to its supervision tree, or to `config :snakebridge, bridges: [...]`, and names it in calls:

      children = [{SnakeBridge.Bridge, name: MyApp.Legacy, settings: [python: "/opt/legacy/venv"]}]

      SnakeBridge.call("legacy", "run", [], __runtime__: [bridge: MyApp.Legacy])

  For several groups of interpreters with the same Python, pools are enough: `settings: [pools: [gpu: [workers: 2]]]` and `pool: :gpu`.

  Options:

  | option | meaning | if left out |
  |---|---|---|
  | `:name` | an atom, by which calls name it | required |
  | `:settings` | what `[serve]` of `snakebridge.toml` can say: `python`, `workers`, `pools`, `env`, `deadline`, `search_path` ... (`docs/serve.md`) | |
  | `:profiles` | names of deadlines, in milliseconds: `[batch: 3_600_000]` | |
  | `:config` | the path of a `snakebridge.toml` | the one in the working directory |
  | `:executable` | the path of `snakebridge` | `SNAKEBRIDGE_EXECUTABLE`, then the search path |
  | `:logs` | the lowest level of Python's log records to pass to `Logger`: `:error`, `:warning`, `:info`, `:debug`, or `:none` | `:warning` |
  | `:env` | environment variables of `snakebridge` itself, a list of pairs | |
  | `:current_dir` | its working directory | that of this program |

  It is started with the first call. If it ends, whatever waits for it gets an error of kind `:worker_died`, its objects are `:session_lost`, and the next call starts another.
  """

  use Supervisor

  alias SnakeBridge.Bridge.Gate
  alias SnakeBridge.{Error, Handle}

  @options [:name, :settings, :profiles, :config, :executable, :logs, :env, :current_dir]

  @doc false
  @spec options() :: [atom()]
  def options, do: @options

  @doc "Starts it; see the module's documentation for the options."
  @spec start_link(keyword()) :: Supervisor.on_start()
  def start_link(options) do
    for {key, _} <- options, key not in @options do
      raise ArgumentError,
            "#{inspect(key)} is no option of a bridge; there are #{Enum.map_join(@options, ", ", &inspect/1)}"
    end

    Supervisor.start_link(__MODULE__, options)
  end

  @doc false
  def child_spec(options) do
    %{
      id: {__MODULE__, Keyword.fetch!(options, :name)},
      start: {__MODULE__, :start_link, [options]},
      type: :supervisor
    }
  end

  @impl Supervisor
  def init(options) do
    name = Keyword.fetch!(options, :name)
    connections = Module.concat(name, Connections)
    news = Module.concat(name, News)

    gate = Map.new(options) |> Map.merge(%{connections: connections, news: news})

    # A connection whose gate is gone would be reached by nobody; one whose news are not passed on does its work all the same.
    children = [
      {Gate, gate},
      {DynamicSupervisor, name: connections, strategy: :one_for_one},
      {SnakeBridge.News, name: news}
    ]

    Supervisor.init(children, strategy: :rest_for_one)
  end

  @doc false
  @spec after_end_of(Handle.t()) :: {:ok, Handle.t()} | {:error, Error.t()}
  def after_end_of(handle), do: Gate.connect(handle.bridge, handle.pid)

  @doc false
  @spec handle(atom()) :: {:ok, Handle.t()} | {:error, Error.t()}
  def handle(name) do
    case :ets.lookup(name, :handle) do
      [{_, handle}] -> {:ok, handle}
      [] -> Gate.connect(name)
    end
  rescue
    ArgumentError ->
      {:error, Error.usage("there is no bridge #{inspect(name)}: start `SnakeBridge.Bridge` with that name")}
  end
end
