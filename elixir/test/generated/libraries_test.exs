defmodule SnakeBridge.Generated.LibrariesTest do
  # Whole libraries: `cargo xtask elixir libraries`. It takes minutes, and needs an index of packages once.
  use ExUnit.Case, async: false

  alias Mix.SnakeBridge.Modules

  @moduletag :libraries
  @moduletag timeout: :infinity

  @configuration """
  generate = "all"

  [python]
  version = "3.11"

  [libraries]
  datetime = "stdlib"
  json = "stdlib"
  pathlib = "stdlib"
  numpy = "2.4.6"
  pandas = "3.1.1"
  requests = "2.34.2"
  sqlalchemy = { package = "SQLAlchemy", version = "2.1.9" }
  """

  setup_all do
    root = Path.join(System.tmp_dir!(), "snakebridge-libraries-#{System.os_time()}")
    on_exit(fn -> File.rm_rf!(root) end)
    File.mkdir_p!(root)
    File.write!(Path.join(root, "snakebridge.toml"), @configuration)
    modules = Path.join(root, "modules")
    arguments = ["generate", "--host", "elixir", "--report", "--out-dir", modules, root]
    {:ok, executable} = SnakeBridge.Executable.find()
    {_, 0} = System.cmd(executable, arguments, env: [{"SNAKEBRIDGE_PROBE_TIMEOUT", "600"}])
    {:ok, files: Modules.files(modules), ebin: Path.join(root, "ebin")}
  end

  test "every module is formatted", %{files: files} do
    assert length(files) > 1000

    is_formatted = fn file ->
      text = File.read!(file)
      {file, text == IO.iodata_to_binary([Code.format_string!(text), ?\n])}
    end

    results = Task.async_stream(files, is_formatted, ordered: false, timeout: :infinity)
    assert [] = for({:ok, {file, false}} <- results, do: file)
  end

  test "every module compiles without warnings", %{files: files, ebin: ebin} do
    before = System.monotonic_time(:millisecond)
    assert {:ok, known, true, [], []} = Modules.update(%{}, files, ebin)
    took = System.monotonic_time(:millisecond) - before
    assert map_size(known) == length(files)
    assert Enum.all?(known, fn {_, {_, modules}} -> length(modules) == 1 end)
    IO.puts("#{length(files)} modules in #{div(took, 1000)} s")
    assert {:ok, ^known, false, [], []} = Modules.update(known, files, ebin)
  end
end
