defmodule SnakeBridge.Error do
  @moduledoc """
  Why a call gave no result: what `{:error, error}` holds, and what the variants with a bang raise.

  | `kind` | what happened |
  |---|---|
  | `:python` | Python raised: `type`, `bases`, `text`, `args`, `frames`, `cause`, `context`, `notes`, `group` and `object` tell of the exception |
  | `:conversion` | a term cannot be sent (nothing was sent then), or a value is not what was asked for; `details.at` is the place |
  | `:timed_out` | the call was over its deadline; `details.stopped` is `:before_it_began`, `:interrupted` or `:killed` |
  | `:cancelled` | the call was cancelled |
  | `:worker_died` | the Python process, or the whole bridge, ended during the call; the next call gets a new one |
  | `:session_lost` | the session was closed, or the interpreter that held its objects is gone |
  | `:cross_session` | an object was used in a session that is not its own |
  | `:saturated` | too many calls wait for an idle interpreter |
  | `:denied` | the policy of the pool does not admit it |
  | `:environment` | Python, a package, or `snakebridge` itself is not there or not usable; the message says what to do |
  | `:host` | a function of this program failed while Python called it: `original` is what it raised |
  | `:usage`, `:protocol` | a mistake of the caller; a fault of the bridge |

  `object` is the exception itself, for further questions. A process has those of its last 64 errors; `SnakeBridge.keep/1` gives a ref that stays.

      iex> {:error, error} = SnakeBridge.call("json", "loads", ["{"])
      iex> {error.kind, error.type, SnakeBridge.Error.is?(error, "ValueError")}
      {:python, "json.decoder.JSONDecodeError", true}
      iex> {:error, error} = SnakeBridge.call("math", "sqrt", [{1, [self()]}])
      iex> {error.kind, error.details.at}
      {:conversion, "args[0].{1}[0]"}
  """

  alias SnakeBridge.Error.Frame

  defexception [
    :kind,
    :message,
    :type,
    :text,
    :cause,
    :context,
    :object,
    :expression,
    :traceback,
    :original,
    bases: [],
    args: [],
    frames: [],
    suppress_context: false,
    notes: [],
    group: [],
    hints: [],
    nearest: [],
    details: %{}
  ]

  @type kind ::
          :python
          | :conversion
          | :timed_out
          | :cancelled
          | :worker_died
          | :session_lost
          | :cross_session
          | :saturated
          | :denied
          | :environment
          | :host
          | :usage
          | :protocol

  @type t :: %__MODULE__{
          kind: kind(),
          message: String.t(),
          type: String.t() | nil,
          text: String.t() | nil,
          cause: t() | nil,
          context: t() | nil,
          object: SnakeBridge.Ref.t() | nil,
          expression: String.t() | nil,
          traceback: String.t() | nil,
          original: nil | {:error, Exception.t(), Exception.stacktrace()} | {:throw | :exit, term(), list()},
          bases: [String.t()],
          args: [term()],
          frames: [Frame.t()],
          suppress_context: boolean(),
          notes: [String.t()],
          group: [t()],
          hints: [String.t()],
          nearest: [String.t()],
          details: map()
        }

  defmodule Frame do
    @moduledoc "One line of a Python traceback, outermost first."

    defstruct [:file, :line, :function, :source]

    @type t :: %__MODULE__{
            file: String.t(),
            line: non_neg_integer(),
            function: String.t(),
            source: String.t() | nil
          }
  end

  @doc """
  Whether Python would catch it with `except class`: whether it is of that class, or of one derived from it.

  A name without a dot stands for a builtin.

      iex> {:error, error} = SnakeBridge.call("operator", "getitem", [%{}, "missing"])
      iex> for class <- ["KeyError", "builtins.LookupError", "ValueError"], do: SnakeBridge.Error.is?(error, class)
      [true, true, false]
  """
  @spec is?(t(), String.t()) :: boolean()
  def is?(%__MODULE__{bases: bases}, class) when is_binary(class) do
    class in bases or ("builtins." <> class) in bases
  end

  @impl Exception
  def message(%__MODULE__{message: message}), do: message || "unknown error"

  @doc false
  @spec usage(String.t()) :: t()
  def usage(message), do: %__MODULE__{kind: :usage, message: message}

  @doc false
  @spec unencodable(String.t(), String.t(), String.t()) :: t()
  def unencodable(at, found, why) do
    %__MODULE__{
      kind: :conversion,
      message: "`#{found}` at `#{at}` cannot be sent to Python: #{why}; nothing was sent",
      details: %{at: at, found: found, expected: "a term that has a counterpart in Python"}
    }
  end

  @doc false
  @spec session_lost(String.t()) :: t()
  def session_lost(reason) do
    %__MODULE__{
      kind: :session_lost,
      message: "the session is lost: #{reason}; objects made in it cannot be used any more, make them anew",
      details: %{reason: reason}
    }
  end

  @doc false
  @spec bridge_died(String.t()) :: t()
  def bridge_died(reason) do
    %__MODULE__{
      kind: :worker_died,
      message: "the bridge ended during the call (#{reason}); the next call starts a new one",
      details: %{reason: reason}
    }
  end

  @doc false
  @spec environment(String.t(), String.t()) :: t()
  def environment(what, fix) do
    %__MODULE__{kind: :environment, message: "#{what}; #{fix}", details: %{what: what, fix: fix}}
  end
end
