defmodule SnakeBridge.Answer do
  @moduledoc false
  # What came back, as the API gives it.

  alias SnakeBridge.{Decode, Error, Frame, Handle, Raised}

  @common [
            :kind,
            :message,
            :type,
            :text,
            :args,
            :frames,
            :cause,
            :context,
            :suppress_context,
            :notes,
            :group,
            :hints
          ] ++
            [:nearest, :object, :expression, :traceback, :bases, :term]

  @spec of(binary() | {:lost, term()}, Handle.t()) :: {:ok, term()} | {:error, Error.t()}
  def of({:lost, reason}, _), do: {:error, lost(reason)}

  def of(frame, %{bridge: bridge, generation: generation} = handle) do
    case Frame.decode(frame) do
      {:reply, _, plain, term} -> {:ok, Decode.value(plain, term, {bridge, generation})}
      {:error, _, error} -> {:error, error |> error({bridge, generation}) |> Raised.note(handle)}
      {:stats, _, stats} -> {:ok, stats}
      {:pong, _} -> {:ok, :pong}
    end
  end

  @spec lost(term()) :: Error.t()
  def lost({:shutdown, {:lost, reason}}), do: Error.bridge_died(reason)
  def lost(reason) when is_binary(reason), do: Error.bridge_died(reason)
  def lost(reason), do: Error.bridge_died("its connection ended: #{Exception.format_exit(reason)}")

  @doc "An error of `docs/serve.md`."
  @spec error(map(), Decode.origin()) :: Error.t()
  def error(map, origin) do
    message = map[:message] || own_message(map)

    %Error{
      kind: map[:kind] || :python,
      message: message,
      type: map[:type],
      bases: map[:bases] || [],
      text: map[:text],
      args: Decode.tagged(map[:args] || [], origin),
      frames:
        for({file, line, function, source} <- map[:frames] || [], do: frame(file, line, function, source)),
      cause: nested(map[:cause], origin),
      context: nested(map[:context], origin),
      suppress_context: map[:suppress_context] || false,
      notes: map[:notes] || [],
      group: Enum.map(map[:group] || [], &error(&1, origin)),
      hints: map[:hints] || [],
      nearest: map[:nearest] || [],
      object: map[:object] && object(map[:kind], map[:object], origin),
      expression: map[:expression],
      traceback: map[:traceback],
      original: original(map),
      details: details(map)
    }
  end

  defp nested(nil, _), do: nil
  defp nested(map, origin), do: error(map, origin)

  defp frame(file, line, function, source),
    do: %Error.Frame{file: file, line: line, function: function, source: source}

  defp object(kind, object, origin) when kind in [nil, :python], do: Decode.tagged(object, origin)
  defp object(_, _, _), do: nil

  # `object` of an error of kind `cross_session` is a description.
  defp details(%{kind: :cross_session} = map), do: Map.take(map, [:object])
  defp details(map), do: Map.drop(map, @common)

  defp own_message(map), do: "#{map[:type]}: #{map[:text]}"

  # Whatever a function of this program failed with, as `SnakeBridge.Invocation` packed it.
  defp original(%{kind: :host, term: packed}) do
    case :erlang.binary_to_term(packed, [:safe]) do
      {kind, reason, trace} when kind in [:error, :throw, :exit] -> {kind, reason, trace}
      _ -> nil
    end
  rescue
    ArgumentError -> nil
  end

  defp original(_), do: nil
end
