defmodule SnakeBridge.Scenarios do
  @moduledoc """
  The scenario table of all hosts (`crates/snakebridge-testkit/src/scenarios`), from Elixir: same cases, same results.

  A module has the rows of one file of the table, each by its name. `no_row/2` says of a row why there is nothing of the kind here. A row of the table that is in neither fails the test that each such module has,
  and so does one that is not in the table.

  All rows of a module use one bridge. A row begins when nothing of the one before is left in it.
  """

  defmacro __using__(options) do
    quote do
      use SnakeBridge.Case, async: true

      import SnakeBridge.Scenarios
      require SnakeBridge

      Module.register_attribute(__MODULE__, :rows, accumulate: true)
      @table unquote(options[:table])
      @before_compile SnakeBridge.Scenarios

      setup_all do
        settings = unquote(options[:settings] || [])
        name = Module.concat(__MODULE__, Bridge)
        start_supervised!({SnakeBridge.Bridge, name: name, settings: [search_path: [toys()]] ++ settings})
        {:ok, bridge: name}
      end

      setup %{bridge: bridge} do
        eventually(fn -> match?(%{sessions: 0, objects: 0}, held_there(bridge)) end)
        SnakeBridge.Options.put_defaults(bridge: bridge)
        # A session that is closed has its objects dropped when its interpreter gets round to it.
        eventually(fn -> alive() == 0 end)
        :ok
      end
    end
  end

  defmacro __before_compile__(_) do
    quote do
      @named Enum.sort(@rows)
      test "every row of the table is here" do
        assert @named == SnakeBridge.Scenarios.table(@table)
      end
    end
  end

  @doc "A row of the table."
  defmacro row(name, do: block) do
    quote do
      @rows unquote(name)
      test unquote(name), do: unquote(block)
    end
  end

  @doc "A row that has no counterpart here."
  defmacro no_row(name, why) when is_binary(why) do
    quote do: @rows(unquote(name))
  end

  @doc "The names of the rows in one file of the table."
  def table(file) do
    source = File.read!(Path.expand("../../../crates/snakebridge-testkit/src/scenarios/#{file}.rs", __DIR__))
    [_, table] = Regex.run(~r/^scenarios! \{\n(.*?)^\}/ms, source)
    names = Regex.scan(~r/^    ([a-z0-9_]+)(?:,|: ")/m, table, capture: :all_but_first)
    names |> List.flatten() |> Enum.sort()
  end

  @doc "The value as it comes back from Python."
  def identity(value, runtime \\ []),
    do: SnakeBridge.call!("toy_values", "identity", [value], __runtime__: runtime)

  @doc "What Python sees of a value."
  def describe(value), do: SnakeBridge.call!("toy_values", "describe", [value])

  @doc "How many counters are alive in the interpreter."
  def alive, do: SnakeBridge.get!("toy_calls", "Counter.alive")

  @doc "A counter."
  def counter(value \\ 0), do: SnakeBridge.call!("toy_calls", "Counter", [value])

  @doc "Several counters, in one answer."
  def counters(values) do
    import SnakeBridge.Expr
    run!(call(path("builtins.list"), [call(path("builtins.map"), [path("toy_calls.Counter"), values])]))
  end

  @doc "Whether both are one object in Python."
  def same?(left, right), do: SnakeBridge.call!("operator", "is_", [left, right])

  @doc "The class of what a call raises."
  def raised(call) do
    {:error, %SnakeBridge.Error{kind: :python} = error} = call
    error
  end
end
