defmodule Demo.Values do
  alias Toy.{Color, Level}

  def run do
    [Toy.pi(), Toy.name(), Toy.nothing(), Toy.table()]
    [Color.red(), Color.names(), Level.low(), Level."HIGH"(), Level.middle()]
  end
end
