defmodule SnakeBridge.Raised do
  @moduledoc false
  # An error holds the exception itself, and nothing tells when a program is done with it. So a process has those of its last errors only: a server that runs
  # for years and meets an error now and then must not keep all of them, and their tracebacks, in Python.

  alias SnakeBridge.{Error, Handle, Ref}

  @kept 64
  @key {__MODULE__, :kept}

  @doc "Notes what an error holds, and lets go of what the oldest noted one holds if there are too many."
  @spec note(Error.t(), Handle.t()) :: Error.t()
  def note(%Error{kind: :python} = error, handle) do
    case refs(error) do
      [] -> error
      refs -> remember(refs, handle, error)
    end
  end

  def note(error, _), do: error

  defp remember(refs, handle, error) do
    {count, kept} = Process.get(@key, {0, :queue.new()})
    kept = :queue.in(refs, kept)

    if count < @kept do
      Process.put(@key, {count + 1, kept})
    else
      {{:value, oldest}, kept} = :queue.out(kept)
      Process.put(@key, {count, kept})
      release(oldest, handle)
    end

    error
  end

  # Those of another connection are gone, or will go with their sessions.
  defp release(refs, handle) do
    ours = Enum.filter(refs, &(&1.generation == handle.generation))

    for {session, refs} <- Enum.group_by(ours, & &1.session) do
      Handle.write(handle, {:release, session, Enum.map(refs, & &1.id)})
    end
  end

  defp refs(nil), do: []

  defp refs(%Error{} = error) do
    held = if error.object, do: [error.object | Ref.inside(error.args)], else: Ref.inside(error.args)
    held ++ refs(error.cause) ++ refs(error.context) ++ Enum.flat_map(error.group, &refs/1)
  end
end
