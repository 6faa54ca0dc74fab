defmodule Demo.Types do
  def run(x) do
    Toy.scalars(x, x, x, x)
    Toy.optional(x)
    Toy.containers(x, x)
    Toy.mapping(x)
    Toy.many()
    Toy.later()
    Toy.date()
    Toy.either()
    Toy.Thing.same(x)
    Toy.thing()
  end
end
