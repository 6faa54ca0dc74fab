defmodule SnakeBridge.Executable do
  @moduledoc """
  Where the program `snakebridge` is.

  The first of these that is there: `config :snakebridge, executable: path` (or the option of a bridge), the environment variable `SNAKEBRIDGE_EXECUTABLE`, in a
  checkout of SnakeBridge's repository its own `target/release` or `target/debug`, `snakebridge` on the search path.
  """

  alias SnakeBridge.Error

  @name "snakebridge"

  # The repository that this was compiled in, if it was.
  @repository Path.expand("../../..", __DIR__)

  @doc "Its path."
  @spec find(map()) :: {:ok, Path.t()} | {:error, Error.t()}
  def find(options \\ %{}) do
    named = options[:executable] || System.get_env("SNAKEBRIDGE_EXECUTABLE")

    cond do
      named != nil -> named |> Path.expand() |> usable()
      built = Enum.find(built(), &File.regular?/1) -> {:ok, built}
      found = System.find_executable(@name) -> {:ok, found}
      true -> {:error, missing("there is no program `#{@name}` on the search path")}
    end
  end

  @doc "Where a checkout of the repository would have it."
  @spec built() :: [Path.t()]
  def built do
    target = System.get_env("CARGO_TARGET_DIR") || Path.join(@repository, "target")

    case repository() do
      nil -> []
      _ -> for kind <- ["release", "debug"], do: Path.join([target, kind, @name])
    end
  end

  @doc "The checkout of the repository that this package was compiled in, if it was compiled in one."
  @spec repository() :: Path.t() | nil
  def repository do
    if File.regular?(Path.join(@repository, "crates/snakebridge-cli/Cargo.toml")), do: @repository
  end

  defp usable(path) do
    if File.regular?(path), do: {:ok, path}, else: {:error, missing("there is no program at `#{path}`")}
  end

  defp missing(what) do
    fix =
      if repository(),
        do: "run `cargo build --release --package snakebridge-cli` in #{@repository}",
        else:
          "install it with `cargo install snakebridge-cli`, or name it with `config :snakebridge, executable: \"...\"`"

    Error.environment(what, fix)
  end
end
