defmodule SnakeBridge.Corpus.Describe do
  @moduledoc """
  Results become canonical terms. What came by value is encoded here; what came as an object is described by further calls, and classified by `type(x)` and its true
  bases, never by what `x` says of itself.
  """

  import SnakeBridge.Corpus.Canonical
  import SnakeBridge.Expr, only: [path: 1, attr: 2, item: 2, method: 3, call: 2, run!: 1, run!: 2, object!: 1]

  alias SnakeBridge.{Array, ByteArray, Bytes, Complex, Dict, Error, Expr, FrozenSet, Ref, Wtf8}

  @texts [
    {"datetime.datetime", "datetime", "datetime.datetime.isoformat"},
    {"datetime.date", "date", "datetime.date.isoformat"},
    {"datetime.time", "time", "datetime.time.isoformat"},
    {"decimal.Decimal", "decimal", "decimal.Decimal.__str__"},
    {"uuid.UUID", "uuid", "uuid.UUID.__str__"},
    {"pathlib.PurePath", "path", "builtins.str"}
  ]

  @callable ~w(function builtin_function_or_method method method_descriptor wrapper_descriptor method-wrapper classmethod_descriptor)
            |> Enum.map(&("builtins." <> &1))

  @exact ~w(NoneType bool int float complex str list tuple dict set frozenset bytes)
         |> Enum.map(&("builtins." <> &1))

  @doc "The canonical encoding of a value. `levels` is what it stands in, innermost first: the identity of an object, or `nil`."
  @spec value(term(), [integer() | nil]) :: SnakeBridge.Corpus.Canonical.json()
  def value(value, levels \\ [])
  def value(%Ref{} = ref, levels), do: object(ref, levels)
  def value(plain, levels), do: plain(plain, [nil | levels])

  defp plain(same, _) when is_boolean(same) or is_nil(same) or is_binary(same), do: same
  defp plain(int, _) when is_integer(int), do: int(int)
  defp plain(float, _) when is_float(float) or is_atom(float), do: tagged("float", v: float_text(float))
  defp plain(%Complex{re: re, im: im}, _), do: tagged("complex", re: float_text(re), im: float_text(im))
  defp plain(%Wtf8{data: data}, _), do: tagged("str", cp: code_points(data))
  defp plain(%Bytes{data: data}, _), do: tagged("bytes", v: Base.encode64(data))
  defp plain(%ByteArray{data: data}, _), do: tagged("bytearray", v: Base.encode64(data))
  defp plain(list, levels) when is_list(list), do: Enum.map(list, &value(&1, levels))

  defp plain(tuple, levels) when is_tuple(tuple),
    do: tagged("tuple", v: tuple |> Tuple.to_list() |> plain(levels))

  defp plain(%MapSet{} = set, levels), do: tagged("set", v: set |> Enum.to_list() |> plain(levels))
  defp plain(%FrozenSet{} = set, levels), do: tagged("frozenset", v: set |> Enum.to_list() |> plain(levels))

  defp plain(%SnakeBridge.Set{items: items, frozen: true}, levels),
    do: tagged("frozenset", v: plain(items, levels))

  defp plain(%SnakeBridge.Set{items: items}, levels), do: tagged("set", v: plain(items, levels))

  defp plain(%Dict{pairs: pairs}, levels),
    do: tagged("dict", v: for({key, value} <- pairs, do: plain([key, value], levels)))

  defp plain(%Array{} = array, _), do: array(array)

  # What the others look like as text is Python's to say (a zone's offset needs its database), so they go back: both ways count.
  defp plain(struct, [_ | levels]), do: struct |> Expr.value() |> object!() |> object(levels)

  defp object(ref, levels) do
    identity = run!(call(path("builtins.id"), [ref]))

    case Enum.find_index(levels, &(&1 == identity)) do
      nil -> instance(ref, class(ref), [identity | levels])
      up -> tagged("cycle", up: up + 1)
    end
  end

  # The type, the names of its bases in method resolution order, and the bases themselves.
  defp class(ref) do
    class = object!(call(path("builtins.type"), [ref]))
    {:ok, bases} = Expr.object(call(slot("__mro__"), [class]))
    bases = for index <- 0..(Enum.count(bases) - 1), do: object!(item(bases, index))
    %{object: class, bases: bases, names: Enum.map(bases, &class_name/1)}
  end

  # A slot of `type` itself, to be called with the class: no code of the class or its metaclass is run.
  defp slot(name), do: path("builtins.type") |> attr("__dict__") |> item(name) |> attr("__get__")

  defp class_name(class) do
    module = text(call(slot("__module__"), [class])) || "?"
    module = if module == "__main__", do: "<host>", else: module
    "#{module}.#{text(call(slot("__qualname__"), [class]))}"
  end

  defp text(expr) do
    case Expr.run(expr) do
      {:ok, text} when is_binary(text) -> text
      {:ok, %Ref{} = ref} -> text(call(path("builtins.str.__str__"), [ref]))
      {:ok, _} -> nil
      {:error, %Error{kind: :python}} -> nil
      {:error, error} -> raise error
    end
  end

  defp name(%{names: [name | _]}), do: name
  defp is(class, base), do: base in class.names
  defp below(class, base), do: if(name(class) != base, do: name(class))

  # In the order of the format: what comes first wins.
  defp instance(ref, class, levels) do
    Enum.find_value(
      [&exact/3, &enum/3, &of_numpy/3, &definition/3, &record/3, &of_standard_library/3, &of_builtin/3],
      tagged("opaque", type: name(class)),
      fn form ->
        case form.(ref, class, levels) do
          nil -> nil
          {:is, encoded} -> {:is, encoded}
        end
      end
    )
    |> then(fn
      {:is, encoded} -> encoded
      opaque -> opaque
    end)
  end

  defp exact(ref, class, levels) do
    case name(class) do
      "builtins.ellipsis" -> {:is, tagged("ellipsis", [])}
      "builtins.NotImplementedType" -> {:is, tagged("notimplemented", [])}
      name when name in @exact -> by_value(run!(Expr.value(ref), dicts: :pairs), levels)
      _ -> nil
    end
  end

  defp by_value(%Ref{}, _), do: nil
  defp by_value(value, levels), do: {:is, plain(value, levels)}

  defp enum(ref, class, levels) do
    if is(class, "enum.Enum") do
      {:is,
       tagged("enum",
         type: name(class),
         name: got(attr(ref, "name"), levels),
         value: got(attr(ref, "value"), levels)
       )}
    end
  end

  # What an expression gives, described.
  defp got(expr, levels), do: expr |> run!(dicts: :pairs) |> value(levels)
  defp listed(expr), do: call(path("builtins.list"), [expr])

  defp of_numpy(ref, class, levels) do
    is_array = is(class, "numpy.ndarray")

    if is_array or is(class, "numpy.generic") do
      dtype = run!(call(path("builtins.str"), [attr(ref, "dtype")]))
      as_text = run!(attr(attr(ref, "dtype"), "kind")) in ["m", "M"]

      {:is,
       if(is_array,
         do: ndarray(ref, class, dtype, as_text, levels),
         else: scalar(ref, class, dtype, as_text, levels)
       )}
    end
  end

  defp scalar(ref, class, dtype, as_text, levels) do
    as_text =
      as_text or name(class) in ~w(numpy.datetime64 numpy.timedelta64 numpy.longdouble numpy.clongdouble)

    item = if as_text, do: call(path("builtins.str"), [ref]), else: method(ref, "item", [])
    tagged("npscalar", dtype: dtype, v: got(item, levels))
  end

  defp ndarray(ref, class, dtype, as_text, levels) do
    plain = if name(class) == "numpy.ndarray", do: ref, else: call(path("numpy.asarray"), [ref])
    flat = method(plain, "ravel", [])

    items =
      if as_text,
        do: listed(call(path("builtins.map"), [path("builtins.str"), flat])),
        else: method(flat, "tolist", [])

    items = items |> got(levels) |> List.wrap()

    with_sub(
      encoded(dtype, run!(listed(attr(ref, "shape"))), items),
      "ndarray",
      below(class, "numpy.ndarray")
    )
  end

  defp array(%Array{dtype: <<order, kind, size::binary>> = dtype, shape: shape} = array) do
    flat = %{array | shape: {Enum.product(Tuple.to_list(shape))}}
    kinds = %{?b => "bool", ?i => "int", ?u => "uint", ?f => "float", ?c => "complex"}
    bits = if kind == ?b, do: "", else: Integer.to_string(String.to_integer(size) * 8)
    name = if order == ?>, do: dtype, else: kinds[kind] <> bits
    encoded(name, Tuple.to_list(shape), flat |> Array.to_list() |> plain([nil]))
  end

  # Above 64 items, a digest stands for them; its text is that of Python.
  defp encoded(dtype, shape, items) when length(items) > 64 do
    members =
      ~w(t kind type dtype format shape name value fields cp v re im n d tz fold data sha256 up bases sub)

    ordered = for item <- items, do: ordered(item, members)

    text =
      SnakeBridge.call!("json", "dumps", [ordered],
        separators: {",", ":"},
        __runtime__: SnakeBridge.Corpus.reader()
      )

    digest =
      path("hashlib.sha256")
      |> call([SnakeBridge.bytes(text)])
      |> method("hexdigest", [])
      |> run!(SnakeBridge.Corpus.reader())

    tagged("ndarray", dtype: dtype, shape: shape, sha256: digest)
  end

  defp encoded(dtype, shape, items), do: tagged("ndarray", dtype: dtype, shape: shape, data: items)

  defp ordered(%{} = map, members) do
    rank = fn {name, _} -> Enum.find_index(members, &(&1 == name)) end

    %Dict{
      pairs: map |> Enum.sort_by(rank) |> Enum.map(fn {name, value} -> {name, ordered(value, members)} end)
    }
  end

  defp ordered(list, members) when is_list(list), do: Enum.map(list, &ordered(&1, members))
  defp ordered(other, _), do: other

  defp definition(ref, class, levels) do
    cond do
      is(class, "builtins.BaseException") ->
        {:is, exception(ref, class, levels)}

      is(class, "builtins.module") ->
        {:is, module(ref, class)}

      is(class, "builtins.type") ->
        {:is, tagged("type", name: class_name(ref))}

      name(class) in @callable ->
        {:is, tagged("callable", type: name(class), name: got(attr(ref, "__name__"), levels))}

      true ->
        nil
    end
  end

  defp module(ref, class) do
    name = run!(call(path("types.ModuleType.__getattribute__"), [ref, "__name__"]))
    with_sub(tagged("module", name: name), "module", below(class, "builtins.module"))
  end

  defp exception(ref, class, levels) do
    message = text(call(path("builtins.str"), [ref])) || ""
    encoded = tagged("exception", type: name(class), message_contains: message)

    if is(class, "builtins.BaseExceptionGroup") do
      Map.put(encoded, "exceptions", got(attr(ref, "exceptions"), levels)["v"])
    else
      encoded
    end
  end

  defp record(ref, class, levels) do
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
    names = class.object |> attr("_fields") |> run!() |> Tuple.to_list() |> Enum.map(&value(&1, levels))
    items = contents(listed(call(path("builtins.tuple.__iter__"), [ref])), levels)
    fields = Enum.zip_with(names, items, &[&1, &2])
    tagged("record", kind: "namedtuple", type: name(class), fields: fields)
  end

  defp fields(kind, ref, class, names, levels) do
    fields = for name <- run!(names), do: [name, got(call(path("builtins.getattr"), [ref, name]), levels)]
    tagged("record", kind: kind, type: name(class), fields: fields)
  end

  defp of_standard_library(ref, class, levels) do
    case Enum.find(@texts, fn {base, _, _} -> is(class, base) end) do
      {base, tag, text} -> {:is, texts(ref, class, base, tag, text, levels)}
      nil -> of_numbers_and_spans(ref, class, levels)
    end
  end

  defp of_numbers_and_spans(ref, class, levels) do
    cond do
      is(class, "datetime.timedelta") ->
        parts =
          for name <- ~w(days seconds microseconds),
              do: path("datetime.timedelta") |> attr(name) |> method("__get__", [ref])

        {:is,
         with_sub(
           tagged("timedelta", v: got(Expr.value(parts), levels)),
           "timedelta",
           below(class, "datetime.timedelta")
         )}

      is(class, "fractions.Fraction") ->
        encoded =
          tagged("fraction", n: got(attr(ref, "numerator"), levels), d: got(attr(ref, "denominator"), levels))

        {:is, with_sub(encoded, "fraction", below(class, "fractions.Fraction"))}

      true ->
        nil
    end
  end

  defp texts(ref, class, base, tag, text, levels) do
    cond do
      tag == "datetime" and String.ends_with?(name(class), "NaTType") ->
        tagged("opaque", type: name(class))

      tag == "path" ->
        tagged("path", type: name(class), v: got(call(path(text), [ref]), levels))

      true ->
        tagged(tag, v: got(call(path(text), [ref]), levels))
        |> zoned(tag, ref, levels)
        |> folded(tag, ref)
        |> with_sub(tag, below(class, base))
    end
  end

  defp zoned(encoded, tag, ref, levels) when tag in ["datetime", "time"] do
    case run!(attr(ref, "tzinfo")) do
      nil -> Map.put(encoded, "tz", nil)
      zone -> Map.put(encoded, "tz", got(call(path("builtins.str"), [zone]), levels))
    end
  end

  defp zoned(encoded, _, _, _), do: encoded

  defp folded(encoded, "datetime", ref),
    do: if(run!(attr(ref, "fold")) == 0, do: encoded, else: Map.put(encoded, "fold", 1))

  defp folded(encoded, _, _), do: encoded

  # Instances of subclasses of the builtins, by the methods of the builtins themselves; and what has no other form.
  defp of_builtin(ref, class, levels) do
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

  # The items of a list or tuple: as objects, so that what contains itself is known again.
  defp contents(list, levels) do
    list = object!(list)

    for index <- indices(run!(call(path("builtins.len"), [list]))),
        do: object(object!(item(list, index)), levels)
  end

  defp indices(0), do: []
  defp indices(count), do: 0..(count - 1)

  defp with_sub(encoded, _, nil), do: encoded
  defp with_sub(%{"t" => _} = encoded, _, class), do: Map.put(encoded, "sub", class)
  defp with_sub(encoded, tag, class), do: tagged(tag, v: encoded, sub: class)

  @doc "What raising an exception is recorded as."
  @spec raised(Error.t()) :: SnakeBridge.Corpus.Canonical.json()
  def raised(error), do: exception_of(error, "raise")

  defp exception_of(error, tag) do
    [_ | bases] = if error.bases == [], do: [nil], else: error.bases
    encoded = tagged(tag, type: error.type, bases: bases, message_contains: error.text)

    if Error.is?(error, "BaseExceptionGroup") do
      Map.put(encoded, "exceptions", Enum.map(error.group, &exception_of(&1, "exception")))
    else
      encoded
    end
  end
end
