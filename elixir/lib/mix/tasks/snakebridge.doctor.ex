defmodule Mix.Tasks.Snakebridge.Doctor do
  @shortdoc "Says which Python is used and why, and what is wrong"

  @moduledoc """
  Says which Python is used and why, what is installed, whether it works, and whether the project is set up for generated modules.

      mix snakebridge.doctor

  All options are those of `snakebridge doctor`.
  """

  use Mix.Task

  alias Mix.SnakeBridge.Program

  @impl true
  def run(args) do
    shell = Mix.shell()
    shell.info("Elixir #{System.version()}, OTP #{System.otp_release()}")
    shell.info("Program #{Program.path!()}")
    Enum.each(problems(), &shell.error("!! #{&1}"))
    Program.run!(["doctor" | args])
  end

  defp problems do
    compilers = Mix.Project.config()[:compilers] || Mix.compilers()

    [
      {:snakebridge in compilers,
       "the compiler is not run: write `compilers: [:snakebridge] ++ Mix.compilers()` in `project` of mix.exs"},
      {File.regular?("snakebridge.toml"),
       "there is no snakebridge.toml, which says what Python libraries are used: `mix snakebridge.setup` makes one"}
    ]
    |> Enum.flat_map(fn {fine?, problem} -> if fine?, do: [], else: [problem] end)
  end
end
