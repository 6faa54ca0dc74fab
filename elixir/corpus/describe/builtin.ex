defmodule SnakeBridge.Corpus.Describe.Builtin do
  @moduledoc "Builtins that came as objects, and instances of their subclasses."

  import SnakeBridge.Corpus.Canonical
  import SnakeBridge.Corpus.Describe.Class
  import SnakeBridge.Corpus.Describe.Parts
  import SnakeBridge.Expr, only: [path: 1, attr: 2, item: 2, method: 3, object!: 1, call: 2, run!: 1]

  # Instances of subclasses of the builtins, by the methods of the builtins themselves; and what has no other form.
  @doc "An instance of a builtin, or of a subclass of one."
  def of_builtin(ref, class, levels) do
    exactly = [
      {"complex", "builtins.complex.__pos__"},
      {"int", "builtins.int.__int__"},
      {"float", "builtins.float.__float__"},
      {"str", "builtins.str.__str__"},
      {"bytes", "builtins.bytes"},
      {"bytearray", "builtins.bytes"}
    ]

    case Enum.find(exactly, fn {tag, _} -> is(class, "builtins." <> tag) end) do
      {tag, base} -> {:is, based(tag, got(call(path(base), [ref]), levels), class)}
      nil -> container(ref, class, levels)
    end
  end

  defp based(tag, encoded, class) do
    encoded =
      case {tag, encoded} do
        {"int", int} when is_integer(int) -> tagged("int", v: Integer.to_string(int))
        {"int", %{"v" => digits}} -> tagged("int", v: digits)
        {"bytearray", %{"v" => data}} -> tagged("bytearray", v: data)
        {"str", text} -> tagged("str", v: text)
        {_, encoded} -> encoded
      end

    with_sub(encoded, tag, below(class, "builtins." <> tag))
  end

  defp container(ref, class, levels) do
    cond do
      name(class) == "builtins.memoryview" ->
        data = got(method(ref, "tobytes", []), levels)["v"]

        {:is,
         tagged("memoryview",
           format: got(attr(ref, "format"), levels),
           shape: run!(listed(attr(ref, "shape"))),
           v: data
         )}

      is(class, "builtins.tuple") ->
        items = contents(listed(call(path("builtins.tuple.__iter__"), [ref])), levels)
        {:is, with_sub(tagged("tuple", v: items), "tuple", below(class, "builtins.tuple"))}

      is(class, "builtins.list") ->
        items = contents(listed(call(path("builtins.list.__iter__"), [ref])), levels)
        {:is, with_sub(items, "list", below(class, "builtins.list"))}

      is(class, "builtins.frozenset") or is(class, "builtins.set") ->
        tag = if is(class, "builtins.set"), do: "set", else: "frozenset"
        items = contents(listed(call(path("builtins.iter"), [ref])), levels)
        {:is, with_sub(tagged(tag, v: items), tag, below(class, "builtins." <> tag))}

      is(class, "builtins.dict") ->
        pairs = object!(listed(call(path("builtins.dict.items"), [ref])))
        count = Enum.count(pairs)
        pairs = for index <- indices(count), do: contents(item(pairs, index), levels)
        {:is, with_sub(tagged("dict", v: pairs), "dict", below(class, "builtins.dict"))}

      name(class) in ["builtins.range", "builtins.slice"] ->
        parts = for name <- ~w(start stop step), do: got(attr(ref, name), levels)
        {:is, tagged(String.replace_prefix(name(class), "builtins.", ""), v: parts)}

      true ->
        nil
    end
  end
end
