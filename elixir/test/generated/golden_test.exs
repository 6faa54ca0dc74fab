defmodule SnakeBridge.Generated.GoldenTest do
  # The golden cases of generation, and the programs that use them, as Elixir sees them. That they are what is generated is tested in Rust.
  use ExUnit.Case, async: false

  alias SnakeBridge.GoldenModules

  @cases [__DIR__, "../../../tests/golden-elixir/*/expected.ex"]
         |> Path.join()
         |> Path.wildcard()
         |> Enum.sort()

  test "the cases are where they should be" do
    assert length(@cases) >= 10
  end

  for expected <- @cases do
    folder = Path.dirname(expected)
    @folder folder

    test "#{Path.basename(folder)}: modules are formatted and compile without warnings, with the program that uses them" do
      files = Enum.map(["expected.ex", "input.ex"], &Path.join(@folder, &1))

      for file <- files do
        text = File.read!(file)
        assert text == IO.iodata_to_binary([Code.format_string!(text), ?\n]), file
      end

      GoldenModules.forget()
      on_exit(&GoldenModules.forget/0)
      assert {:ok, modules, []} = Kernel.ParallelCompiler.compile(files)

      for module <- modules, function_exported?(module, :__python__, 0) do
        assert is_binary(module.__python__())
        assert Enum.all?(module.__functions__(), &callable?/1), inspect(module)
        assert module.__search__("no such function anywhere") == []
        assert Enum.all?(module.__classes__(), &match?({_, _, _}, &1))
      end
    end
  end

  defp callable?({name, arity, module, summary}) do
    is_binary(summary) and function_exported?(module, name, arity)
  end
end
