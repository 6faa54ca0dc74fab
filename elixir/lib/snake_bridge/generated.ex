defmodule SnakeBridge.Generated do
  @moduledoc """
  What generated modules call. Paths are whole (`"numpy.linalg.svd"`); `opts` are the user's: Python's keyword arguments, with `__runtime__:` among them.
  """

  alias SnakeBridge.{Arguments, Error, Expr, Options, Ref, Request}

  @type answer :: {:ok, term()} | {:error, Error.t()}

  @doc "Calls what a path leads to."
  @spec call(String.t(), [term()], SnakeBridge.opts()) :: answer()
  def call(path, args, opts \\ []) do
    {args, kwargs, runtime} = Arguments.split(args, opts)
    path |> Expr.path() |> Expr.call(args, kwargs) |> evaluate(runtime)
  end

  @doc "Calls a method of an object."
  @spec method(Ref.t() | Expr.t(), String.t(), [term()], SnakeBridge.opts()) :: answer()
  def method(object, name, args, opts \\ []), do: SnakeBridge.method(object, name, args, opts)

  @doc "What a path leads to."
  @spec get(String.t(), keyword()) :: answer()
  def get(path, opts \\ []) do
    {_, _, runtime} = Arguments.split([], opts)
    path |> Expr.path() |> evaluate(runtime)
  end

  @doc "The attribute of an object."
  @spec attr(Ref.t() | Expr.t(), String.t(), keyword()) :: answer()
  def attr(object, name, opts \\ []), do: SnakeBridge.attr(object, name, opts)

  @doc "Sets the attribute of an object."
  @spec set_attr(Ref.t() | Expr.t(), String.t(), term(), keyword()) :: answer()
  def set_attr(object, name, value, opts \\ []), do: SnakeBridge.set_attr(object, name, value, opts)

  @doc "What a call gives, as a lazy enumerable."
  @spec stream(String.t(), [term()], SnakeBridge.opts()) :: SnakeBridge.Stream.t()
  def stream(path, args, opts \\ []) do
    {args, kwargs, runtime} = Arguments.split(args, opts)
    path |> Expr.path() |> Expr.call(args, kwargs) |> SnakeBridge.Stream.new(runtime)
  end

  @doc "The value, or the error raised."
  @spec unwrap!(answer()) :: term()
  defdelegate unwrap!(answer), to: SnakeBridge.Result

  defp evaluate(expr, runtime) do
    options = Options.new(runtime)
    Request.ask(options.want, expr, options)
  end
end
