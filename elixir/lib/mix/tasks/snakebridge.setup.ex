defmodule Mix.Tasks.Snakebridge.Setup do
  @shortdoc "Makes everything ready: the program, a Python, the packages"

  @moduledoc """
  Makes everything ready that a project needs: the program `snakebridge`, which is built if this is a checkout of its repository; a `snakebridge.toml`
  to start with, if there is none; a Python with the packages that it asks for.

      mix snakebridge.setup
  """

  use Mix.Task

  alias Mix.SnakeBridge.Program

  @start """
  # Which Python this project uses, and which libraries: https://github.com/snakebridge/snakebridge, docs/configuration.md

  [libraries]
  math = "stdlib"
  # numpy = ">=2,<3"
  # helpers = { path = "python/helpers.py" }
  """

  @impl true
  def run(_args) do
    Program.build()

    unless File.regular?("snakebridge.toml") do
      File.write!("snakebridge.toml", @start)
      Mix.shell().info("Wrote snakebridge.toml")
    end

    Mix.Task.run("snakebridge.doctor")
  end
end
