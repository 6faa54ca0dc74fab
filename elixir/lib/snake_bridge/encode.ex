defmodule SnakeBridge.Encode do
  @moduledoc false
  # Terms as `docs/serve.md` writes them. Whatever cannot be sent is thrown as an error that names its place; the path to it is a list of steps, the
  # last one first, and is only made for containers.

  alias SnakeBridge.{Encode, Error, Expr, Ref}

  @typep step ::
           {:arg | :item | :element, non_neg_integer()} | {:name | :key, term()} | :member | :as_key

  defmodule Found do
    @moduledoc false
    # What an expression holds besides values: the bridge and the session of its objects, and functions.
    defstruct origin: nil, session: nil, callbacks: []
  end

  @found {__MODULE__, :found}

  @doc """
  The expression in wire form, with what it holds.
  """
  @spec expr(Expr.t() | term()) :: {:ok, term(), %Found{}} | {:error, Error.t()}
  def expr(expr) do
    # An encoder of the program's may ask Python for something meanwhile.
    outer = Process.put(@found, %Found{})

    try do
      encoded = encode(expr, [])
      {:ok, encoded, Process.get(@found)}
    catch
      {@found, error} -> {:error, error}
    after
      if outer, do: Process.put(@found, outer), else: Process.delete(@found)
    end
  end

  @spec encode(term(), [step()]) :: term()
  defp encode(term, _) when is_number(term), do: term
  defp encode(term, _) when is_binary(term), do: text(term)
  defp encode(term, _) when is_atom(term), do: atom(term)
  defp encode(list, path) when is_list(list), do: list(list, path)

  defp encode(%Expr{node: node}, path), do: node(node, path)

  defp encode(%Ref{} = ref, path) do
    found(&belongs(&1, ref, path))
    {:ref, ref.session, ref.id}
  end

  defp encode(%_{} = struct, path) do
    case Encode.Struct.wire(struct) do
      {:wire, term} -> term
      {:parts, tag, parts} -> {tag, members(parts, path)}
      {:pairs, pairs} -> {:dict, pairs(pairs, path)}
      {:callback, callback} -> callback(callback, path)
      {:term, term} -> encode(term, path)
      {:error, why} -> fail(path, inspect(struct, limit: 5), why)
    end
  end

  defp encode(map, path) when is_map(map) do
    pairs = pairs(Map.to_list(map), path)
    if Enum.all?(pairs, &is_binary(elem(&1, 0))), do: Map.new(pairs), else: {:dict, pairs}
  end

  defp encode(tuple, path) when is_tuple(tuple) do
    {:tuple, tuple |> Tuple.to_list() |> elements(0, path)}
  end

  defp encode(fun, path) when is_function(fun), do: callback(SnakeBridge.callback(fun), path)

  defp encode(term, path), do: fail(path, inspect(term), "#{kind(term)} has no counterpart there")

  defp kind(term) when is_pid(term), do: "a pid"
  defp kind(term) when is_port(term), do: "a port"
  defp kind(term) when is_reference(term), do: "a reference"
  defp kind(_), do: "a bitstring"

  defp text(binary), do: if(String.valid?(binary), do: binary, else: {:bytes, binary})

  defp atom(plain) when plain in [nil, true, false], do: plain
  defp atom(special) when special in [:nan, :infinity, :neg_infinity], do: {:float, special}
  defp atom(other), do: Atom.to_string(other)

  # A list of nothing but numbers and the like is taken as it is.
  defp list(list, path), do: if(plain?(list), do: list, else: items(list, 0, path))

  defp plain?([item | rest]) when is_number(item) or item in [nil, true, false], do: plain?(rest)
  defp plain?([]), do: true
  defp plain?(_), do: false

  defp items([item | rest], index, path) do
    [part(item, {:item, index}, path) | items(rest, index + 1, path)]
  end

  defp items([], _, _), do: []

  defp items(tail, _, path) do
    fail(path, "... | #{inspect(tail, limit: 5)}", "an improper list has no counterpart there")
  end

  defp elements([item | rest], index, path) do
    [part(item, {:element, index}, path) | elements(rest, index + 1, path)]
  end

  defp elements([], _, _), do: []

  defp part(number, _, _) when is_number(number), do: number
  defp part(binary, _, _) when is_binary(binary), do: text(binary)
  defp part(atom, _, _) when is_atom(atom), do: atom(atom)
  defp part(term, step, path), do: encode(term, [step | path])

  defp pairs(pairs, path) do
    encoded =
      for {key, value} <- pairs do
        {encode_key(key, path), part(value, {:key, key}, path)}
      end

    check_merged(encoded, pairs, path)
    encoded
  end

  defp encode_key(key, _) when is_binary(key), do: text(key)
  defp encode_key(key, path), do: encode(key, [:as_key, {:key, key} | path])

  defp members(items, path) do
    encoded = for item <- items, do: encode(item, [:member | path])
    check_merged(Enum.map(encoded, &{&1, nil}), Enum.map(items, &{&1, nil}), path)
    encoded
  end

  # Python has one key where Elixir has two for 1, 1.0 and true; an atom and its text are the same text.
  defp check_merged([_, _ | _] = encoded, pairs, path) do
    if Enum.all?(pairs, &is_binary(elem(&1, 0))) or Enum.all?(pairs, &is_integer(elem(&1, 0))) do
      :ok
    else
      encoded
      |> Enum.zip(pairs)
      |> Enum.reduce(%{}, fn {{key, _}, {original, _}}, seen ->
        case Map.put_new(seen, Encode.Key.of(key), original) do
          ^seen -> merged(path, Map.fetch!(seen, Encode.Key.of(key)), original)
          more -> more
        end
      end)
    end
  end

  defp check_merged(_, _, _), do: :ok

  defp merged(path, first, second) do
    fail(path, "#{inspect(first)} and #{inspect(second)}", "these two are one and the same key in Python")
  end

  defp node({:path, path}, _), do: {:path, path}
  defp node({:value, value}, path), do: encode(value, path)
  defp node({:attr, of, name}, path), do: {:attr, encode(of, path), name}

  defp node({:item, of, key}, path) do
    {:item, encode(of, path), encode(key, [{:name, "key"} | path])}
  end

  defp node({:call, callee, args, kwargs}, path) do
    callee = encode(callee, path)
    args = args(args, 0, path)
    kwargs = for {name, value} <- kwargs, do: {name, encode(value, [{:name, name} | path])}
    {:call, callee, args, kwargs}
  end

  defp args([arg | rest], index, path) do
    [part(arg, {:arg, index}, path) | args(rest, index + 1, path)]
  end

  defp args([], _, _), do: []

  defp callback(callback, path) do
    found(fn found -> %{found | callbacks: [callback | found.callbacks]} end)
    {:callback, callback.number, callback.name, options(callback, path)}
  end

  defp options(callback, path) do
    parameters =
      case callback.options do
        %{parameters: parameters} -> %{parameters: Enum.map(parameters, &parameter(&1, path))}
        _ -> %{}
      end

    callback.options |> Map.merge(parameters) |> Map.merge(%{kind: callback.kind, want: callback.want})
  end

  defp parameter({name, kind}, _), do: {name, kind}
  defp parameter({name, kind, default}, path), do: {name, kind, encode(default, path)}

  defp found(change), do: Process.put(@found, change.(Process.get(@found)))

  # All objects of an expression are of one bridge; whether they are of one session is for the other side to say.
  defp belongs(%Found{origin: nil} = found, ref, _) do
    %{found | origin: {ref.bridge, ref.generation}, session: ref.session}
  end

  defp belongs(%Found{origin: {bridge, generation}} = found, %Ref{bridge: bridge, generation: generation}, _),
    do: found

  defp belongs(%Found{origin: {bridge, _}}, %Ref{bridge: bridge}, _) do
    throw({@found, Error.session_lost("the bridge that held its objects ended")})
  end

  defp belongs(%Found{origin: {bridge, _}}, ref, path) do
    fail(
      path,
      inspect(ref),
      "it is an object of the bridge #{inspect(ref.bridge)}, and others are of #{inspect(bridge)}"
    )
  end

  defp fail(path, found, why), do: throw({@found, Error.unencodable(Encode.Place.text(path), found, why)})
end

defmodule SnakeBridge.Encode.Place do
  @moduledoc false
  # Where something is, as Elixir would reach it: `args[0]["rows"][3]`.

  @spec text([term()]) :: String.t()
  def text(path) do
    case path |> Enum.reverse() |> Enum.map_join(&step/1) do
      "" -> "the value"
      "." <> text -> text
      text -> text
    end
  end

  defp step({:arg, index}), do: ".args[#{index}]"
  defp step({:name, name}), do: ".#{name}"
  defp step({:item, index}), do: "[#{index}]"
  defp step({:element, index}), do: ".{#{index}}"
  defp step({:key, key}), do: "[#{inspect(key, limit: 5)}]"
  defp step(:as_key), do: " (the key)"
  defp step(:member), do: " (a member)"
end
