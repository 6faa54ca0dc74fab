defmodule Demo.Names do
  def run(x) do
    Toy.getItem(x)
    Toy.get_item(x)
    Toy.end(x)
    Toy.when_(x)
    Toy.fn(x)
    Toy.case(x)
    Toy.unquote_(x)
    Toy.length(x)
    Toy.data_frame(x)
    Toy."DataFrame"(x)
    Toy.max_size()
    Toy.nan()
    Toy."NAN"()
    Toy."NaN"()
    Toy.new(x)
    {:ok, one} = Toy.LowerCase_.new()
    Toy.LowerCase_.end(one)
    Toy.LowerCase_.new_(one)
    Toy.LowerCase.const()
  end
end
