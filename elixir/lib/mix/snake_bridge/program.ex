defmodule Mix.SnakeBridge.Program do
  @moduledoc false
  # The program `snakebridge`, as Mix tasks run it.

  alias SnakeBridge.{Error, Executable}

  @doc "Its path; in a checkout of SnakeBridge's repository it is built if it is not there."
  @spec path!() :: Path.t()
  def path! do
    case Executable.find() do
      {:ok, path} -> path
      {:error, error} -> build(Executable.repository(), error)
    end
  end

  @doc "Builds it in a checkout of the repository, which takes no time if it is built; says whether there is one."
  @spec build() :: boolean()
  def build do
    case Executable.repository() do
      nil -> false
      repository -> build(repository, nil) && true
    end
  end

  defp build(nil, error), do: Mix.raise(Error.message(error))

  defp build(repository, _error) do
    Mix.shell().info("Building `snakebridge` in #{repository}")
    arguments = ["build", "--release", "--quiet", "--package", "snakebridge-cli"]

    with cargo when cargo != nil <- System.find_executable("cargo"),
         {_, 0} <- System.cmd(cargo, arguments, cd: repository, into: IO.stream()),
         {:ok, path} <- Executable.find() do
      path
    else
      nil -> Mix.raise("`snakebridge` is not built, and there is no `cargo`: install Rust, https://rustup.rs")
      {:error, error} -> Mix.raise(Error.message(error))
      {_, status} -> Mix.raise("`snakebridge` cannot be built: cargo ended with status #{status}")
    end
  end

  @doc "Runs it for people: what it prints is shown, and a failure ends the task."
  @spec run!([String.t()]) :: :ok
  def run!(arguments) do
    case System.cmd(path!(), arguments, into: IO.stream()) do
      {_, 0} -> :ok
      {_, status} -> Mix.raise("`snakebridge #{hd(arguments)}` ended with status #{status}")
    end
  end

  @doc "Runs it for a program: what it reports, line by line, and its status. What it says to people is shown as it comes."
  @spec report([String.t()]) :: {[[String.t()]], non_neg_integer()}
  def report(arguments) do
    {text, status} = System.cmd(path!(), arguments)
    {text |> String.split("\n", trim: true) |> Enum.map(&parts/1), status}
  end

  defp parts(line), do: line |> String.split("\t") |> Enum.map(&unescape/1)

  defp unescape(part) do
    Regex.replace(~r/\\(.)/, part, fn
      _, "n" -> "\n"
      _, "t" -> "\t"
      _, other -> other
    end)
  end
end
