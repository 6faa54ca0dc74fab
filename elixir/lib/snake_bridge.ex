defmodule SnakeBridge do
  @moduledoc """
  Any Python library, from Elixir.

      iex> SnakeBridge.call("math", "sqrt", [16])
      {:ok, 4.0}
      iex> {:ok, path} = SnakeBridge.call("pathlib", "PurePosixPath", ["/tmp/file.txt"])
      iex> SnakeBridge.attr(path, "name")
      {:ok, "file.txt"}
      iex> SnakeBridge.call!("json", "dumps", [%{key: [1, nil]}], indent: nil)
      ~S({"key": [1, null]})

  Nothing needs to be generated or installed into Python. Python runs in worker processes: whatever it does, the BEAM goes on, and a call that fails is `{:error, %SnakeBridge.Error{}}`, or is
  raised by the variants with a bang.

  ## Options of a call

  The last argument of `call/4` and its like are Python's keyword arguments, as a keyword list, a map or a list of pairs. How the call is to be made stands apart, under `__runtime__:`

      SnakeBridge.call("time", "sleep", [60], __runtime__: [timeout: 1_000])

  | runtime option | meaning |
  |---|---|
  | `:timeout` | milliseconds after which the call is ended, or `:infinity` |
  | `:profile` | the name of a timeout: `config :snakebridge, profiles: [batch: 3_600_000]` |
  | `:session` | a `SnakeBridge.Session` for the objects that the call makes |
  | `:pool`, `:bridge` | where this process's own session lives; see `SnakeBridge.Bridge` |
  | `:await` | `true`: evaluate within an event loop, and wait for what can be awaited |
  | `:want` | `:object`: leave the result in Python, also if it has a value |
  | `:dicts` | `:pairs`: dicts arrive as `SnakeBridge.Dict`, in Python's order |
  | `:atoms` | a list of atoms: text that is one of them arrives as that atom |

  `with_runtime/2` sets them for a block. Further positional arguments may be given as `__args__:`.

  ## Values

  | Elixir | Python | back |
  |---|---|---|
  | `nil`, booleans, integers of any size, floats | `None`, `bool`, `int`, `float` | the same |
  | `:nan`, `:infinity`, `:neg_infinity` | `float` | the same |
  | any other atom | `str` | its text: no atom is ever made of what comes from Python |
  | a binary that is UTF-8 | `str` | the same; `SnakeBridge.Wtf8` if it has lone surrogates |
  | any other binary, `bytes/1` | `bytes` | `SnakeBridge.Bytes` |
  | lists, tuples, maps | `list`, `tuple`, `dict` | the same; `SnakeBridge.Dict` if no map can hold it |
  | `MapSet`, `SnakeBridge.FrozenSet` | `set`, `frozenset` | the same |
  | `Date`, `Time`, `NaiveDateTime`, `DateTime` | `date`, `time`, `datetime` | the same; `SnakeBridge.Time`, `SnakeBridge.DateTime` if more is to be said |
  | `SnakeBridge.Delta`, `.Complex`, `.Fraction`, `.UUID`, `.ByteArray`, `.Array` | `timedelta`, `complex`, `Fraction`, `UUID`, `bytearray`, `numpy.ndarray` | the same |
  | `Decimal`, `SnakeBridge.Decimal` | `decimal.Decimal` | `Decimal` if the program has it |
  | a range | `range` | a `SnakeBridge.Ref` |
  | `SnakeBridge.Ref` | the object | the same object |
  | a function, `callback/2` | a function | a `SnakeBridge.Ref` |
  | another struct | what `SnakeBridge.Encoder` makes of it | |

  Anything else, such as a pid, is an error that names its place, and nothing is sent. So are keys that Python takes for one, such as `1` and `1.0`.
  What comes from Python and is in none of these rows, a class or a data frame, say, arrives as a `SnakeBridge.Ref`, inside containers too.

  ## Functions for Python

      iex> SnakeBridge.call!("builtins", "sorted", [["bb", "a", "ccc"]], key: fn text -> -String.length(text) end)
      ["ccc", "bb", "a"]

  Python may call them at any time, from any thread; each call runs in a process of its own, with the caller of Python among its `$callers`. Keyword arguments, if there are any, come as a map in one more argument. What a
  function raises is raised in Python, and is what it was where it comes out. See `callback/2` and `SnakeBridge.Raise`.

  Objects that a function is given, and those that its own calls make, are let go of when it has returned; Python has what it gives back by then. `keep/1` gives a ref that lasts as long as
  its session.

  ## Objects and sessions

  An object lives in the session of the process whose call made it, until that process ends; see `SnakeBridge.Ref` and `SnakeBridge.Session`.
  """

  alias SnakeBridge.{
    Arguments,
    Bridge,
    Bytes,
    Callback,
    Caller,
    Decode,
    Error,
    Expr,
    Handle,
    Options,
    Ref,
    Request,
    Session
  }

  import SnakeBridge.Result, only: [unwrap!: 1]

  @typedoc "A dotted path, a generated module, or an object."
  @type target :: String.t() | module() | Ref.t() | Expr.t()

  @type name :: atom() | String.t()

  @typedoc "Python's keyword arguments, with `__runtime__:` and `__args__:` among them."
  @type opts :: keyword() | map() | [{name(), term()}]

  @type answer :: {:ok, term()} | {:error, Error.t()}

  @doc """
  Calls a function of a module, or of an object.

      iex> SnakeBridge.call("builtins", "round", [3.14159], ndigits: 2)
      {:ok, 3.14}
      iex> SnakeBridge.call("os.path", :join, ["/tmp", "file.txt"])
      {:ok, "/tmp/file.txt"}
      iex> {:error, error} = SnakeBridge.call("math", "sqrt", [-1])
      iex> error.type
      "builtins.ValueError"
  """
  @spec call(target(), name(), [term()], opts()) :: answer()
  def call(target, function, args \\ [], opts \\ []) do
    {args, kwargs, runtime} = Arguments.split(args, opts)
    target |> member(function) |> Expr.call(args, kwargs) |> evaluate(runtime)
  end

  @doc "As `call/4`, but gives the value or raises."
  @spec call!(target(), name(), [term()], opts()) :: term()
  def call!(target, function, args \\ [], opts \\ []), do: target |> call(function, args, opts) |> unwrap!()

  @doc """
  Calls an object that can be called.

      iex> class = SnakeBridge.get!("fractions", "Fraction")
      iex> {:ok, half} = SnakeBridge.invoke(class, [1, 2])
      iex> half.denominator
      2
  """
  @spec invoke(Ref.t() | Expr.t() | String.t(), [term()], opts()) :: answer()
  def invoke(callable, args \\ [], opts \\ []) do
    {args, kwargs, runtime} = Arguments.split(args, opts)
    callable |> expr() |> Expr.call(args, kwargs) |> evaluate(runtime)
  end

  @doc "As `invoke/3`, but gives the value or raises."
  @spec invoke!(Ref.t() | Expr.t() | String.t(), [term()], opts()) :: term()
  def invoke!(callable, args \\ [], opts \\ []), do: callable |> invoke(args, opts) |> unwrap!()

  @doc """
  A constant, a class, a function: what a module has by that name.

      iex> SnakeBridge.get("math", "pi")
      {:ok, 3.141592653589793}
  """
  @spec get(target(), name(), keyword()) :: answer()
  def get(target, name, opts \\ []), do: target |> member(name) |> evaluate(runtime(opts))

  @doc "As `get/3`, but gives the value or raises."
  @spec get!(target(), name(), keyword()) :: term()
  def get!(target, name, opts \\ []), do: target |> get(name, opts) |> unwrap!()

  @doc """
  Calls a method of an object.

      iex> deque = SnakeBridge.call!("collections", "deque", [[1, 2, 3]])
      iex> SnakeBridge.method(deque, "pop")
      {:ok, 3}
  """
  @spec method(Ref.t() | Expr.t(), name(), [term()], opts()) :: answer()
  def method(object, name, args \\ [], opts \\ []), do: call(object, name, args, opts)

  @doc "As `method/4`, but gives the value or raises."
  @spec method!(Ref.t() | Expr.t(), name(), [term()], opts()) :: term()
  def method!(object, name, args \\ [], opts \\ []), do: object |> call(name, args, opts) |> unwrap!()

  @doc "The attribute of an object."
  @spec attr(Ref.t() | Expr.t(), name(), keyword()) :: answer()
  def attr(object, name, opts \\ []), do: get(object, name, opts)

  @doc "As `attr/3`, but gives the value or raises."
  @spec attr!(Ref.t() | Expr.t(), name(), keyword()) :: term()
  def attr!(object, name, opts \\ []), do: object |> get(name, opts) |> unwrap!()

  @doc """
  Sets an attribute.

      iex> space = SnakeBridge.call!("types", "SimpleNamespace", [], x: 1)
      iex> SnakeBridge.set_attr(space, "x", 2)
      {:ok, nil}
      iex> SnakeBridge.attr!(space, "x")
      2
  """
  @spec set_attr(Ref.t() | Expr.t(), name(), term(), keyword()) :: answer()
  def set_attr(object, name, value, opts \\ []),
    do: builtin("builtins.setattr", [object, to_string(name), value], opts)

  @doc "As `set_attr/4`, but raises."
  @spec set_attr!(Ref.t() | Expr.t(), name(), term(), keyword()) :: nil
  def set_attr!(object, name, value, opts \\ []), do: object |> set_attr(name, value, opts) |> unwrap!()

  @doc "Deletes an attribute."
  @spec delete_attr(Ref.t() | Expr.t(), name(), keyword()) :: answer()
  def delete_attr(object, name, opts \\ []), do: builtin("builtins.delattr", [object, to_string(name)], opts)

  @doc """
  `object[key]`

      iex> words = SnakeBridge.call!("collections", "Counter", [["a", "b", "a"]])
      iex> SnakeBridge.index(words, "a")
      {:ok, 2}
  """
  @spec index(Ref.t() | Expr.t(), term(), keyword()) :: answer()
  def index(object, key, opts \\ []), do: object |> Expr.item(key) |> evaluate(runtime(opts))

  @doc "As `index/3`, but gives the value or raises."
  @spec index!(Ref.t() | Expr.t(), term(), keyword()) :: term()
  def index!(object, key, opts \\ []), do: object |> index(key, opts) |> unwrap!()

  @doc "`object[key] = value`"
  @spec set_index(Ref.t() | Expr.t(), term(), term(), keyword()) :: answer()
  def set_index(object, key, value, opts \\ []), do: builtin("operator.setitem", [object, key, value], opts)

  @doc "As `set_index/4`, but raises."
  @spec set_index!(Ref.t() | Expr.t(), term(), term(), keyword()) :: nil
  def set_index!(object, key, value, opts \\ []), do: object |> set_index(key, value, opts) |> unwrap!()

  @doc "`del object[key]`"
  @spec delete_index(Ref.t() | Expr.t(), term(), keyword()) :: answer()
  def delete_index(object, key, opts \\ []), do: builtin("operator.delitem", [object, key], opts)

  @doc """
  The value of an object that has one: of a list that was kept in Python, say.
  """
  @spec value(Ref.t() | Expr.t(), keyword()) :: answer()
  def value(object, opts \\ []), do: object |> Expr.value() |> Expr.run(runtime(opts))

  @doc "As `value/2`, but gives the value or raises."
  @spec value!(Ref.t() | Expr.t(), keyword()) :: term()
  def value!(object, opts \\ []), do: object |> value(opts) |> unwrap!()

  @doc """
  Waits for a coroutine, or for anything else that can be awaited.

      iex> expr = SnakeBridge.Expr.path("asyncio.sleep") |> SnakeBridge.Expr.call([0, "done"])
      iex> SnakeBridge.await(expr)
      {:ok, "done"}
  """
  @spec await(Ref.t() | Expr.t(), keyword()) :: answer()
  def await(awaitable, runtime \\ []),
    do: awaitable |> Expr.value() |> Expr.run(Keyword.put(runtime, :await, true))

  @doc "As `await/2`, but gives the value or raises."
  @spec await!(Ref.t() | Expr.t(), keyword()) :: term()
  def await!(awaitable, runtime \\ []), do: awaitable |> await(runtime) |> unwrap!()

  @doc """
  An expression, to go on from: of a dotted path, or of an object. See `SnakeBridge.Expr`.

      iex> import SnakeBridge.Expr, only: [method: 3, method: 4, run!: 1]
      iex> SnakeBridge.expr("datetime.date") |> method("fromisoformat", ["2024-02-29"]) |> method("replace", [], year: 2025, day: 1) |> run!()
      ~D[2025-02-01]
  """
  @spec expr(String.t() | Ref.t() | Expr.t()) :: Expr.t()
  def expr(path) when is_binary(path), do: Expr.path(path)
  def expr(object), do: Expr.value(object)

  @doc "As `SnakeBridge.Expr.run/2`."
  @spec run(Expr.t(), keyword()) :: answer()
  defdelegate run(expr, runtime \\ []), to: Expr

  @doc "As `SnakeBridge.Expr.run!/2`."
  @spec run!(Expr.t(), keyword()) :: term()
  defdelegate run!(expr, runtime \\ []), to: Expr

  @doc """
  What an object or an expression can be iterated over, as a lazy enumerable; see `SnakeBridge.Stream`.

  The runtime option `batch: n` has exactly so many items come at a time.

      iex> SnakeBridge.expr("itertools.count") |> SnakeBridge.Expr.call([10]) |> SnakeBridge.stream() |> Enum.take(3)
      [10, 11, 12]
  """
  @spec stream(Ref.t() | Expr.t(), keyword()) :: SnakeBridge.Stream.t()
  def stream(iterable, runtime \\ [])
  def stream(iterable, runtime) when is_struct(iterable), do: SnakeBridge.Stream.new(iterable, runtime)
  def stream(module, function), do: stream(module, function, [], [])

  @doc """
  What a call gives, as a lazy enumerable. The call is made when it is enumerated.

      iex> SnakeBridge.stream("builtins", "range", [2, 5]) |> Enum.map(& &1 * 2)
      [4, 6, 8]
  """
  @spec stream(target(), name(), [term()], opts()) :: SnakeBridge.Stream.t()
  def stream(target, function, args, opts \\ []) do
    {args, kwargs, runtime} = Arguments.split(args, opts)
    target |> member(function) |> Expr.call(args, kwargs) |> SnakeBridge.Stream.new(runtime)
  end

  @doc """
  Runs a function with each item of what a call gives. An item that is an object is let go of when the function has returned.

      iex> SnakeBridge.stream("builtins", "range", [2], [], fn item -> send(self(), item) end)
      {:ok, :done}
      iex> receive do item -> item end
      0
  """
  @spec stream(target(), name(), [term()], opts(), (term() -> term())) :: {:ok, :done} | {:error, Error.t()}
  def stream(target, function, args, opts, fun) do
    with :ok <- target |> stream(function, args, opts) |> SnakeBridge.Stream.each(fun), do: {:ok, :done}
  end

  @doc """
  Python's `with`: runs the block with what the context manager gives as `context`, and gives what the block gives, or `nil` if it failed and the manager swallowed that.

  As a function, with more to be told of how it ended, it is `SnakeBridge.Manager.with_manager/3`.

      iex> require SnakeBridge
      iex> file = SnakeBridge.call!("io", "StringIO", ["text"])
      iex> SnakeBridge.with_python file do
      ...>   SnakeBridge.method!(context, "read")
      ...> end
      "text"
      iex> SnakeBridge.attr!(file, "closed")
      true
  """
  defmacro with_python(manager, do: block) do
    quote do
      SnakeBridge.Manager.run_block(unquote(manager), fn var!(context) ->
        _ = var!(context)
        unquote(block)
      end)
    end
  end

  @doc """
  Runs a block with these runtime options as the defaults of this process.

      iex> require SnakeBridge
      iex> SnakeBridge.with_runtime timeout: 10_000 do
      ...>   SnakeBridge.call!("math", "factorial", [20])
      ...> end
      2432902008176640000
  """
  defmacro with_runtime(runtime, do: block) do
    quote do
      SnakeBridge.Options.with_defaults(unquote(runtime), fn -> unquote(block) end)
    end
  end

  @doc """
  A binary that is to be `bytes` in Python, whether or not it is UTF-8.

      iex> SnakeBridge.call!("zlib", "crc32", [SnakeBridge.bytes("data")])
      2918445923
  """
  @spec bytes(binary()) :: Bytes.t()
  def bytes(data) when is_binary(data), do: %Bytes{data: data}

  @doc """
  A function for Python that says more of itself than a bare one. Each use of the same struct is the same function in Python.

  | option | meaning | if left out |
  |---|---|---|
  | `:name`, `:doc`, `:module` | `__name__`, `__doc__`, `__module__` | |
  | `:kind` | `:function`, `:coroutine` (`async def`), `:generator` (yields what the function gives), `:async_generator` | `:function` |
  | `:want` | `:object`: arguments come as objects, also if they have a value | `:value` |
  | `:keywords` | `true`: the last argument is a map of the keyword arguments, also if there are none | only if there are some |
  | `:dicts` | `:pairs`, as for a call | |
  | `:parameters` | `[{name, kind}]` or `[{name, kind, default}]`, where `kind` is `:positional_only`, `:positional_or_keyword`, `:var_positional`, `:keyword_only` or `:var_keyword`: Python checks them, and the function has one argument for each | any arguments |

      iex> add = SnakeBridge.callback(fn a, b -> a + b end, name: "add", parameters: [{"a", :positional_or_keyword}, {"b", :keyword_only, 1}])
      iex> SnakeBridge.call!("inspect", "signature", [add]) |> to_string()
      "(a, *, b=1)"
  """
  @spec callback(fun(), keyword()) :: Callback.t()
  def callback(fun, options \\ []) when is_function(fun) do
    {ours, rest} = Keyword.split(options, [:name, :kind, :want, :keywords])
    {wire, unknown} = Keyword.split(rest, [:doc, :module, :parameters, :dicts])
    if unknown != [], do: raise(ArgumentError, "a callback has no options #{inspect(Keyword.keys(unknown))}")
    name = ours |> Keyword.get(:name, name(fun)) |> to_string()
    number = System.unique_integer([:positive])

    struct!(
      %Callback{fun: fun, number: number, name: name, options: Map.new(wire)},
      Keyword.delete(ours, :name)
    )
  end

  defp name(fun) do
    case Function.info(fun, :type) do
      {:type, :external} -> fun |> Function.info(:name) |> elem(1)
      _ -> "elixir_function"
    end
  end

  @doc """
  Whether it is a Python object.

      iex> SnakeBridge.ref?(SnakeBridge.call!("builtins", "object"))
      true
  """
  @spec ref?(term()) :: boolean()
  def ref?(term), do: is_struct(term, Ref)

  @doc """
  Lets go of objects before their session ends. Using one afterwards is an error of kind `:session_lost`.
  """
  @spec release(Ref.t() | [Ref.t()]) :: :ok
  def release(%Ref{} = ref), do: release([ref])

  def release(refs) when is_list(refs) do
    for {{bridge, generation, session}, refs} <- Enum.group_by(refs, &{&1.bridge, &1.generation, &1.session}) do
      with {:ok, %{generation: ^generation} = handle} <- Bridge.handle(bridge) do
        Handle.write(handle, {:release, session, Enum.map(refs, & &1.id)})
      end
    end

    :ok
  end

  @doc """
  Another ref of the same object, which lasts as long as its session, or until it is released: for what a function of this program was given by Python, and for the exception in
  a `SnakeBridge.Error`, which are let go of sooner.
  """
  @spec keep(Ref.t()) :: {:ok, Ref.t()} | {:error, Error.t()}
  def keep(%Ref{} = ref) do
    with {:ok, kept} <- Expr.object(ref) do
      Decode.unnote_object(kept)
      {:ok, kept}
    end
  end

  @doc "As `keep/1`, but gives the ref or raises."
  @spec keep!(Ref.t()) :: Ref.t()
  def keep!(ref), do: ref |> keep() |> unwrap!()

  @doc "The number of this process's own session, if a call has opened it."
  @spec current_session() :: pos_integer() | nil
  def current_session do
    options = Options.new([])

    case {options.session, Request.handle(options)} do
      {%Session{number: number}, _} -> number
      {nil, {:ok, handle}} -> Caller.own_session(handle, options.pool)
      _ -> nil
    end
  end

  @doc "Ends this process's own session, and with it all its objects. The next call opens another."
  @spec release_auto_session() :: :ok
  def release_auto_session do
    with {:ok, handle} <- Request.handle(Options.new([])), do: Caller.release(handle)
    :ok
  end

  @doc """
  Facts about the interpreter of this process's session: its version, its executable, and so on. Starts it if need be.
  """
  @spec facts(keyword()) :: answer()
  def facts(runtime \\ []), do: Request.facts(Options.new(runtime))

  @doc "Runtime options in the form that calls take: `rt(timeout: 1_000)` is `[__runtime__: [timeout: 1_000]]`."
  @spec rt(keyword()) :: keyword()
  def rt(runtime) when is_list(runtime), do: [__runtime__: runtime]

  @doc "The options of a call, put together of `:py` (keyword arguments), `:runtime` and `:args`."
  @spec opts(keyword()) :: keyword()
  def opts(parts) when is_list(parts) do
    Keyword.get(parts, :py, []) ++
      for {ours, key} <- [__runtime__: :runtime, __args__: :args], value = parts[key], do: {ours, value}
  end

  @doc "The version of this package."
  @spec version() :: String.t()
  def version, do: :snakebridge |> Application.spec(:vsn) |> to_string()

  defp member(path, name) when is_binary(path), do: Expr.path("#{path}.#{name}")
  defp member(object, name) when is_struct(object), do: Expr.attr(object, name)
  defp member(module, name) when is_atom(module), do: module |> python_path() |> member(name)

  # Generated modules know what they stand for.
  defp python_path(module) do
    if Code.ensure_loaded?(module) and function_exported?(module, :__python_path__, 0) do
      module.__python_path__()
    else
      raise ArgumentError,
            "#{inspect(module)} is no generated module; modules of Python are named by text, such as \"numpy\""
    end
  end

  defp builtin(path, args, opts), do: path |> Expr.path() |> Expr.call(args) |> evaluate(runtime(opts))

  defp runtime([]), do: []

  defp runtime(opts) do
    case Arguments.split([], opts) do
      {[], [], runtime} ->
        runtime

      {_, [{name, _} | _], _} ->
        raise ArgumentError, "`#{name}` is an argument of no call; runtime options stand under `__runtime__:`"
    end
  end

  defp evaluate(expr, runtime) do
    options = Options.new(runtime)
    Request.ask(options.want, expr, options)
  end
end
