defmodule SnakeBridge.Case do
  @moduledoc """
  What tests share: bridges of their own for what would disturb others, and waiting for what comes about without anybody's saying so.
  """

  use ExUnit.CaseTemplate

  alias SnakeBridge.{Bridge, Handle, Request}

  @toys Path.expand("../../../crates/snakebridge-testkit/toys", __DIR__)

  using do
    quote do
      import SnakeBridge.Case
      alias SnakeBridge.{Error, Expr, Ref}
    end
  end

  @doc "The folder of the toy modules."
  def toys, do: @toys

  @doc "Settings with which Python has numpy: `cargo xtask elixir test` provides it."
  def numpy do
    if python = System.get_env("SNAKEBRIDGE_TEST_NUMPY"), do: [python: python], else: []
  end

  @doc "A bridge for one test alone, as a runtime option."
  def own_bridge(options \\ []) do
    name = Module.concat(SnakeBridge.Case, "Bridge#{System.unique_integer([:positive])}")
    settings = Keyword.merge([search_path: [@toys]], Keyword.get(options, :settings, []))
    ExUnit.Callbacks.start_supervised!({Bridge, Keyword.merge(options, name: name, settings: settings)})
    [bridge: name]
  end

  @doc "The number of the process `snakebridge serve` of a bridge."
  def server_pid(bridge) do
    {:ok, handle} = Bridge.handle(bridge)
    {:os_pid, pid} = Port.info(handle.port, :os_pid)
    pid
  end

  @doc "What this side of a bridge holds: calls under way, functions lent, processes watched."
  def held_here(bridge) do
    {:ok, handle} = Bridge.handle(bridge)
    GenServer.call(handle.pid, :held)
  end

  @doc "What the other side of a bridge holds: sessions, objects, functions, requests, calls of functions."
  def held_there(bridge) do
    {:ok, handle} = Bridge.handle(bridge)
    {id, waiting} = Request.start(handle)
    :ok = Handle.write(handle, {:stats, id})
    frame = Request.next(waiting)
    Request.finish(handle, id, waiting)
    {:ok, stats} = SnakeBridge.Answer.of(frame, handle)
    stats
  end

  @doc "Until it holds; the test fails if it does not within a generous time."
  def eventually(condition, attempts \\ 1_000) do
    case condition.() do
      truthy when truthy not in [nil, false] ->
        truthy

      _ when attempts > 0 ->
        Process.sleep(10)
        eventually(condition, attempts - 1)

      last ->
        ExUnit.Assertions.flunk("it never came about; at last it was #{inspect(last)}")
    end
  end

  @doc "Whether a process of the operating system is there, and is no zombie."
  def alive?(pid) do
    case File.read("/proc/#{pid}/stat") do
      {:ok, stat} -> not (stat =~ ~r/\) [ZX] /)
      {:error, _} -> false
    end
  end

  @doc "The processes below one."
  def children(pid) do
    for path <- Path.wildcard("/proc/[0-9]*/stat"),
        {:ok, stat} <- [File.read(path)],
        [_, parent] <- [Regex.run(~r/\) \S (\d+)/, stat)],
        String.to_integer(parent) == pid,
        child = path |> Path.dirname() |> Path.basename() |> String.to_integer(),
        process <- [child | children(child)] do
      process
    end
  end
end
