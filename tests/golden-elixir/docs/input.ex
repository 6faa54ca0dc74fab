defmodule Demo.Docs do
  def run(x), do: [Toy.documented(x), Toy.other(x), Toy.silent(x, x), Toy.bidi()]
end
