defmodule Mix.SnakeBridge.Modules do
  @moduledoc false
  # The generated modules of a project: which are compiled, from which files. Only what changed is compiled again.

  @version 1

  @typep entry :: {digest :: binary(), modules :: [module()]}
  @type t :: %{Path.t() => entry()}

  @doc "The files below a folder."
  @spec files(Path.t()) :: [Path.t()]
  def files(folder), do: folder |> Path.join("**/*.ex") |> Path.wildcard()

  @doc "What was compiled; nothing if it was with another Elixir."
  @spec read(Path.t()) :: t()
  def read(manifest) do
    with {:ok, binary} <- File.read(manifest),
         {@version, version, known} <- :erlang.binary_to_term(binary),
         true <- version == versions() do
      known
    else
      _ -> %{}
    end
  rescue
    ArgumentError -> %{}
  end

  @doc "Notes what was compiled."
  @spec write(Path.t(), t()) :: :ok
  def write(manifest, known) do
    File.mkdir_p!(Path.dirname(manifest))
    File.write!(manifest, :erlang.term_to_binary({@version, versions(), known}))
  end

  defp versions, do: {System.version(), System.otp_release()}

  @doc "Compiles the files that changed, and removes what has no file any more."
  @spec update(t(), [Path.t()], Path.t()) :: {:ok | :error, t(), changed :: boolean(), [tuple()], [tuple()]}
  def update(known, files, ebin) do
    digests = Map.new(files, fn file -> {file, :erlang.md5(File.read!(file))} end)
    is_same = fn {file, {digest, _}} -> digests[file] == digest end
    {same, others} = Enum.split_with(known, is_same)
    same = for {_, {_, modules}} = entry <- same, Enum.all?(modules, &there?(ebin, &1)), into: %{}, do: entry
    stale = files |> Enum.reject(&is_map_key(same, &1)) |> Enum.sort()
    Enum.each(others, fn {_, {_, modules}} -> Enum.each(modules, &forget(ebin, &1)) end)

    if stale == [] do
      {:ok, same, others != [], [], []}
    else
      compile(same, stale, digests, ebin)
    end
  end

  defp compile(same, stale, digests, ebin) do
    File.mkdir_p!(ebin)
    Code.prepend_path(ebin)
    options = [docs: true, debug_info: true, ignore_module_conflict: true]
    before = Map.take(Code.compiler_options(), Keyword.keys(options))
    Code.compiler_options(options)
    {:ok, made} = Agent.start_link(fn -> [] end)
    note = fn file, module, _ -> Agent.update(made, &[{Path.relative_to_cwd(file), module} | &1]) end

    try do
      case Kernel.ParallelCompiler.compile_to_path(stale, ebin, each_module: note) do
        {:ok, _, warnings} ->
          modules = made |> Agent.get(& &1) |> Enum.group_by(&elem(&1, 0), &elem(&1, 1))
          entry = fn file -> {file, {digests[file], Map.get(modules, Path.relative_to_cwd(file), [])}} end
          {:ok, Map.merge(same, Map.new(stale, entry)), true, warnings, []}

        {:error, errors, warnings} ->
          {:error, same, true, warnings, errors}
      end
    after
      Agent.stop(made)
      Code.compiler_options(Enum.to_list(before))
    end
  end

  @doc "Removes everything that was compiled."
  @spec clean(Path.t(), Path.t()) :: :ok
  def clean(manifest, ebin) do
    for {_, {_, modules}} <- read(manifest), module <- modules, do: forget(ebin, module)
    _ = File.rm(manifest)
    :ok
  end

  defp there?(ebin, module), do: File.regular?(beam(ebin, module))

  defp forget(ebin, module) do
    _ = File.rm(beam(ebin, module))
    :code.purge(module)
    :code.delete(module)
  end

  defp beam(ebin, module), do: Path.join(ebin, "#{module}.beam")
end
