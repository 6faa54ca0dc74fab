defmodule SnakeBridge.Invocation do
  @moduledoc false
  # A call that Python makes of a function of this program, in a process of its own. What the function asks of Python meanwhile is evaluated by the Python
  # thread that waits for it.

  alias SnakeBridge.{Caller, Decode, Encode, Error, Expr, Frame, Handle, Raise, Ref, Request, Telemetry}

  @spec start(Handle.t(), binary()) :: pid()
  def start(handle, frame), do: :proc_lib.spawn_link(__MODULE__, :run, [handle, frame])

  @doc false
  @spec run(Handle.t(), binary()) :: :ok
  def run(handle, frame) do
    {:call, call, session, number, plain, args, kwargs} = Frame.decode(frame)
    Caller.enter(handle, session, call)
    Decode.note_objects()

    case :ets.lookup(handle.functions, {session, number}) do
      [{_, {callback, lender}, _}] ->
        Process.put(:"$callers", [lender])

        answer(handle, session, call, fn ->
          invoke(callback, plain, args, kwargs, {handle.bridge, handle.generation})
        end)

      [] ->
        Handle.write(handle, {:raise, call, python("builtins.ReferenceError", "the function is gone")})
    end

    let_go(handle, session)
  end

  # What the function was given and what it made is its own, and goes when it has answered. That it gives an object back is answered before.
  defp let_go(handle, session) do
    case for(
           ref <- Decode.noted_objects(),
           ref.session == session,
           ref.generation == handle.generation,
           do: ref.id
         ) do
      [] -> :ok
      ids -> Handle.write(handle, {:release, session, ids})
    end
  end

  @doc "Answers for a process that ended before it did."
  @spec killed(Handle.t(), pos_integer(), term()) :: :ok
  def killed(handle, call, reason) do
    Handle.post(
      handle,
      {:raise, call, host(:exit, reason, [], "the process of the function ended: #{inspect(reason)}")}
    )
  end

  defp answer(handle, session, call, fun) do
    with {:ok, term, found} <- outcome(fun) do
      Request.lend(handle, session, found.callbacks)
      Handle.write(handle, {:return, call, term})
    else
      {:raise, raised} -> Handle.write(handle, {:raise, call, raised})
    end
  end

  defp outcome(fun) do
    with {:error, error} <- Encode.expr(fun.()), do: {:raise, raised(error, [])}
  rescue
    exception -> {:raise, raised(exception, __STACKTRACE__)}
  catch
    kind, reason -> {:raise, host(kind, reason, __STACKTRACE__, Exception.format_banner(kind, reason))}
  end

  # An exception of Python goes back as what it is; one of ours comes out as it was where Python was called.
  defp raised(%Error{kind: :python, object: %Ref{} = object} = error, trace) do
    case Encode.expr(object) do
      {:ok, term, _} -> {:exception, term}
      {:error, _} -> host(:error, error, trace, Exception.message(error))
    end
  end

  defp raised(%Raise{type: type, args: args} = exception, trace) do
    case Encode.expr(Expr.call(Expr.path(type), args)) do
      {:ok, term, _} -> {:exception, term}
      {:error, error} -> host(:error, exception, trace, Exception.message(error))
    end
  end

  defp raised(exception, trace), do: host(:error, exception, trace, Exception.message(exception))

  defp host(kind, reason, trace, message), do: {:host, message, :erlang.term_to_binary({kind, reason, trace})}

  defp python(class, message), do: {:exception, {:call, {:path, class}, [message], []}}

  defp invoke(callback, plain, args, kwargs, origin) do
    args = Decode.value(plain, args, origin)
    kwargs = Map.new(kwargs, fn {name, value} -> {name, Decode.value(plain, value, origin)} end)
    {:arity, arity} = Function.info(callback.fun, :arity)
    given = length(args)

    result =
      Telemetry.callback(callback, fn ->
        cond do
          callback.keywords and arity == given + 1 -> apply(callback.fun, args ++ [kwargs])
          kwargs != %{} and arity == given + 1 -> apply(callback.fun, args ++ [kwargs])
          kwargs == %{} and arity == given -> apply(callback.fun, args)
          true -> raise Raise, type: "builtins.TypeError", args: [mismatch(callback, arity, given, kwargs)]
        end
      end)

    if callback.kind in [:generator, :async_generator], do: Enum.to_list(result), else: result
  end

  # In the words of Python.
  defp mismatch(callback, arity, given, kwargs) do
    case Map.keys(kwargs) do
      [name | _] when arity >= given ->
        "#{callback.name}() got an unexpected keyword argument '#{name}'"

      _ ->
        "#{callback.name}() takes #{arity} positional #{arguments(arity)} but #{given} #{were(given)} given"
    end
  end

  defp arguments(1), do: "argument"
  defp arguments(_), do: "arguments"
  defp were(1), do: "was"
  defp were(_), do: "were"
end
