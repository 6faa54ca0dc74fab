defmodule SnakeBridge.Corpus.Describe.Record do
  @moduledoc "Instances of classes that name their fields."

  import SnakeBridge.Corpus.Canonical
  import SnakeBridge.Corpus.Describe.Class
  import SnakeBridge.Corpus.Describe.Parts
  import SnakeBridge.Expr, only: [path: 1, attr: 2, method: 3, call: 2, run!: 1]

  alias SnakeBridge.Corpus.Describe
  alias SnakeBridge.Expr

  @doc "A named tuple, a dataclass, and what is like it."
  def record(ref, class, levels) do
    asked =
      for base <- class.bases, name <- ~w(_fields __dataclass_fields__ __attrs_attrs__ __struct_fields__) do
        slot("__dict__") |> call([base]) |> method("__contains__", [name])
      end

    [named, data, attrs, struct] =
      run!(Expr.value(asked)) |> Enum.chunk_every(4) |> Enum.zip_with(&Enum.any?/1)

    named_by = fn fields ->
      listed(call(path("builtins.map"), [call(path("operator.attrgetter"), ["name"]), fields]))
    end

    cond do
      named and is(class, "builtins.tuple") and is_tuple(run!(attr(class.object, "_fields"))) ->
        {:is, named_tuple(ref, class, levels)}

      is(class, "pydantic.main.BaseModel") ->
        {:is, fields("pydantic", ref, class, listed(attr(class.object, "model_fields")), levels)}

      data ->
        {:is,
         fields("dataclass", ref, class, named_by.(call(path("dataclasses.fields"), [class.object])), levels)}

      attrs ->
        {:is, fields("attrs", ref, class, named_by.(attr(class.object, "__attrs_attrs__")), levels)}

      struct and is_tuple(run!(attr(class.object, "__struct_fields__"))) ->
        {:is, fields("struct", ref, class, listed(attr(class.object, "__struct_fields__")), levels)}

      true ->
        nil
    end
  end

  defp named_tuple(ref, class, levels) do
    names =
      class.object |> attr("_fields") |> run!() |> Tuple.to_list() |> Enum.map(&Describe.value(&1, levels))

    items = contents(listed(call(path("builtins.tuple.__iter__"), [ref])), levels)
    fields = Enum.zip_with(names, items, &[&1, &2])
    tagged("record", kind: "namedtuple", type: name(class), fields: fields)
  end

  defp fields(kind, ref, class, names, levels) do
    fields = for name <- run!(names), do: [name, got(call(path("builtins.getattr"), [ref, name]), levels)]
    tagged("record", kind: kind, type: name(class), fields: fields)
  end
end
