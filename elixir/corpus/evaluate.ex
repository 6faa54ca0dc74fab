defmodule SnakeBridge.Corpus.Evaluate do
  @moduledoc """
  Programs of the conformance corpus (`tests/corpus/README.md`) become expressions. Core nodes map to one expression and so to one request; nodes that need a value
  before they can go on make requests of their own, and stand in the expression as what came back.
  """

  alias SnakeBridge.{Dict, Error, Expr}

  defmodule Program do
    @moduledoc "Raised for a program that is wrong in itself, or asks for what this host is not asked for."
    defexception [:message]
  end

  # Whether what is evaluated is the body of a coroutine.
  defstruct coroutine: false

  @literals ~w(val bytes none int float complex)
  @quiet @literals ++ ~w(mod var)

  @doc "The result of a program, by value; raises what Python raised."
  @spec result(Dict.t()) :: term()
  def result(program), do: program |> lower(%{}, %__MODULE__{}) |> Expr.run!(dicts: :pairs)

  defp object(node, names, state), do: node |> lower(names, state) |> Expr.object!()
  defp run(node, names, state), do: :ok = node |> lower(names, state) |> Expr.nothing() |> done!()

  defp done!({:error, error}), do: raise(error)
  defp done!(:ok), do: :ok

  # Makes the requests that a node needs beforehand; evaluating the expression that is given completes the node.
  defp lower(%Dict{pairs: pairs}, names, state), do: node(Map.new(pairs), names, state)

  defp node(%{"mod" => name}, _, _), do: Expr.call(Expr.path("importlib.import_module"), [name])
  defp node(%{"attr" => [of, name]}, names, state), do: of |> lower(names, state) |> Expr.attr(name)

  defp node(%{"item" => [of, key]}, names, state) do
    [of, key] = operands([of, key], names, state)
    Expr.item(of, key)
  end

  defp node(%{"call" => [callee, args | kwargs]}, names, state) do
    %Dict{pairs: kwargs} = List.first(kwargs) || %Dict{pairs: []}
    [callee | rest] = operands([callee | args] ++ Enum.map(kwargs, &elem(&1, 1)), names, state)
    {args, values} = Enum.split(rest, length(args))
    Expr.call(callee, args, Enum.zip(Enum.map(kwargs, &elem(&1, 0)), values))
  end

  defp node(%{"val" => value}, _, _), do: Expr.value(value)
  defp node(%{"none" => _}, _, _), do: Expr.value(nil)
  defp node(%{"bytes" => text}, _, _), do: Expr.value(SnakeBridge.bytes(Base.decode64!(text)))
  defp node(%{"int" => digits}, _, _), do: Expr.value(int(digits))
  defp node(%{"float" => text}, _, _), do: Expr.value(float(text))

  defp node(%{"complex" => [re, im]}, _, _),
    do: Expr.value(%SnakeBridge.Complex{re: float(re), im: float(im)})

  defp node(%{"tuple" => items}, names, state),
    do: items |> operands(names, state) |> List.to_tuple() |> Expr.value()

  defp node(%{"list" => items}, names, state), do: items |> operands(names, state) |> Expr.value()

  defp node(%{"set" => items}, names, state),
    do: Expr.value(%SnakeBridge.Set{items: operands(items, names, state)})

  defp node(%{"dict" => pairs}, names, state) do
    pairs =
      pairs |> Enum.concat() |> operands(names, state) |> Enum.chunk_every(2) |> Enum.map(&List.to_tuple/1)

    # Later equal keys replace the value, as in a display: only Python knows which are equal.
    Expr.call(Expr.path("builtins.dict"), [pairs])
  end

  defp node(%{"let" => bound, "in" => body}, names, state) do
    inner =
      Enum.reduce(bound, names, fn [name, node], names -> Map.put(names, name, object(node, names, state)) end)

    lower(body, inner, state)
  end

  defp node(%{"var" => name}, names, _) do
    Expr.value(Map.get(names, name) || raise(Program, "the variable `#{name}` is not bound"))
  end

  defp node(%{"seq" => nodes}, names, state) do
    {before, [last]} = Enum.split(nodes, -1)
    Enum.each(before, &run(&1, names, state))
    lower(last, names, state)
  end

  defp node(%{"with" => [manager, name, body]}, names, state) do
    managed(manager, name, body, names, state, {"__enter__", "__exit__"}, [])
  end

  defp node(%{"take" => [of, count]}, names, state) do
    iterator = Expr.object!(Expr.call(Expr.path("builtins.iter"), [lower(of, names, state)]))
    Expr.value(taken(Expr.call(Expr.path("builtins.next"), [iterator]), "StopIteration", count, []))
  end

  defp node(%{"catch" => of}, names, state) do
    run(of, names, state)
  rescue
    error in Error -> Expr.value(error.object || reraise(error, __STACKTRACE__))
  else
    :ok -> raise Program, "nothing was raised"
  end

  defp node(%{"await" => of}, names, state) do
    in_coroutine(state, fn state -> of |> lower(names, state) |> Expr.object!(await: true) end)
  end

  defp node(%{"awith" => [manager, name, body]}, names, state) do
    in_coroutine(state, fn state ->
      names =
        {"__aenter__", "__aexit__"} |> then(&managed(manager, name, body, names, state, &1, await: true))

      Expr.object!(names)
    end)
  end

  defp node(%{"atake" => [of, count]}, names, state) do
    in_coroutine(state, fn state ->
      of = object(of, names, state)
      iterator = Expr.object!(special(of, "__aiter__"))

      Expr.object!(
        Expr.value(taken(special(iterator, "__anext__"), "StopAsyncIteration", count, await: true))
      )
    end)
  end

  defp node(other, _, _), do: raise(Program, "`#{inspect(Map.keys(other))}` is no kind of node of this host")

  # `with` as the language reference spells it out: both methods are looked up on the type, before the first is called.
  defp managed(manager, name, body, names, state, {enter, exit}, finish) do
    manager = object(manager, names, state)
    class = Expr.object!(Expr.call(Expr.path("builtins.type"), [manager]))
    enter = Expr.object!(Expr.attr(class, enter))
    exit = Expr.object!(Expr.attr(class, exit))
    entered = Expr.object!(Expr.call(enter, [manager]), finish)
    inner = if name, do: Map.put(names, name, entered), else: names

    try do
      object(body, inner, state)
    rescue
      error in Error ->
        raised = error.object || reraise(error, __STACKTRACE__)
        class = Expr.call(Expr.path("builtins.type"), [raised])

        told =
          Expr.object!(Expr.call(exit, [manager, class, raised, Expr.attr(raised, "__traceback__")]), finish)

        if Expr.run!(Expr.call(Expr.path("operator.truth"), [told])),
          do: Expr.value(nil),
          else: reraise(error, __STACKTRACE__)
    else
      result ->
        Expr.object!(Expr.call(exit, [manager, nil, nil, nil]), finish)
        Expr.value(result)
    end
  end

  # Asks for one item at a time, so that none beyond the last is requested.
  defp taken(_, _, 0, _), do: []

  defp taken(next, stop, count, finish) do
    case Expr.object(next, finish) do
      {:ok, item} -> [item | taken(next, stop, count - 1, finish)]
      {:error, error} -> if Error.is?(error, stop), do: [], else: raise(error)
    end
  end

  defp special(object, name) do
    Expr.path("builtins.type") |> Expr.call([object]) |> Expr.attr(name) |> Expr.call([object])
  end

  # Does the work within a coroutine: this one, or one that is made for it.
  defp in_coroutine(%{coroutine: true} = state, work), do: Expr.value(work.(state))

  defp in_coroutine(state, work) do
    coroutine = SnakeBridge.callback(fn -> work.(%{state | coroutine: true}) end, kind: :coroutine)
    Expr.value(Expr.object!(Expr.call(Expr.value(coroutine)), await: true))
  end

  # From left to right: what stands before one that makes requests has to be evaluated before it.
  defp operands(nodes, names, state) do
    waited_for = nodes |> Enum.map(&makes_requests?/1) |> last_true()

    for {node, position} <- Enum.with_index(nodes) do
      if position < waited_for and not constant?(node) do
        Expr.value(object(node, names, state))
      else
        lower(node, names, state)
      end
    end
  end

  defp last_true(flags) do
    flags
    |> Enum.with_index()
    |> Enum.reduce(0, fn {flag, position}, last -> if flag, do: position, else: last end)
  end

  defp constant?(%Dict{pairs: [{kind, _} | _]}), do: kind in ["var" | @literals]

  defp makes_requests?(%Dict{pairs: [{kind, _}]}) when kind in @quiet, do: false
  defp makes_requests?(%Dict{pairs: [{"attr", [of, _]}]}), do: makes_requests?(of)

  defp makes_requests?(%Dict{pairs: [{"call", [callee, args | kwargs]}]}) do
    values = for %Dict{pairs: pairs} <- kwargs, {_, value} <- pairs, do: value
    Enum.any?([callee | args] ++ values, &makes_requests?/1)
  end

  defp makes_requests?(%Dict{pairs: [{kind, items}]}) when kind in ~w(item tuple list set),
    do: Enum.any?(items, &makes_requests?/1)

  defp makes_requests?(%Dict{pairs: [{"dict", pairs}]}),
    do: pairs |> Enum.concat() |> Enum.any?(&makes_requests?/1)

  defp makes_requests?(_), do: true

  defp int("-0x" <> digits), do: -String.to_integer(digits, 16)
  defp int("0x" <> digits), do: String.to_integer(digits, 16)
  defp int(digits), do: String.to_integer(digits)

  defp float("nan"), do: :nan
  defp float("inf"), do: :infinity
  defp float("-inf"), do: :neg_infinity

  defp float(text) do
    case Float.parse(text) do
      {float, ""} -> if String.starts_with?(text, "-") and float == 0, do: minus_zero(), else: float
      _ -> raise Program, "`#{text}` is no float"
    end
  end

  defp minus_zero do
    <<float::float>> = <<1::1, 0::63>>
    float
  end
end
