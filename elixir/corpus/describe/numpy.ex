defmodule SnakeBridge.Corpus.Describe.Numpy do
  @moduledoc "Arrays and scalars of numpy."

  import SnakeBridge.Corpus.Canonical
  import SnakeBridge.Corpus.Describe.Class
  import SnakeBridge.Corpus.Describe.Parts
  import SnakeBridge.Expr, only: [path: 1, attr: 2, method: 3, call: 2, run!: 1, run!: 2]

  alias SnakeBridge.Corpus.Describe
  alias SnakeBridge.{Array, Dict}

  @doc "An array or a scalar that came as an object."
  def of_numpy(ref, class, levels) do
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

  @doc "An array that came by value."
  def array(%Array{dtype: <<order, kind, size::binary>> = dtype, shape: shape} = array) do
    flat = %{array | shape: {Enum.product(Tuple.to_list(shape))}}
    kinds = %{?b => "bool", ?i => "int", ?u => "uint", ?f => "float", ?c => "complex"}
    bits = if kind == ?b, do: "", else: Integer.to_string(String.to_integer(size) * 8)
    name = if order == ?>, do: dtype, else: kinds[kind] <> bits
    encoded(name, Tuple.to_list(shape), flat |> Array.to_list() |> Describe.value([nil]))
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
end
