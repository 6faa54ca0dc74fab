defmodule SnakeBridge.Options do
  @moduledoc false
  # What a call says of how it is to be made, as opposed to what Python is told.

  alias SnakeBridge.Session

  defstruct bridge: nil, session: nil, pool: nil, wire: %{}, atoms: %{}, want: :value

  @type t :: %__MODULE__{
          bridge: atom() | nil,
          session: Session.t() | nil,
          pool: String.t() | nil,
          wire: map(),
          atoms: SnakeBridge.Atoms.table(),
          want: :value | :object
        }

  @defaults {__MODULE__, :defaults}

  @gone %{
    affinity: "a session always stays with one interpreter; leave it out",
    idempotent: "answers are not kept; leave it out",
    session_id:
      "open a session and pass it as `session:`, or use objects as they are: they know their session",
    stream_timeout: "a stream has the `timeout:` of each of its pulls; say that"
  }

  @doc "The options of one call, under them those of `SnakeBridge.with_runtime/2`."
  @spec new(keyword()) :: t()
  def new(runtime) do
    case {Process.get(@defaults, []), runtime} do
      {[], []} -> %__MODULE__{}
      {defaults, runtime} -> Enum.reduce(defaults ++ runtime, %__MODULE__{}, &put/2)
    end
  end

  @doc "Runs the function with these options as this process's defaults."
  @spec with_defaults(keyword(), (() -> result)) :: result when result: term()
  def with_defaults(runtime, fun) do
    before = Process.get(@defaults, [])
    _ = Enum.reduce(runtime, %__MODULE__{}, &put/2)
    Process.put(@defaults, before ++ runtime)

    try do
      fun.()
    after
      Process.put(@defaults, before)
    end
  end

  @spec defaults() :: keyword()
  def defaults, do: Process.get(@defaults, [])

  @spec put_defaults(keyword()) :: :ok
  def put_defaults(runtime) do
    Process.put(@defaults, runtime)
    :ok
  end

  defp put({:timeout, :infinity}, options), do: %{options | wire: Map.delete(options.wire, :deadline)}
  defp put({:timeout, ms}, options) when is_integer(ms) and ms >= 0, do: wire(options, :deadline, ms)
  defp put({:timeout_profile, name}, options), do: put({:profile, name}, options)
  defp put({:profile, nil}, options), do: options

  defp put({:profile, name}, options) when is_atom(name) or is_binary(name),
    do: wire(options, :profile, to_string(name))

  defp put({:await, await}, options) when is_boolean(await), do: wire(options, :await, await)
  defp put({:dicts, :pairs}, options), do: wire(options, :dicts, :pairs)
  defp put({:dicts, :maps}, options), do: %{options | wire: Map.delete(options.wire, :dicts)}

  defp put({:session, session}, options) when session == nil or is_struct(session, Session),
    do: %{options | session: session}

  defp put({:bridge, name}, options) when is_atom(name), do: %{options | bridge: name}
  defp put({:pool_name, name}, options), do: put({:pool, name}, options)
  defp put({:pool, nil}, options), do: %{options | pool: nil}

  defp put({:pool, name}, options) when is_atom(name) or is_binary(name),
    do: %{options | pool: to_string(name)}

  defp put({:atoms, atoms}, options) when is_list(atoms),
    do: %{options | atoms: SnakeBridge.Atoms.table(atoms)}

  defp put({:want, want}, options) when want in [:value, :object], do: %{options | want: want}

  defp put({gone, _}, _) when is_map_key(@gone, gone) do
    raise ArgumentError, "there is no runtime option #{inspect(gone)}: #{Map.fetch!(@gone, gone)}"
  end

  defp put(other, _) do
    raise ArgumentError,
          "#{inspect(other)} is no runtime option; there are :timeout, :profile, :session, :pool, :bridge, :await, :dicts, :atoms and :want (and :batch, for streams)"
  end

  defp wire(options, key, value), do: %{options | wire: Map.put(options.wire, key, value)}
end
