defmodule SnakeBridge.Zone do
  @moduledoc """
  What a Python time is relative to: nothing, an offset to the east of UTC (seconds, microseconds, and a name if it has one), or a key of the
  time zone database.
  """

  @type t :: nil | {:offset, integer(), non_neg_integer(), String.t() | nil} | {:named, String.t()}
end

defmodule SnakeBridge.DateTime do
  @moduledoc """
  A Python `datetime` that neither `NaiveDateTime` nor `DateTime` can hold: with `fold`, with an offset that has a name or microseconds, or in a
  zone that the time zone database of this program does not have.

      iex> SnakeBridge.DateTime.parts(~U[2024-02-29 12:00:00Z])
      %SnakeBridge.DateTime{naive: ~N[2024-02-29 12:00:00], zone: {:offset, 0, 0, nil}, fold: 0}
  """

  @enforce_keys [:naive]
  defstruct [:naive, zone: nil, fold: 0]

  @type t :: %__MODULE__{naive: NaiveDateTime.t(), zone: SnakeBridge.Zone.t(), fold: 0 | 1}

  @doc """
  The closest there is in Elixir's own structs, if anything is lost by it or not.

  A `DateTime` needs the offset that holds at that time, so one in a named zone needs a time zone database (`config :elixir, :time_zone_database`).
  """
  @spec to_elixir(t()) :: {:ok, NaiveDateTime.t() | DateTime.t()} | :error
  def to_elixir(%__MODULE__{naive: naive, zone: nil}), do: {:ok, naive}

  def to_elixir(%__MODULE__{naive: naive, zone: {:offset, 0, 0, name}}) when name in [nil, "UTC"] do
    {:ok, DateTime.from_naive!(naive, "Etc/UTC")}
  end

  def to_elixir(%__MODULE__{naive: naive, zone: {:offset, seconds, _, name}}) do
    {:ok, with_offset(naive, seconds, name || offset_name(seconds))}
  end

  def to_elixir(%__MODULE__{naive: naive, zone: {:named, key}, fold: fold}) do
    case DateTime.from_naive(naive, key) do
      {:ok, datetime} -> {:ok, datetime}
      {:ambiguous, first, second} -> {:ok, if(fold == 0, do: first, else: second)}
      _ -> :error
    end
  end

  @doc """
  What Python is told of a `DateTime`, `NaiveDateTime` or a struct of this module.
  """
  @spec parts(t() | NaiveDateTime.t() | DateTime.t()) :: t()
  def parts(%__MODULE__{} = datetime), do: datetime
  def parts(%NaiveDateTime{} = naive), do: %__MODULE__{naive: naive}

  def parts(%DateTime{time_zone: "Etc/UTC"} = datetime) do
    %__MODULE__{naive: DateTime.to_naive(datetime), zone: {:offset, 0, 0, nil}}
  end

  def parts(%DateTime{time_zone: name, utc_offset: utc, std_offset: std} = datetime) do
    naive = DateTime.to_naive(datetime)

    if std == 0 and name == offset_name(utc) do
      %__MODULE__{naive: naive, zone: {:offset, utc, 0, nil}}
    else
      %__MODULE__{naive: naive, zone: {:named, name}, fold: fold(datetime, naive, name)}
    end
  end

  defp fold(datetime, naive, name) do
    case DateTime.from_naive(naive, name) do
      {:ambiguous, first, _}
      when first.utc_offset + first.std_offset != datetime.utc_offset + datetime.std_offset ->
        1

      _ ->
        0
    end
  end

  # As Python names a `timezone` that was given no name.
  defp offset_name(0), do: "UTC"

  defp offset_name(seconds) do
    sign = if seconds < 0, do: "-", else: "+"
    "UTC" <> sign <> (seconds |> abs() |> hours())
  end

  defp hours(seconds) do
    text = Time.from_seconds_after_midnight(seconds) |> Time.to_string()
    if rem(seconds, 60) == 0, do: String.slice(text, 0, 5), else: text
  end

  defp with_offset(naive, seconds, name) do
    %{
      year: year,
      month: month,
      day: day,
      hour: hour,
      minute: minute,
      second: second,
      microsecond: microsecond
    } = naive

    %DateTime{
      year: year,
      month: month,
      day: day,
      hour: hour,
      minute: minute,
      second: second,
      microsecond: microsecond,
      utc_offset: seconds,
      std_offset: 0,
      zone_abbr: name,
      time_zone: name
    }
  end

  @doc false
  @spec from_wire(NaiveDateTime.t(), SnakeBridge.Zone.t(), 0 | 1) :: t() | NaiveDateTime.t() | DateTime.t()
  def from_wire(naive, zone, fold) do
    whole = %__MODULE__{naive: naive, zone: zone, fold: fold}

    with true <- not match?({:offset, _, us, name} when us != 0 or name != nil, zone),
         {:ok, closest} <- to_elixir(whole),
         ^whole <- parts(closest) do
      closest
    else
      _ -> whole
    end
  end
end

defmodule SnakeBridge.Time do
  @moduledoc """
  A Python `time` with a zone or with `fold`, which a `Time` cannot hold.
  """

  @enforce_keys [:time]
  defstruct [:time, zone: nil, fold: 0]

  @type t :: %__MODULE__{time: Time.t(), zone: SnakeBridge.Zone.t(), fold: 0 | 1}
end

defmodule SnakeBridge.Delta do
  @moduledoc """
  A Python `timedelta`: days, and within the day seconds and microseconds.

      iex> SnakeBridge.call!("datetime", "timedelta", [], hours: -1)
      %SnakeBridge.Delta{days: -1, seconds: 82_800, microseconds: 0}
      iex> SnakeBridge.Delta.microseconds(%SnakeBridge.Delta{days: -1, seconds: 82_800})
      -3_600_000_000
  """

  defstruct days: 0, seconds: 0, microseconds: 0

  @type t :: %__MODULE__{days: integer(), seconds: integer(), microseconds: integer()}

  @doc "The whole of it in microseconds."
  @spec microseconds(t()) :: integer()
  def microseconds(%__MODULE__{days: days, seconds: seconds, microseconds: microseconds}) do
    (days * 86_400 + seconds) * 1_000_000 + microseconds
  end

  @doc """
  The delta of so many microseconds.

      iex> SnakeBridge.Delta.from_microseconds(-1)
      %SnakeBridge.Delta{days: -1, seconds: 86_399, microseconds: 999_999}
  """
  @spec from_microseconds(integer()) :: t()
  def from_microseconds(total) do
    seconds = Integer.floor_div(total, 1_000_000)

    %__MODULE__{
      days: Integer.floor_div(seconds, 86_400),
      seconds: Integer.mod(seconds, 86_400),
      microseconds: Integer.mod(total, 1_000_000)
    }
  end
end
