defmodule SnakeBridge.Corpus.Describe do
  @moduledoc """
  Results become canonical terms. What came by value is encoded here; what came as an object is described by further calls, and classified by `type(x)` and its true
  bases, never by what `x` says of itself.
  """

  import SnakeBridge.Corpus.Canonical
  import SnakeBridge.Corpus.Describe.Class
  import SnakeBridge.Corpus.Describe.Parts
  import SnakeBridge.Expr, only: [path: 1, attr: 2, call: 2, run!: 1, run!: 2, object!: 1]

  alias SnakeBridge.Corpus.Describe.{Builtin, Class, Numpy, Record, Standard}
  alias SnakeBridge.{Array, ByteArray, Bytes, Complex, Dict, Error, Expr, FrozenSet, Ref, Wtf8}

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

  defp plain(%Array{} = array, _), do: Numpy.array(array)

  # What the others look like as text is Python's to say (a zone's offset needs its database), so they go back: both ways count.
  defp plain(struct, [_ | levels]), do: struct |> Expr.value() |> object!() |> object(levels)

  @doc "The canonical encoding of an object."
  @spec object(Ref.t(), [integer() | nil]) :: SnakeBridge.Corpus.Canonical.json()
  def object(ref, levels) do
    identity = run!(call(path("builtins.id"), [ref]))

    case Enum.find_index(levels, &(&1 == identity)) do
      nil -> instance(ref, Class.of(ref), [identity | levels])
      up -> tagged("cycle", up: up + 1)
    end
  end

  # In the order of the format: what comes first wins.
  defp instance(ref, class, levels) do
    Enum.find_value(
      [
        &exact/3,
        &enum/3,
        &Numpy.of_numpy/3,
        &definition/3,
        &Record.record/3,
        &Standard.of_standard_library/3,
        &Builtin.of_builtin/3
      ],
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
