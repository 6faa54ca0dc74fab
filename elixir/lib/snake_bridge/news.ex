defmodule SnakeBridge.News do
  @moduledoc false
  # Passes what Python logs and warns of to `Logger`, in a process that may be held up by it.

  use GenServer

  alias SnakeBridge.Frame

  require Logger

  # Python can log faster than anybody reads.
  @waiting 10_000

  @spec start_link(keyword()) :: GenServer.on_start()
  def start_link(options), do: GenServer.start_link(__MODULE__, nil, options)

  @doc "Takes a frame with a record or a warning; one that comes when too many wait is dropped."
  @spec tell(atom(), binary()) :: :ok
  def tell(news, frame) do
    with pid when is_pid(pid) <- Process.whereis(news),
         {:message_queue_len, waiting} when waiting < @waiting <- Process.info(pid, :message_queue_len) do
      GenServer.cast(pid, {:news, frame})
    else
      _ -> :ok
    end
  end

  @impl GenServer
  def init(_), do: {:ok, nil}

  @impl GenServer
  def handle_cast({:news, frame}, state) do
    case Frame.decode(frame) do
      {:log, record} ->
        Logger.log(level(record.level), record.message,
          python_logger: record[:logger],
          python_file: place(record)
        )

      {:warning, warning} ->
        Logger.warning("#{warning[:category]}: #{warning.message}",
          python_logger: "warnings",
          python_file: place(warning)
        )
    end

    {:noreply, state}
  end

  defp level(:trace), do: :debug
  defp level(level), do: level

  defp place(news), do: "#{news[:file]}:#{news[:line]}"
end
