defmodule SnakeBridge.Application do
  @moduledoc false
  # What optional packages are there; the default bridge, and those of `config :snakebridge, bridges: [...]`. None starts anything before its first call.

  use Application

  @impl Application
  def start(_type, _arguments) do
    SnakeBridge.Telemetry.look()
    SnakeBridge.Decimal.look()
    common = Application.get_all_env(:snakebridge)
    named = Keyword.get(common, :bridges, [])
    common = Keyword.take(common, SnakeBridge.Bridge.options())
    bridges = [[name: SnakeBridge.Default] | named]
    children = for bridge <- bridges, do: {SnakeBridge.Bridge, Keyword.merge(common, bridge)}
    Supervisor.start_link(children, strategy: :one_for_one, name: SnakeBridge.Supervisor)
  end
end
