defmodule SnakeBridge.Corpus.Describe.Parts do
  @moduledoc "What expressions give, and what is in containers, described."

  import SnakeBridge.Expr, only: [path: 1, item: 2, call: 2, run!: 1, run!: 2, object!: 1]

  alias SnakeBridge.Corpus.Describe

  @doc "What an expression gives, described."
  def got(expr, levels), do: expr |> run!(dicts: :pairs) |> Describe.value(levels)

  @doc "`list(..)`"
  def listed(expr), do: call(path("builtins.list"), [expr])

  @doc "The items of a list or tuple: as objects, so that what contains itself is known again."
  def contents(list, levels) do
    list = object!(list)

    for index <- indices(run!(call(path("builtins.len"), [list]))),
        do: Describe.object(object!(item(list, index)), levels)
  end

  @doc "The indices of so many items."
  def indices(0), do: []
  def indices(count), do: 0..(count - 1)
end
