defmodule SnakeBridge.Telemetry do
  @moduledoc """
  Events for `:telemetry`, if the program has it. Without it they cost nothing.

  | event | measurements | metadata |
  |---|---|---|
  | `[:snakebridge, :call, :start]` | `system_time`, `monotonic_time` | `call`: the expression; `bridge` |
  | `[:snakebridge, :call, :stop]` | `duration`, `monotonic_time` | the same, and `outcome`: `:ok` or the `kind` of the error |
  | `[:snakebridge, :call, :exception]` | `duration` | the same, and `kind`, `reason`, `stacktrace` |
  | `[:snakebridge, :callback, :start \| :stop \| :exception]` | as above | `callback`: its name |
  | `[:snakebridge, :session, :open \| :close]` | | `session`, `bridge`: explicit sessions only |
  | `[:snakebridge, :worker, :replaced \| :recycled]` | | `reason`, `bridge` |
  | `[:snakebridge, :bridge, :up \| :down]` | | `bridge` |

  Times are in native units. Opening a stream is a call; the pulls of its items are none.
  """

  @here {__MODULE__, :here}

  @doc false
  @spec look() :: :ok
  def look, do: :persistent_term.put(@here, Code.ensure_loaded?(:telemetry))

  @doc false
  @spec event([atom()], map(), map()) :: :ok
  def event(name, measurements, metadata) do
    if here?(), do: apply(:telemetry, :execute, [[:snakebridge | name], measurements, metadata])
    :ok
  end

  @doc false
  @spec span(term(), SnakeBridge.Options.t(), (() -> answer)) :: answer
        when answer: {:ok, term()} | {:error, term()}
  def span(call, options, fun) do
    if here?() do
      metadata = %{call: call, bridge: options.bridge || SnakeBridge.Default}

      apply(:telemetry, :span, [
        [:snakebridge, :call],
        metadata,
        fn ->
          answer = fun.()
          {answer, Map.put(metadata, :outcome, outcome(answer))}
        end
      ])
    else
      fun.()
    end
  end

  @doc false
  @spec callback(SnakeBridge.Callback.t(), (() -> result)) :: result when result: term()
  def callback(callback, fun) do
    if here?() do
      metadata = %{callback: callback.name}
      apply(:telemetry, :span, [[:snakebridge, :callback], metadata, fn -> {fun.(), metadata} end])
    else
      fun.()
    end
  end

  defp here?, do: :persistent_term.get(@here, false)

  defp outcome({:ok, _}), do: :ok
  defp outcome({:error, %{kind: kind}}), do: kind
end
