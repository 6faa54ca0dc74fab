defmodule SnakeBridge.GoldenModules do
  @moduledoc """
  The modules of golden cases of generation, which share names.
  """

  @roots ~w(Builtins Demo Json Math Py PyTime Toy)

  @doc "Unloads all of them."
  def forget do
    for {module, _} <- :code.all_loaded(),
        ["Elixir", root | _] <- [String.split("#{module}", ".")],
        root in @roots do
      :code.purge(module)
      :code.delete(module)
    end
  end
end
