defmodule SnakeBridge.Expr do
  @moduledoc """
  Expressions: a whole chain of attributes, items and calls that is evaluated in Python in one round trip.

  Nothing is asked before `run/2`, `object/2` or `SnakeBridge.stream/2`. Expressions nest: an argument, an item of a list, a value of a map may be one.

      iex> import SnakeBridge.Expr
      iex> expr = path("pathlib.PurePosixPath") |> call(["/tmp/data.csv"]) |> attr("parent") |> method("joinpath", ["other"])
      iex> expr |> method("as_posix") |> run!()
      "/tmp/other"
      iex> run!(call(path("builtins.max"), [[1, call(path("math.sqrt"), [16])]]))
      4.0
  """

  alias SnakeBridge.{Arguments, Error, Ref, Request}

  @enforce_keys [:node]
  defstruct [:node]

  @type t :: %__MODULE__{node: node_()}
  @typep node_ ::
           {:path, String.t()}
           | {:value, term()}
           | {:attr, t(), String.t()}
           | {:item, t(), term()}
           | {:call, t(), [term()], [{String.t(), term()}]}

  @type name :: atom() | String.t()
  @type kwargs :: keyword() | %{optional(name()) => term()} | [{name(), term()}]

  @doc """
  What a dotted path leads to: the first name is imported, then attributes are taken, or submodules where there is no such attribute.
  """
  @spec path(String.t()) :: t()
  def path(dotted) when is_binary(dotted), do: %__MODULE__{node: {:path, dotted}}

  @doc """
  A term as an expression, to go on from it; an expression is itself.

      iex> SnakeBridge.Expr.value("a b") |> SnakeBridge.Expr.method("split") |> SnakeBridge.Expr.run!()
      ["a", "b"]
  """
  @spec value(term()) :: t()
  def value(%__MODULE__{} = expr), do: expr
  def value(term), do: %__MODULE__{node: {:value, term}}

  @doc "The attribute of that name."
  @spec attr(t() | Ref.t(), name()) :: t()
  def attr(of, name), do: %__MODULE__{node: {:attr, value(of), name(name)}}

  @doc "`of[key]`"
  @spec item(t() | Ref.t(), term()) :: t()
  def item(of, key), do: %__MODULE__{node: {:item, value(of), key}}

  @doc "A call, with positional arguments, and keyword arguments in their order."
  @spec call(t() | Ref.t(), [term()], kwargs()) :: t()
  def call(callee, args \\ [], kwargs \\ []) when is_list(args) do
    %__MODULE__{node: {:call, value(callee), args, Arguments.names(kwargs)}}
  end

  @doc "A call of the attribute of that name."
  @spec method(t() | Ref.t(), name(), [term()], kwargs()) :: t()
  def method(of, name, args \\ [], kwargs \\ []), do: of |> attr(name) |> call(args, kwargs)

  @doc """
  Evaluates it and gives the value; what has none is a `SnakeBridge.Ref`, in its place.

  `runtime` are the options of `SnakeBridge`, such as `timeout: 1000`.
  """
  @spec run(t(), keyword()) :: {:ok, term()} | {:error, Error.t()}
  def run(expr, runtime \\ []), do: Request.ask(:value, value(expr), runtime)

  @doc "As `run/2`, but raises the error."
  @spec run!(t(), keyword()) :: term()
  def run!(expr, runtime \\ []), do: expr |> run(runtime) |> SnakeBridge.Result.unwrap!()

  @doc """
  Evaluates it and keeps the result in Python, also if it has a value.

      iex> {:ok, ref} = SnakeBridge.Expr.object(SnakeBridge.Expr.value([3, 1, 2]))
      iex> {:ok, nil} = SnakeBridge.method(ref, "sort")
      iex> SnakeBridge.value!(ref)
      [1, 2, 3]
  """
  @spec object(t(), keyword()) :: {:ok, Ref.t()} | {:error, Error.t()}
  def object(expr, runtime \\ []), do: Request.ask(:object, value(expr), runtime)

  @doc "As `object/2`, but raises the error."
  @spec object!(t(), keyword()) :: Ref.t()
  def object!(expr, runtime \\ []), do: expr |> object(runtime) |> SnakeBridge.Result.unwrap!()

  @doc "Evaluates it and drops the result in Python."
  @spec nothing(t(), keyword()) :: :ok | {:error, Error.t()}
  def nothing(expr, runtime \\ []) do
    with {:ok, _} <- Request.ask(:nothing, value(expr), runtime), do: :ok
  end

  defp name(name) when is_binary(name), do: name
  defp name(name) when is_atom(name), do: Atom.to_string(name)
end

defmodule SnakeBridge.Result do
  @moduledoc false
  # What the variants with a bang make of an answer.

  alias SnakeBridge.Error

  @spec unwrap!({:ok, term()} | {:error, Error.t()} | :ok) :: term()
  def unwrap!({:ok, value}), do: value
  def unwrap!(:ok), do: :ok
  def unwrap!({:error, %Error{original: {:error, exception, trace}}}), do: reraise(exception, trace)
  def unwrap!({:error, %Error{original: {kind, reason, trace}}}), do: :erlang.raise(kind, reason, trace)
  def unwrap!({:error, error}), do: raise(error)
end
