defmodule SnakeBridge.Frame do
  @moduledoc false
  # What crosses the port: terms in Erlang's external format (`docs/serve.md`). The process that owns the port only looks at the head of an answer, and
  # whoever waits for it reads the rest. A big binary that is the whole answer is taken out of its frame as it is, without being copied.

  import Bitwise

  @big 65_536

  # Decoding is `:safe`, so the atoms of the catalogue have to exist: they do as soon as this module is loaded.
  @catalogue [
    ~w(hello refused reply items error call dropped log warning worker pong invalid plain mixed more paused ended stats)a,
    ~w(nil true false dict float nan infinity neg_infinity tuple set frozenset bytes bytearray wtf8 complex date time datetime)a,
    ~w(timedelta decimal fraction uuid array ref offset zone)a,
    ~w(kind message python conversion timed_out cancelled worker_died session_lost cross_session environment denied saturated)a,
    ~w(host usage protocol expected found at after stopped before_it_began interrupted killed pid code signal trace expression)a,
    ~w(reason object what fix path rule workers waiting term type bases text args frames cause context suppress_context notes)a,
    ~w(group hints nearest traceback level info debug logger function file line category event replaced recycled)a,
    ~w(sessions objects functions requests calls)a
  ]

  @doc "All atoms that the other side may send."
  @spec catalogue() :: [atom()]
  def catalogue, do: List.flatten(@catalogue)

  @doc "A message for the port; big binaries in it are not copied."
  @spec encode(tuple()) :: iodata()
  def encode(message), do: :erlang.term_to_iovec(message)

  @doc """
  Who a frame is for: a request that waits, a function that is called, or the bridge itself.
  """
  @spec head(binary()) ::
          {:answer, non_neg_integer()} | {:call, non_neg_integer()} | :news | :message | :garbage
  def head(<<131, 104, _, 119, 5, "reply", rest::binary>>), do: answer(rest)
  def head(<<131, 104, _, 119, 5, "items", rest::binary>>), do: answer(rest)
  def head(<<131, 104, _, 119, 5, "error", rest::binary>>), do: answer(rest)
  def head(<<131, 104, _, 119, 5, "stats", rest::binary>>), do: answer(rest)
  def head(<<131, 104, _, 119, 4, "pong", rest::binary>>), do: answer(rest)
  def head(<<131, 104, _, 119, 3, "log", _::binary>>), do: :news
  def head(<<131, 104, _, 119, 7, "warning", _::binary>>), do: :news

  def head(<<131, 104, _, 119, 4, "call", rest::binary>>) do
    with {number, _} <- number(rest), do: {:call, number}
  end

  def head(<<131, _::binary>>), do: :message
  def head(_), do: :garbage

  defp answer(rest) do
    with {id, _} <- number(rest), do: {:answer, id}
  end

  defp number(<<97, number, rest::binary>>), do: {number, rest}
  defp number(<<98, 0::1, number::31, rest::binary>>), do: {number, rest}
  defp number(<<110, bytes, 0, number::little-size(bytes)-unit(8), rest::binary>>), do: {number, rest}
  defp number(_), do: :garbage

  @doc "The message in a frame."
  @spec decode(binary()) :: tuple()
  def decode(frame) when byte_size(frame) < @big, do: :erlang.binary_to_term(frame, [:safe])

  def decode(<<131, 104, 4, 119, 5, "reply", rest::binary>> = frame) do
    with {id, <<119, n, plain::binary-size(n), term::binary>>} <- number(rest),
         {:ok, value} <- big(term) do
      {:reply, id, String.to_existing_atom(plain), value}
    else
      _ -> :erlang.binary_to_term(frame, [:safe])
    end
  end

  def decode(frame), do: :erlang.binary_to_term(frame, [:safe])

  defp big(<<109, size::32, data::binary-size(size)>>), do: {:ok, data}
  defp big(<<104, 2, 119, 5, "bytes", 109, size::32, data::binary-size(size)>>), do: {:ok, {:bytes, data}}

  defp big(<<104, 2, 119, 9, "bytearray", 109, size::32, data::binary-size(size)>>),
    do: {:ok, {:bytearray, data}}

  defp big(<<104, 4, 119, 5, "array", 109, n::32, dtype::binary-size(n), rest::binary>>) do
    with {shape, <<109, size::32, data::binary-size(size)>>} <- shape(rest),
         do: {:ok, {:array, dtype, shape, data}}
  end

  defp big(_), do: :other

  defp shape(<<106, rest::binary>>), do: {[], rest}
  defp shape(<<108, axes::32, rest::binary>>), do: axes(axes, rest, [])
  defp shape(_), do: :other

  defp axes(0, <<106, rest::binary>>, axes), do: {Enum.reverse(axes), rest}

  defp axes(left, rest, axes) when left > 0 do
    with {axis, rest} <- number(rest), do: axes(left - 1, rest, [axis | axes])
  end

  defp axes(_, _, _), do: :other

  @doc "The number of the `sequence`th request of the process in this slot; of a million it can have under way at once."
  @spec id(pos_integer(), non_neg_integer()) :: pos_integer()
  def id(slot, sequence), do: slot <<< 20 ||| (sequence &&& 0xFFFFF)

  @doc "All numbers that the requests of this slot can have."
  @spec ids(pos_integer()) :: {first :: pos_integer(), last :: pos_integer()}
  def ids(slot), do: {id(slot, 0), id(slot, 0xFFFFF)}
end
