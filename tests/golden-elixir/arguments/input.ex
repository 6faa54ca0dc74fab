defmodule Demo.Arguments do
  alias Toy.Thing

  def run(x, opts) do
    Toy.plain(x)
    Toy.plain(x, 2)
    Toy.plain(x, 2, 3)
    Toy.plain(x, 2, 3, 4)
    Toy.plain(x, b: 2)
    Toy.plain(x, 2, 3, 4, opts)
    Toy.keyed(x, key: 1)
    Toy.keyed(x, 2, key: 1)
    Toy.spread()
    Toy.spread(1, 2, 3)
    Toy.spread(1, sep: ",")
    Toy.after(x)
    Toy.after(x, 1, 2, 3, more: 4)
    Toy.only(x)
    Toy.only(x, a: 1)
    Toy.none()
    Toy.fresh()
    {:ok, thing} = Thing.new(3, name: "it")
    Thing.from_dict(%{"size" => 1})
    Thing.double(2)
    thing |> Thing.grow()
    Thing.grow(thing, 2)
  end
end
