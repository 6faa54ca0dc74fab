defmodule Mix.Tasks.Snakebridge.Generate do
  @shortdoc "Generates manifest and lock of the Python libraries that are used"

  @moduledoc """
  Brings `snakebridge.manifest.json` and `snakebridge.lock` up to date with what the project uses of Python.

      mix snakebridge.generate
      mix snakebridge.generate --check   # changes nothing; fails if they are not up to date, and says why
      mix snakebridge.generate --diff    # changes nothing; shows how what is used differs from what the manifest says
      mix snakebridge.generate --out-dir lib/python

  The compiler does the same with every `mix compile`; with `--out-dir` the modules are written to a folder, to be looked at.
  All options are those of `snakebridge generate`.
  """

  use Mix.Task

  @impl true
  def run(args), do: Mix.SnakeBridge.Program.run!(["generate", "--host", "elixir" | args])
end
