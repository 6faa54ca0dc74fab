defmodule Demo.Class do
  alias Toy.{Base, Derived, Failure}

  def run do
    {:ok, base} = Derived.new([1, 2, 3])
    Derived.label(base)
    Derived.set_label(base, "mine")
    Derived.size(base)
    Derived.kind()
    Derived.kind(base)
    Derived.both(base, base)
    Base.__len__(base)
    Base.__getitem__(base, 0)
    Base.__setitem__(base, 0, 5)
    Base.__call__(base, 2, times: 3)
    Base.Inner.new()
    {:error, error} = Base.fail(base, "no")
    Failure.is?(error)
  end
end
