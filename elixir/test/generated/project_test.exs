defmodule SnakeBridge.Generated.ProjectTest do
  # A Mix project with the compiler, as people have it: with processes of its own.
  use ExUnit.Case, async: false

  @moduletag timeout: 300_000

  @python """
  def area(width, height=1):
      return width * height

  def perimeter(width, height):
      return 2 * (width + height)

  class Box:
      def __init__(self, side):
          self.side = side

      def volume(self):
          return self.side ** 3
  """

  @program """
  defmodule Demo do
    alias Shapes.Box

    def run do
      {:ok, box} = Box.new(2)
      {:ok, volume} = box |> Box.volume()
      {:ok, area} = Shapes.area(3, height: 2)
      {volume, area}
    end
  end
  """

  setup_all do
    root =
      Path.join(System.tmp_dir!(), "snakebridge-#{System.unique_integer([:positive])}-#{System.os_time()}")

    on_exit(fn -> File.rm_rf!(root) end)
    write(root, "shapes.py", @python)
    write(root, "snakebridge.toml", "[libraries]\nshapes = { path = \"shapes.py\" }\n")
    write(root, "lib/demo.ex", @program)

    write(root, "mix.exs", """
    defmodule Demo.MixProject do
      use Mix.Project

      def project do
        [
          app: :demo,
          version: "0.1.0",
          compilers: [:snakebridge] ++ Mix.compilers(),
          deps: [{:snakebridge, path: #{inspect(Path.expand("../..", __DIR__))}}]
        ]
      end
    end
    """)

    {:ok, root: root}
  end

  setup %{root: root} do
    write(root, "lib/demo.ex", @program)
    {_, 0} = mix(root, ["compile"])
    :ok
  end

  test "what is used is generated, compiled, and works", %{root: root} do
    assert {said, 0} = mix(root, ["run", "-e", "IO.inspect(Demo.run())"])
    assert said =~ "{8, 6}"
    assert File.regular?(Path.join(root, "snakebridge.manifest.json"))
    assert File.regular?(Path.join(root, "_build/dev/lib/demo/ebin/Elixir.Shapes.Box.beam"))
  end

  test "nothing is done when nothing changed, and only what changed is compiled", %{root: root} do
    beam = Path.join(root, "_build/dev/lib/demo/ebin/Elixir.Shapes.Box.beam")
    before = File.stat!(beam)
    assert {"", 0} = mix(root, ["compile"])
    change(root, "{volume, area}", "{volume, area, Shapes.perimeter(1, 2)}")
    assert {_, 0} = mix(root, ["compile", "--warnings-as-errors"])
    assert File.stat!(beam) == before
    assert {said, 0} = mix(root, ["run", "-e", "IO.inspect(Demo.run())"])
    assert said =~ "{8, 6, {:ok, 6}}"
  end

  test "mistakes are errors of the compiler, with their places", %{root: root} do
    change(root, "Shapes.area(3, height: 2)", "Shapes.area(3, hight: 2)")
    assert {said, 1} = mix(root, ["compile"])
    assert said =~ "SB0013" and said =~ "there is `height`" and said =~ "lib/demo.ex:7"
    change(root, "hight: 2", "height: 2)\n    Shapes.volume(1")
    assert {said, 1} = mix(root, ["compile"])
    assert said =~ "SB0005" and said =~ "lib/demo.ex:8"
  end

  test "in strict mode nothing is asked of Python", %{root: root} do
    assert {_, 0} = mix(root, ["compile", "--force"], [{"SNAKEBRIDGE_STRICT", "1"}])
    assert {_, 0} = mix(root, ["snakebridge.generate", "--check"])
    change(root, "{volume, area}", "{volume, area, Shapes.perimeter(1, 2)}")
    assert {said, 1} = mix(root, ["compile"], [{"SNAKEBRIDGE_STRICT", "1"}])
    assert said =~ "SB0006" and said =~ "shapes.perimeter"
    assert {said, 1} = mix(root, ["snakebridge.generate", "--check"])
    assert said =~ "SB0012" and said =~ "shapes.perimeter"
  end

  test "what is not used any more goes, and everything with `mix clean`", %{root: root} do
    box = Path.join(root, "_build/dev/lib/demo/ebin/Elixir.Shapes.Box.beam")
    assert File.regular?(box)
    write(root, "lib/demo.ex", "defmodule Demo do\n  def run, do: Shapes.area(1)\nend\n")
    assert {_, 0} = mix(root, ["compile"])
    refute File.exists?(box)
    assert {_, 0} = mix(root, ["clean"])
    refute File.exists?(Path.join(root, "_build/dev/lib/demo/ebin/Elixir.Shapes.beam"))
    refute File.exists?(Path.join(root, "_build/dev/lib/demo/snakebridge"))
  end

  test "the doctor says what is there", %{root: root} do
    assert {said, 0} = mix(root, ["snakebridge.doctor"])
    assert said =~ "Elixir #{System.version()}" and said =~ "a worker starts"
    refute said =~ "!!"
  end

  defp write(root, name, text) do
    path = Path.join(root, name)
    File.mkdir_p!(Path.dirname(path))
    File.write!(path, text)
  end

  # Mix compares times of whole seconds before it compares contents: a new time makes sure that it looks.
  defp change(root, from, to) do
    path = Path.join(root, "lib/demo.ex")
    text = File.read!(path)
    assert text =~ from
    File.write!(path, String.replace(text, from, to))
    File.touch!(path, System.os_time(:second) + :erlang.unique_integer([:positive, :monotonic]))
  end

  defp mix(root, arguments, environment \\ []) do
    usual = [{"MIX_ENV", "dev"}, {"SNAKEBRIDGE_STRICT", nil}, {"MIX_BUILD_PATH", nil}]
    System.cmd("mix", arguments, cd: root, env: usual ++ environment, stderr_to_stdout: true)
  end
end
