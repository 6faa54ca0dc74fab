defmodule SnakeBridge.Wrapper do
  @moduledoc """
  What generated modules call: it tells arguments from options, and asks Python.

  A generated function takes what Python's takes by position, the required ones first, and keywords as its last argument:

      Numpy.sum(a)
      Numpy.sum(a, 0)
      Numpy.sum(a, axis: 0, keepdims: true)

  What is left out (`:...` in the heads of the functions) is Python's own default at the time of the call.

  The last argument is a list of keywords if it stands where nothing is required and is a list, not empty, of pairs that start with
  an atom; or if it stands behind all others. Everything else is data, `[]` too. So a keyword list that is data for an optional
  parameter is given by that parameter's name: `f(x, options: [a: 1])`.

  Two keys are not Python's: `__runtime__:` holds what is for SnakeBridge (`timeout:`, `session:`, ...), `__args__:` a list of further
  positional arguments, for functions that take any number.
  """

  alias SnakeBridge.{Error, Expr, Generated, Ref}

  @left_out :...
  @ours [:__runtime__, :__args__]

  @typedoc "An object that stays in Python."
  @type ref :: Ref.t()

  @typedoc "A Python `float`."
  @type real :: float() | integer() | :nan | :infinity | :neg_infinity

  @typedoc "What a call gives."
  @type result(value) :: {:ok, value} | {:error, Error.t()}

  @typedoc "What setting something gives."
  @type done :: result(nil)

  @typedoc "The keyword-only parameters that have to be given; `:none` where the function takes no keywords at all."
  @type keywords :: [atom()] | :none

  @doc "Calls what a path leads to, of whose arguments so many are required."
  @spec call(String.t(), non_neg_integer(), [term()], keyword(), keywords()) :: result(term())
  def call(path, required, args, opts, keywords \\ []) do
    with {:ok, args, opts} <- split(path, required, args, opts, keywords) do
      Generated.call(path, args, opts)
    end
  end

  @doc "Calls something of known arguments, which are all given."
  @spec call(String.t(), [term()]) :: result(term())
  def call(path, args), do: Generated.call(path, args, [])

  @doc "Makes an object of a class; it stays in Python even if it has a value."
  @spec new(String.t(), non_neg_integer(), [term()], keyword(), keywords()) :: result(ref())
  def new(path, required, args, opts, keywords \\ []) do
    with {:ok, args, opts} <- split(path, required, args, opts, keywords) do
      {runtime, opts} = List.keytake(opts, :__runtime__, 0) || {{:__runtime__, []}, opts}
      runtime = Keyword.put_new(elem(runtime, 1), :want, :object)
      Generated.call(path, args, [{:__runtime__, runtime} | opts])
    end
  end

  @doc "Calls a method of an object, or of a value."
  @spec method(term(), String.t(), non_neg_integer(), [term()], keyword(), keywords()) ::
          result(term())
  def method(self, name, required, args, opts, keywords \\ []) do
    with {:ok, args, opts} <- split(name, required, args, opts, keywords) do
      Generated.method(object(self), name, args, opts)
    end
  end

  @doc "The value that a path leads to."
  @spec get(String.t()) :: result(term())
  def get(path), do: Generated.get(path)

  @doc "The attribute of an object, or of a value."
  @spec attr(term(), String.t()) :: result(term())
  def attr(self, name), do: Generated.attr(object(self), name)

  @doc "The attribute of an object; without one, that of the class, which the path leads to."
  @spec attr(term(), String.t(), String.t()) :: result(term())
  def attr(@left_out, _name, path), do: get(path)
  def attr(self, name, _path), do: attr(self, name)

  @doc "Sets the attribute of an object."
  @spec set_attr(term(), String.t(), term()) :: done()
  def set_attr(self, name, value), do: Generated.set_attr(object(self), name, value)

  @doc "The item of a mapping."
  @spec item(term(), String.t()) :: result(term())
  def item(self, key), do: self |> Expr.item(key) |> Expr.run()

  @doc "Sets the item of a mapping."
  @spec set_item(term(), String.t(), term()) :: done()
  def set_item(self, key, value), do: Generated.call("operator.setitem", [self, key, value], [])

  @doc "Whether an error is of a class of exceptions, or of one below it."
  @spec error?(term(), String.t()) :: boolean()
  def error?(%Error{} = error, class), do: Error.is?(error, class)
  def error?(_, _class), do: false

  @doc """
  The functions whose name or summary has all words of a query, those first whose name is nearest to it.

      iex> functions = [{:asin, 1, Math, "The arc sine."}, {:sin, 1, Math, "The sine."}, {:pi, 0, Math, ""}]
      iex> SnakeBridge.Wrapper.search(functions, "sin")
      [{:sin, 1, Math, "The sine."}, {:asin, 1, Math, "The arc sine."}]
  """
  @spec search([{atom(), arity(), module(), String.t()}], String.t()) ::
          [{atom(), arity(), module(), String.t()}]
  def search(functions, query) do
    words = query |> String.downcase() |> String.split()

    functions
    |> Enum.filter(fn {name, _, _, summary} -> Enum.all?(words, &has?(name, summary, &1)) end)
    |> Enum.sort_by(fn {name, _, _, _} -> {-String.jaro_distance("#{name}", query), name} end)
  end

  defp has?(name, summary, word), do: "#{name} #{summary}" |> String.downcase() |> String.contains?(word)

  defp object(%Ref{} = ref), do: ref
  defp object(value), do: Expr.value(value)

  # Arguments and options, as the moduledoc says.
  defp split(called, required, args, opts, keywords) do
    {given, rest} = Enum.split_while(args, &(&1 !== @left_out))

    cond do
      not pairs?(opts) ->
        usage("the last argument of `#{called}` is not a list of keywords: #{inspect(opts)}")

      Enum.any?(rest, &(&1 !== @left_out)) ->
        usage("`#{called}` is called with an argument behind one that is left out; give it by its name")

      opts == [] and length(given) > required and options?(List.last(given), keywords) ->
        {args, [opts]} = Enum.split(given, -1)
        complete(called, args, opts, keywords)

      true ->
        complete(called, given, opts, keywords)
    end
  end

  defp complete(_called, args, opts, none) when none in [[], :none], do: {:ok, args, opts}

  defp complete(called, args, opts, keywords) do
    given = Enum.map(opts, fn {name, _} -> to_string(name) end)

    case Enum.reject(keywords, &(Atom.to_string(&1) in given)) do
      [] -> {:ok, args, opts}
      missing -> usage("`#{called}` needs #{Enum.map_join(missing, ", ", &"`#{&1}:`")}")
    end
  end

  defp pairs?([{name, _} | rest]) when is_atom(name) or is_binary(name), do: pairs?(rest)
  defp pairs?(rest), do: rest == []

  defp options?([{_, _} | _] = list, :none), do: Enum.all?(list, &match?({key, _} when key in @ours, &1))
  defp options?([_ | _] = list, _keywords), do: Keyword.keyword?(list)
  defp options?(_, _keywords), do: false

  defp usage(message), do: {:error, Error.usage(message)}
end
