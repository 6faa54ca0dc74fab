defmodule Demo.Scan do
  require Toy, as: T
  import Toy, except: [five: 1]
  alias __MODULE__.Helper
  @functions %{three: &T.three/1}

  defmodule Helper do
    def five(x), do: x
  end

  def run(x) do
    x |> T.one() |> T.two(x)
    toy = Toy
    toy.four(x)
    apply(Toy, :five, [x])
    Helper.five(x)
    two(x, x)
    {@functions, %{box: Toy.Box}}
  end

  def open(box), do: Toy.Box.open(box)
end
