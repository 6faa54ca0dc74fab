defmodule Demo.Aliases do
  alias Toy.DeepPart.Core, as: C
  import Toy, only: [start: 1]
  @motor Toy.Motor

  def run(x) do
    {:ok, engine} = Toy.Engine.new()
    Toy.Engine.run(engine)
    {:ok, same} = C.Engine.new()
    C.Engine.run(same, 2)
    C.start(same)
    start(engine)
    @motor.start(engine)
    @motor.Engine.Part.new()
    Enum.map(x, &C.start/1)
  end
end
