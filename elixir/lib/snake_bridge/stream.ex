defmodule SnakeBridge.Stream do
  @moduledoc """
  What Python iterates over, as a lazy `Enumerable`; made by `SnakeBridge.stream/4`.

  Items come in batches that grow from one to some hundreds, so that a slow generator's items arrive as they come and many items take few round trips. Nothing is asked before it is enumerated, and each
  enumeration iterates anew over what the expression gives. When it is halted early, the iterator is let go of, and a generator closed. An exception is raised as a
  `SnakeBridge.Error`, after the items before it.

  Items that are objects are held until they are released, as all objects are: where there are many, say when you are done with each.

      SnakeBridge.stream("pandas", "read_csv", ["large.csv"], chunksize: 10_000)
      |> Enum.each(fn chunk ->
        work(chunk)
        SnakeBridge.release(chunk)
      end)
  """

  alias SnakeBridge.{
    Answer,
    Atoms,
    Bridge,
    Decode,
    Encode,
    Error,
    Expr,
    Frame,
    Handle,
    Options,
    Raised,
    Ref,
    Request
  }

  @enforce_keys [:expr, :options]
  defstruct [:expr, :options, :batch]

  @type t :: %__MODULE__{expr: Expr.t(), options: Options.t(), batch: pos_integer() | nil}

  @largest_batch 512

  defmodule Cursor do
    @moduledoc false
    # An enumeration under way. `pull` is the request that is answered in parts, if there is one.
    defstruct [:handle, :iterator, :term, :session, :within, :options, :size, :grows, :pull]
  end

  @doc false
  @spec new(Expr.t() | Ref.t() | term(), keyword()) :: t()
  def new(expr, runtime) do
    {batch, runtime} = Keyword.pop(runtime, :batch)
    %__MODULE__{expr: Expr.value(expr), options: Options.new(runtime), batch: batch}
  end

  @doc false
  @spec enumerable(t()) :: Enumerable.t()
  def enumerable(stream), do: Stream.resource(fn -> open(stream) end, &next/1, &close/1)

  @doc false
  @spec each(t(), (term() -> term())) :: :ok | {:error, Error.t()}
  def each(stream, fun), do: stream |> open() |> each_of(fun)

  # Only what Python raises is an answer; what the function raises goes on.
  defp each_of(cursor, fun) do
    case step(cursor) do
      {:halt, _} ->
        :ok

      {:error, error} ->
        {:error, error}

      {items, cursor} ->
        try do
          Enum.each(items, fn item ->
            fun.(item)
            item |> Ref.inside() |> SnakeBridge.release()
          end)
        catch
          kind, reason ->
            close(cursor)
            :erlang.raise(kind, reason, __STACKTRACE__)
        end

        each_of(cursor, fun)
    end
  end

  defp next(cursor) do
    with {:error, error} <- step(cursor), do: raise(error)
  end

  defp open(%{expr: expr, options: options, batch: batch}) do
    with {:ok, iterator} <- Request.ask(:iterate, expr, options),
         {:ok, handle} <- Bridge.handle(iterator.bridge),
         {:ok, term, _} <- Encode.expr(iterator),
         {:ok, session, within} <- Request.session(handle, options, iterator.session) do
      %Cursor{
        handle: handle,
        iterator: iterator,
        term: term,
        session: session,
        within: within,
        options: options,
        size: batch || 1,
        grows: batch == nil
      }
    else
      {:error, error} -> {:failed, error}
    end
  end

  defp step({:failed, error}), do: {:error, error}
  defp step(:ended), do: {:halt, :ended}

  defp step(%Cursor{pull: nil} = cursor) do
    {id, waiting} = Request.start(cursor.handle)
    ask = {:pull, cursor.options.want, cursor.term, cursor.size}

    case Handle.write(cursor.handle, {:request, id, cursor.session, cursor.within, ask, cursor.options.wire}) do
      :ok -> step(%{cursor | pull: {id, waiting}})
      :closed -> {[], {:failed, Error.bridge_died("it had ended before")}}
    end
  end

  defp step(%Cursor{pull: {_, waiting}, handle: handle} = cursor) do
    origin = {handle.bridge, handle.generation}

    case part(Request.next(waiting)) do
      {:items, _, plain, items, then} ->
        {items |> then(&Decode.value(plain, &1, origin)) |> Atoms.restore(cursor.options.atoms),
         onwards(then, cursor)}

      {:error, _, map} ->
        cursor |> finish() |> release()
        {:error, map |> Answer.error(origin) |> Raised.note(handle)}

      {:lost, reason} ->
        finish(cursor)
        {:error, Answer.lost(reason)}
    end
  end

  defp part({:lost, reason}), do: {:lost, reason}
  defp part(frame), do: Frame.decode(frame)

  defp onwards(:more, cursor), do: cursor
  defp onwards(:paused, cursor), do: cursor |> finish() |> grown()

  defp onwards(:ended, cursor) do
    cursor |> finish() |> release()
    :ended
  end

  defp grown(%{grows: true, size: size} = cursor), do: %{cursor | size: min(size * 2, @largest_batch)}
  defp grown(cursor), do: cursor

  defp finish(%{pull: {id, waiting}} = cursor) do
    Request.finish(cursor.handle, id, waiting)
    %{cursor | pull: nil}
  end

  defp close(%Cursor{pull: {id, _}} = cursor) do
    Handle.write(cursor.handle, {:cancel, id})
    cursor |> finish() |> release()
  end

  defp close(%Cursor{} = cursor), do: release(cursor)
  defp close(_), do: :ok

  defp release(cursor), do: Handle.write(cursor.handle, {:release, cursor.session, [cursor.iterator.id]})

  defimpl Enumerable do
    def reduce(stream, acc, fun), do: Enumerable.reduce(SnakeBridge.Stream.enumerable(stream), acc, fun)
    def count(_), do: {:error, __MODULE__}
    def member?(_, _), do: {:error, __MODULE__}
    def slice(_), do: {:error, __MODULE__}
  end
end
