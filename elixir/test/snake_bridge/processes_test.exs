defmodule SnakeBridge.ProcessesTest do
  use SnakeBridge.Case, async: true

  require SnakeBridge

  defp sqrt(opts \\ []), do: SnakeBridge.call("math", "sqrt", [16], opts)

  test "a worker that crashes is an error of its call, and the next call works" do
    opts = [__runtime__: own_bridge()]
    object = SnakeBridge.call!("toy_calls", "Counter", [1], opts)
    assert {:error, %Error{kind: :worker_died} = error} = SnakeBridge.call("toy_errors", "crash", [], opts)
    assert is_integer(error.details.signal)
    assert {:ok, 4.0} = sqrt(opts)
    assert {:error, %Error{kind: :session_lost}} = SnakeBridge.attr(object, "value")

    assert {:error, %Error{kind: :worker_died, details: %{code: 7}}} =
             SnakeBridge.call("toy_errors", "end", [7], opts)

    assert {:ok, 4.0} = sqrt(opts)
  end

  test "a worker that is killed from outside is an error of its call, and the next call works" do
    opts = [__runtime__: own_bridge()]
    test = self()
    hang = fn -> send(test, :called) && receive(do: (:never -> nil)) end
    pid = SnakeBridge.call!("os", "getpid", [], opts)
    call = Task.async(fn -> SnakeBridge.call("toy_callbacks", "call", [hang], opts) end)
    assert_receive :called, 30_000
    {_, 0} = System.cmd("kill", ["-9", "#{pid}"])
    assert {:error, %Error{kind: :worker_died, details: %{signal: 9}}} = Task.await(call, 30_000)
    assert {:ok, 4.0} = sqrt(opts)
    assert SnakeBridge.call!("os", "getpid", [], opts) != pid
  end

  test "when the bridge is killed all who wait get an error, and the next call starts another" do
    bridge = own_bridge(settings: [workers: 2])
    opts = [__runtime__: bridge]
    test = self()
    object = SnakeBridge.call!("toy_calls", "Counter", [1], opts)
    hang = fn -> send(test, :called) && receive(do: (:never -> nil)) end
    calls = for _ <- 1..3, do: Task.async(fn -> SnakeBridge.call("toy_callbacks", "call", [hang], opts) end)

    stream =
      Task.async(fn ->
        catch_error(SnakeBridge.stream("toy_callbacks", "collect", [hang], opts) |> Enum.to_list())
      end)

    assert_receive :called, 30_000

    server = server_pid(bridge[:bridge])
    descendants = children(server)
    assert descendants != []
    {_, 0} = System.cmd("kill", ["-9", "#{server}"])

    for call <- calls do
      assert {:error, %Error{kind: :worker_died} = error} = Task.await(call, 30_000)
      assert Exception.message(error) =~ "the next call starts a new one"
    end

    assert %Error{} = Task.await(stream, 30_000)
    assert {:ok, 4.0} = sqrt(opts)
    assert server_pid(bridge[:bridge]) != server
    assert {:error, %Error{kind: :session_lost}} = SnakeBridge.attr(object, "value")
    {:error, lost} = SnakeBridge.call("builtins", "str", [[object]], opts)
    assert lost.kind == :session_lost
    eventually(fn -> not Enum.any?(descendants, &alive?/1) end)
  end

  test "a storm of crashes ends with bridges that work" do
    opts = [__runtime__: own_bridge(settings: [workers: 2])]
    crashes = for _ <- 1..12, do: Task.async(fn -> SnakeBridge.call("toy_errors", "end", [1], opts) end)
    assert Enum.all?(Task.await_many(crashes, 60_000), &match?({:error, %Error{kind: :worker_died}}, &1))
    calls = for _ <- 1..12, do: Task.async(fn -> sqrt(opts) end)
    assert Enum.all?(Task.await_many(calls, 60_000), &(&1 == {:ok, 4.0}))
  end

  test "a stopped bridge leaves no process" do
    name = SnakeBridge.ProcessesTest.Stopped
    {:ok, pid} = start_supervised({SnakeBridge.Bridge, name: name, settings: [search_path: [toys()]]})
    assert {:ok, 4.0} = sqrt(__runtime__: [bridge: name])
    server = server_pid(name)
    all = [server | children(server)]
    stop_supervised!({SnakeBridge.Bridge, name})
    refute Process.alive?(pid)
    eventually(fn -> not Enum.any?(all, &alive?/1) end)
    assert {:error, %Error{kind: :usage}} = sqrt(__runtime__: [bridge: name])
  end

  test "a killed BEAM leaves no process" do
    paths = for path <- :code.get_path(), text = to_string(path), text =~ "snakebridge", do: text

    code = """
    Application.put_env(:snakebridge, :settings, search_path: [#{inspect(toys())}])
    {:ok, _} = Application.ensure_all_started(:snakebridge)
    worker = SnakeBridge.call!("os", "getpid")
    {:ok, handle} = SnakeBridge.Bridge.handle(SnakeBridge.Default)
    {:os_pid, server} = Port.info(handle.port, :os_pid)
    spin = fn -> IO.puts("\#{System.pid()} \#{server} \#{worker}") end
    SnakeBridge.call!("toy_tasks", "call_and_spin", [spin])
    """

    port =
      Port.open({:spawn_executable, System.find_executable("elixir")}, [
        :binary,
        {:line, 1000},
        args: Enum.flat_map(paths, &["-pa", &1]) ++ ["-e", code]
      ])

    assert_receive {^port, {:data, {:eol, line}}}, 60_000
    [beam, server, worker] = line |> String.split() |> Enum.map(&String.to_integer/1)
    all = Enum.uniq([server, worker | children(server)])
    assert Enum.all?(all, &alive?/1)
    {_, 0} = System.cmd("kill", ["-9", "#{beam}"])
    eventually(fn -> not Enum.any?(all, &alive?/1) end)
  end

  # An import that is interrupted leaves a module half made, as in any Python.
  defp imported(bridge), do: SnakeBridge.call!("toy_tasks", "is_waiting", ["nobody"], __runtime__: bridge)

  test "a call over its deadline is an error, and the next call works" do
    bridge = own_bridge()
    imported(bridge)
    opts = [__runtime__: bridge ++ [timeout: 300]]
    assert {:error, %Error{kind: :timed_out} = error} = SnakeBridge.call("toy_tasks", "spin", [], opts)
    assert error.details.after == 300
    assert error.details.stopped in [:interrupted, :killed]
    assert {:ok, 4.0} = sqrt(opts)

    assert {:error, %Error{kind: :timed_out}} =
             SnakeBridge.call("toy_tasks", "wait_for_ever", ["x"],
               __runtime__: bridge ++ [timeout: 300, await: true]
             )

    assert {:ok, 4.0} = sqrt(opts)

    assert {:error, %Error{kind: :timed_out}} =
             SnakeBridge.call("toy_processes", "hold_the_gil", [60], __runtime__: bridge ++ [timeout: 300])

    assert {:ok, 4.0} = sqrt(__runtime__: bridge)
  end

  test "deadlines have names" do
    bridge = own_bridge(profiles: [short: 300])
    imported(bridge)

    assert {:error, %Error{kind: :timed_out}} =
             SnakeBridge.call("toy_tasks", "spin", [], __runtime__: bridge ++ [profile: :short])

    assert {:error, %Error{kind: :usage}} =
             SnakeBridge.call("math", "sqrt", [1], __runtime__: bridge ++ [profile: "no such"])

    SnakeBridge.with_runtime bridge ++ [profile: :short] do
      assert {:error, %Error{kind: :timed_out}} = SnakeBridge.call("toy_tasks", "spin")
      assert {:ok, 4.0} = sqrt()
    end
  end

  test "what a process that ended had asked for is cancelled" do
    bridge = own_bridge()
    run = [session: SnakeBridge.Session.open!(bridge)]
    name = "cancelled #{System.unique_integer()}"

    caller =
      spawn(fn ->
        SnakeBridge.call("toy_tasks", "wait_for_ever", [name], __runtime__: run ++ [await: true])
      end)

    eventually(fn -> SnakeBridge.call!("toy_tasks", "is_waiting", [name], __runtime__: run) end)
    Process.exit(caller, :kill)
    eventually(fn -> SnakeBridge.call!("toy_tasks", "was_cancelled", [name], __runtime__: run) end)
    eventually(fn -> held_here(bridge[:bridge]).calls == 0 end)

    # Also what runs in C or in a loop, so that the interpreter is free for others.
    test = self()

    spinner =
      spawn(fn ->
        SnakeBridge.call("toy_tasks", "call_and_spin", [fn -> send(test, :spinning) && nil end],
          __runtime__: run
        )
      end)

    assert_receive :spinning, 30_000
    Process.exit(spinner, :kill)
    assert {:ok, 4.0} = sqrt(__runtime__: run ++ [timeout: 60_000])
  end

  test "nobody waits for a caller that is slow" do
    opts = [__runtime__: own_bridge(settings: [workers: 2])]
    test = self()
    slow = SnakeBridge.Session.open!(opts[:__runtime__])

    blocked =
      Task.async(fn ->
        SnakeBridge.call(
          "toy_callbacks",
          "call",
          [fn -> send(test, :called) && receive(do: (:never -> nil)) end],
          __runtime__: [session: slow]
        )
      end)

    assert_receive :called, 30_000
    fast = for _ <- 1..50, do: Task.async(fn -> sqrt(opts) end)
    assert Enum.all?(Task.await_many(fast, 30_000), &(&1 == {:ok, 4.0}))
    Task.shutdown(blocked, :brutal_kill)
  end

  test "without the program, or with a wrong one, calls say what to do" do
    missing = own_bridge(executable: "/no/such/snakebridge")
    assert {:error, %Error{kind: :environment} = error} = sqrt(__runtime__: missing)
    assert error.message =~ "/no/such/snakebridge"
    wrong = own_bridge(executable: System.find_executable("false"))
    assert {:error, %Error{kind: :environment} = error} = sqrt(__runtime__: wrong)
    assert error.message =~ "ended with status"
    no_python = own_bridge(settings: [python: "/no/such/python"])
    assert {:error, %Error{}} = sqrt(__runtime__: no_python)
    wrong_setting = own_bridge(settings: [no_such_setting: 1])
    assert {:error, %Error{message: message}} = sqrt(__runtime__: wrong_setting)
    assert message =~ "no_such_setting"
  end

  test "what Python logs and warns of comes to Logger" do
    opts = [__runtime__: own_bridge(logs: :info)]

    log =
      ExUnit.CaptureLog.capture_log(fn ->
        logger = SnakeBridge.call!("logging", "getLogger", ["toy"], opts)
        SnakeBridge.method!(logger, "error", ["from Python %s", 7])
        SnakeBridge.call!("warnings", "warn", ["careful with that"], opts)
        news = Module.concat(opts[:__runtime__][:bridge], News)
        eventually(fn -> :sys.get_state(news) == nil and settled?(opts) end)
      end)

    assert log =~ "from Python 7"
    assert log =~ "careful with that"
  end

  # News is passed on in order, so when a later call was answered what came before it is with `News`.
  defp settled?(opts), do: match?({:ok, _}, sqrt(opts))

  test "big binaries cross both ways, many at once" do
    opts = [__runtime__: own_bridge(settings: [workers: 2])]
    data = :crypto.strong_rand_bytes(8_000_000)

    calls =
      for _ <- 1..6,
          do:
            Task.async(fn -> SnakeBridge.call!("toy_values", "identity", [SnakeBridge.bytes(data)], opts) end)

    assert Enum.all?(Task.await_many(calls, 60_000), &(&1.data == data))
    assert SnakeBridge.call!("builtins", "len", [SnakeBridge.bytes(data)], opts) == 8_000_000
  end
end
