defmodule SnakeBridge.Corpus.Describe.Class do
  @moduledoc "The type of an object, read without running code of the type or of its metaclass."

  import SnakeBridge.Corpus.Canonical, only: [tagged: 2]
  import SnakeBridge.Expr, only: [path: 1, attr: 2, item: 2, call: 2, object!: 1]

  alias SnakeBridge.{Error, Expr, Ref}

  defstruct [:object, :bases, :names]

  @doc "The type, the names of its bases in method resolution order, and the bases themselves."
  def of(ref) do
    class = object!(call(path("builtins.type"), [ref]))
    {:ok, bases} = Expr.object(call(slot("__mro__"), [class]))
    bases = for index <- 0..(Enum.count(bases) - 1), do: object!(item(bases, index))
    %__MODULE__{object: class, bases: bases, names: Enum.map(bases, &class_name/1)}
  end

  @doc "A slot of `type` itself, to be called with the class: no code of the class or its metaclass is run."
  def slot(name), do: path("builtins.type") |> attr("__dict__") |> item(name) |> attr("__get__")

  @doc "The module and qualified name of a class."
  def class_name(class) do
    module = text(call(slot("__module__"), [class])) || "?"
    module = if module == "__main__", do: "<host>", else: module
    "#{module}.#{text(call(slot("__qualname__"), [class]))}"
  end

  @doc "What an expression gives if it is text."
  def text(expr) do
    case Expr.run(expr) do
      {:ok, text} when is_binary(text) -> text
      {:ok, %Ref{} = ref} -> text(call(path("builtins.str.__str__"), [ref]))
      {:ok, _} -> nil
      {:error, %Error{kind: :python}} -> nil
      {:error, error} -> raise error
    end
  end

  @doc "Its own name."
  def name(%{names: [name | _]}), do: name
  @doc "Whether it is this class or one derived from it."
  def is(class, base), do: base in class.names
  @doc "The name for the member `sub` of an instance of a strict subclass of `base`."
  def below(class, base), do: if(name(class) != base, do: name(class))

  @doc "With the member `sub`, for an instance of a strict subclass."
  def with_sub(encoded, _, nil), do: encoded
  def with_sub(%{"t" => _} = encoded, _, class), do: Map.put(encoded, "sub", class)
  def with_sub(encoded, tag, class), do: tagged(tag, v: encoded, sub: class)
end
