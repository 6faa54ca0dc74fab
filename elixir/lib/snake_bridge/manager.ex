defmodule SnakeBridge.Manager do
  @moduledoc """
  Python's `with` statement for objects that are context managers.

  `__exit__` learns of an error of the body, and may swallow it. The body fails by raising, throwing or exiting, and by giving `:error` or `{:error, reason}`. Python sees the
  exception itself if it raised it, else a `snakebridge.HostError`.
  """

  alias SnakeBridge.{Error, Expr, Ref, Request}

  @typedoc "What the body failed with."
  @type failure ::
          {:error | :throw | :exit, term(), Exception.stacktrace()} | {:given, :error | {:error, term()}}

  defstruct [:object, :enter, :exit, :stack, :stack_enter, :stack_push, :stack_close, :runtime]

  @sync %{
    enter: "__enter__",
    exit: "__exit__",
    stack: "contextlib.ExitStack",
    stack_enter: "enter_context",
    stack_push: "push",
    stack_close: "close"
  }

  @async %{
    enter: "__aenter__",
    exit: "__aexit__",
    stack: "contextlib.AsyncExitStack",
    stack_enter: "enter_async_context",
    stack_push: "push_async_exit",
    stack_close: "aclose"
  }

  @doc """
  Enters the manager, runs the function with what `__enter__` gives, and exits it, whatever becomes of the function.

  `manager` is a `SnakeBridge.Ref` or an expression. With the runtime option `await: true` it is `async with`.

  - `{:ok, result}`: what the function gave;
  - `{:swallowed, error}`: it failed, and `__exit__` said that this is to be ignored;
  - `{:error, error}`: entering or exiting failed, or the function gave that. `:error` is given as it is.

  What the function raises, throws or exits with goes on unless it is swallowed.

      iex> text = SnakeBridge.Expr.call(SnakeBridge.Expr.path("io.StringIO"), ["a line"])
      iex> SnakeBridge.Manager.with_manager(text, fn file -> SnakeBridge.method!(file, "read") end)
      {:ok, "a line"}
      iex> suppress = SnakeBridge.call!("contextlib", "suppress", [SnakeBridge.get!("builtins", "ValueError")])
      iex> {:swallowed, error} = SnakeBridge.Manager.with_manager(suppress, fn _ -> SnakeBridge.call!("builtins", "int", ["x"]) end)
      iex> error.type
      "builtins.ValueError"
  """
  @spec with_manager(Ref.t() | Expr.t(), (term() -> result), keyword()) ::
          {:ok, result} | {:swallowed, term()} | {:error, term()} | :error
        when result: term()
  def with_manager(manager, body, runtime \\ []) do
    names = if runtime[:await], do: @async, else: @sync

    with {:ok, object} <- object(manager, runtime),
         this = struct!(%__MODULE__{object: object, runtime: runtime}, names),
         {:ok, enter, exit} <- methods(this),
         {:ok, entered} <- Request.ask(:value, Expr.call(enter, [object]), runtime) do
      entered |> outcome(body) |> leave(exit, this)
    end
  end

  @doc false
  @spec run_block(Ref.t() | Expr.t(), (term() -> result)) :: result | nil | {:error, Error.t()}
        when result: term()
  def run_block(manager, block) do
    case with_manager(manager, block) do
      {:ok, result} -> result
      {:swallowed, _} -> nil
      failure -> failure
    end
  end

  defp object(%Ref{} = ref, _), do: {:ok, ref}
  defp object(expr, runtime), do: Request.ask(:object, Expr.value(expr), Keyword.delete(runtime, :await))

  # Special methods are those of the type.
  defp methods(this) do
    class = Expr.call(Expr.path("builtins.type"), [this.object])
    both = {Expr.attr(class, this.enter), Expr.attr(class, this.exit)}

    with {:ok, {enter, exit}} <- Request.ask(:value, both, Keyword.delete(this.runtime, :await)) do
      {:ok, enter, exit}
    else
      {:error, error} -> if Error.is?(error, "AttributeError"), do: refusal(this), else: {:error, error}
    end
  end

  # What this Python says of an object that is no context manager.
  defp refusal(this) do
    stack = Expr.call(Expr.path(this.stack))

    with {:ok, _} <- Request.ask(:nothing, Expr.method(stack, this.stack_enter, [this.object]), this.runtime) do
      {:error, Error.usage("#{inspect(this.object)} is no context manager")}
    end
  end

  defp outcome(entered, body) do
    case body.(entered) do
      :error -> {:failed, {:given, :error}}
      {:error, reason} -> {:failed, {:given, {:error, reason}}}
      result -> {:done, result}
    end
  rescue
    exception -> {:failed, {:error, exception, __STACKTRACE__}}
  catch
    kind, reason -> {:failed, {kind, reason, __STACKTRACE__}}
  end

  defp leave({:done, result}, exit, this) do
    with {:ok, _} <- Request.ask(:nothing, Expr.call(exit, [this.object, nil, nil, nil]), this.runtime),
         do: {:ok, result}
  end

  defp leave({:failed, failure}, exit, this) do
    verdict =
      case raised_by_python(failure) do
        nil -> show_ours(failure, exit, this)
        object -> show(object, exit, this)
      end

    case verdict do
      :swallowed -> {:swallowed, reason(failure)}
      :goes_on -> go_on(failure)
      {:error, error} -> {:error, error}
    end
  end

  defp raised_by_python({:error, %Error{object: %Ref{} = object}, _}), do: object
  defp raised_by_python({:given, {:error, %Error{object: %Ref{} = object}}}), do: object
  defp raised_by_python(_), do: nil

  defp show(raised, exit, this) do
    class = Expr.call(Expr.path("builtins.type"), [raised])
    told = Expr.call(exit, [this.object, class, raised, Expr.attr(raised, "__traceback__")])
    # The verdict is whatever is true in Python.
    verdict = if this.runtime[:await], do: told, else: Expr.call(Expr.path("builtins.bool"), [told])

    case Request.ask(:value, verdict, this.runtime) do
      {:ok, falsy} when falsy in [nil, false, 0, 0.0, ""] -> :goes_on
      {:ok, _} -> :swallowed
      {:error, error} -> if same?(error, raised, this), do: :goes_on, else: {:error, error}
    end
  end

  # An `__exit__` that raises what it was told has nothing to add.
  defp same?(%Error{object: %Ref{} = again}, raised, this) do
    Request.ask(
      :value,
      Expr.call(Expr.path("operator.is_"), [again, raised]),
      Keyword.delete(this.runtime, :await)
    ) == {:ok, true}
  end

  defp same?(_, _, _), do: false

  # It becomes an exception when a function of ours raises it, and Python's own code then shows that to `__exit__`.
  defp show_ours(failure, exit, this) do
    sync = Keyword.delete(this.runtime, :await)
    body = SnakeBridge.callback(fn -> go_on_raising(failure) end, name: "body")

    with {:ok, {stack, _}} <- Request.ask(:value, {Expr.call(Expr.path(this.stack)), this.object}, sync),
         left = Expr.call(Expr.path("functools.partial"), [exit, this.object]),
         {:ok, _} <- Request.ask(:nothing, Expr.method(stack, this.stack_push, [left]), sync),
         {:ok, _} <- Request.ask(:nothing, Expr.method(stack, "callback", [body]), sync),
         {:ok, _} <- Request.ask(:nothing, Expr.method(stack, this.stack_close), this.runtime) do
      :swallowed
    else
      {:error, %Error{kind: :host}} -> :goes_on
      {:error, error} -> {:error, error}
    end
  end

  defp go_on_raising({:given, given}), do: raise("the body gave #{inspect(given)}")
  defp go_on_raising({kind, reason, trace}), do: :erlang.raise(kind, reason, trace)

  defp go_on({:given, given}), do: given
  defp go_on({kind, reason, trace}), do: :erlang.raise(kind, reason, trace)

  defp reason({:given, {:error, reason}}), do: reason
  defp reason({:given, :error}), do: :error
  defp reason({_, reason, _}), do: reason
end
