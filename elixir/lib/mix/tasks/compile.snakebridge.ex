defmodule Mix.Tasks.Compile.Snakebridge do
  @moduledoc """
  Generates the modules of the Python libraries that a project uses, and compiles them.

      def project do
        [
          compilers: [:snakebridge] ++ Mix.compilers(),
          # ...
        ]
      end

  Which libraries, and how much of each, is said by `snakebridge.toml` beside `mix.exs`. The modules are below the build path and not part of the
  project's sources; `snakebridge.manifest.json` and `snakebridge.lock`, which they are made from, are to be committed. With
  `SNAKEBRIDGE_STRICT=1` in the environment no Python is started, and what the manifest lacks is an error.

  ## Options

    * `--force` - compiles all generated modules again
  """

  use Mix.Task.Compiler

  alias Mix.SnakeBridge.{Modules, Program}
  alias Mix.Task.Compiler.Diagnostic

  @impl true
  def run(args) do
    {options, _, _} = OptionParser.parse(args, switches: [force: :boolean])
    if options[:force], do: File.rm(manifest())

    {report, status} =
      Program.report(["generate", "--host", "elixir", "--report", "--out-dir", folder(), "."])

    found = for ["diagnostic" | parts] <- report, do: diagnostic(parts)
    Enum.each(found, &show/1)

    cond do
      Enum.any?(found, &(&1.severity == :error)) ->
        {:error, found}

      status != 0 ->
        Mix.raise("`snakebridge generate` ended with status #{status}")

      true ->
        compile(found)
    end
  end

  defp compile(found) do
    manifest = manifest()

    case Modules.update(Modules.read(manifest), Modules.files(folder()), Mix.Project.compile_path()) do
      {:ok, _, false, _, _} ->
        {if(found == [], do: :noop, else: :ok), found}

      {kind, known, true, warnings, errors} ->
        Modules.write(manifest, known)
        told = Enum.map(warnings, &of_compiler(&1, :warning)) ++ Enum.map(errors, &of_compiler(&1, :error))
        {kind, found ++ told}
    end
  end

  defp diagnostic([severity, code, file, line, _column, message]) do
    %Diagnostic{
      compiler_name: "SnakeBridge",
      details: code,
      file: if(file == "", do: Path.expand("snakebridge.toml"), else: Path.expand(file)),
      message: message,
      position: if(line == "0", do: nil, else: String.to_integer(line)),
      severity: if(severity == "error", do: :error, else: :warning)
    }
  end

  defp of_compiler({file, position, message}, severity) do
    %Diagnostic{
      compiler_name: "SnakeBridge",
      file: file,
      message: IO.chardata_to_string(message),
      position: position,
      severity: severity
    }
  end

  defp show(%Diagnostic{} = diagnostic) do
    place = if diagnostic.position, do: ":#{diagnostic.position}", else: ""
    colour = if diagnostic.severity == :error, do: :red, else: :yellow
    said = String.replace(diagnostic.message, "\n", "\n  ")
    head = IO.ANSI.format([colour, "#{diagnostic.severity}"])

    Mix.shell().error([
      head,
      "[#{diagnostic.details}]: #{said}\n  #{Path.relative_to_cwd(diagnostic.file)}#{place}\n"
    ])
  end

  @impl true
  def manifests, do: [manifest()]

  @impl true
  def clean do
    Modules.clean(manifest(), Mix.Project.compile_path())
    File.rm_rf!(folder())
    :ok
  end

  defp manifest, do: Path.join(Mix.Project.manifest_path(), "compile.snakebridge")

  defp folder, do: Path.join(Mix.Project.app_path(), "snakebridge")
end
