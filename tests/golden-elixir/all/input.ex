defmodule Demo.All do
  def run, do: Py.Toy.area(2)
end
