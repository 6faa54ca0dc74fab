defmodule Mix.Tasks.Snakebridge.Coverage do
  @shortdoc "Says how well Python libraries are wrapped"

  @moduledoc """
  Says how well libraries are wrapped: where signatures come from, how much is typed, what is left out and why.

      mix snakebridge.coverage
      mix snakebridge.coverage numpy --html coverage.html

  Without a name, the libraries of `snakebridge.toml`. All options are those of `snakebridge coverage`.
  """

  use Mix.Task

  @impl true
  def run(args), do: Mix.SnakeBridge.Program.run!(["coverage" | args])
end
