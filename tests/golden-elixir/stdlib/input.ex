defmodule Demo.Stdlib do
  alias Builtins.Dict

  def run(x) do
    Math.sqrt(x)
    Math.hypot(x, x)
    Math.pi()
    Math.log(x)
    PyTime.time()
    Json.dumps(x, indent: 2)
    Json.JSONDecodeError.is?(x)
    Builtins.max(x)
    Builtins.max(x, x, key: nil)
    Builtins.len(x)
    Dict.new(a: 1)
    Dict.get(x, "a", [])
  end
end
