defmodule SnakeBridge.SessionsTest do
  use SnakeBridge.Case, async: true

  alias SnakeBridge.Session
  require SnakeBridge

  defp counter(opts \\ []), do: SnakeBridge.call!("toy_calls", "Counter", [1], opts)
  defp in_task(fun), do: fun |> Task.async() |> Task.await(30_000)

  test "each process has its own session, and its objects end with it" do
    object = counter()
    assert object.session == SnakeBridge.current_session()
    assert counter().session == object.session
    other = in_task(&counter/0)
    assert other.session != object.session

    eventually(fn -> match?({:error, %Error{kind: :session_lost}}, SnakeBridge.attr(other, "value")) end)
    assert SnakeBridge.attr!(object, "value") == 1
  end

  test "an object can be used by any process, in its own session" do
    object = counter()
    made = in_task(fn -> SnakeBridge.method!(object, "add", [2]) end)
    assert made.session == object.session
    assert SnakeBridge.attr!(made, "value") == 3
  end

  test "an object of another session is an error" do
    mine = counter()
    {:ok, session} = Session.open()
    foreign = counter(__runtime__: [session: session])

    assert {:error, %Error{kind: :cross_session} = error} =
             SnakeBridge.call("operator", "is_", [mine, foreign])

    assert Exception.message(error) =~ "another session"
  end

  test "explicit sessions end when they are closed, or with their owner" do
    {:ok, session} = Session.open()
    object = counter(__runtime__: [session: session])
    assert object.session == session.number
    assert Session.close(session) == :ok
    assert Session.close(session) == :ok
    assert {:error, %Error{kind: :session_lost}} = SnakeBridge.attr(object, "value")

    {owned, object} =
      in_task(fn ->
        {:ok, session} = Session.open()
        {session, counter(__runtime__: [session: session])}
      end)

    assert owned.number == object.session
    eventually(fn -> match?({:error, %Error{kind: :session_lost}}, SnakeBridge.attr(object, "value")) end)

    {unowned, object} =
      in_task(fn ->
        {:ok, session} = Session.open(owner: :none)
        {session, counter(__runtime__: [session: session])}
      end)

    assert SnakeBridge.attr!(object, "value") == 1
    Session.close(unowned)
    assert {:error, %Error{kind: :session_lost}} = SnakeBridge.attr(object, "value")
  end

  test "with_session makes all calls in it" do
    {object, number} =
      Session.with_session(fn session ->
        assert SnakeBridge.current_session() == session.number
        {counter(), session.number}
      end)

    assert object.session == number
    assert {:error, %Error{kind: :session_lost}} = SnakeBridge.attr(object, "value")
    assert_raise RuntimeError, fn -> Session.with_session(fn _ -> raise "x" end) end
    assert counter().session == SnakeBridge.current_session()
  end

  test "objects can be let go of before" do
    bridge = own_bridge()
    opts = [__runtime__: bridge]
    first = SnakeBridge.call!("toy_calls", "Counter", [1], opts)
    refs = for _ <- 1..10, do: SnakeBridge.call!("toy_calls", "Counter", [1], opts)
    alive = fn -> SnakeBridge.get!("toy_calls", "Counter.alive", opts) end
    assert alive.() == 11
    assert SnakeBridge.release(refs) == :ok
    assert {:error, %Error{kind: :session_lost}} = SnakeBridge.attr(hd(refs), "value")
    assert alive.() == 1
    assert SnakeBridge.attr!(first, "value") == 1

    SnakeBridge.with_runtime bridge do
      SnakeBridge.release_auto_session()
      assert {:error, %Error{kind: :session_lost}} = SnakeBridge.attr(first, "value")
      # The one session does not wait for the other.
      eventually(fn -> alive.() == 0 end)
    end
  end

  test "pools have interpreters of their own" do
    bridge = own_bridge(settings: [env: [WHERE: "default"], pools: [other: [env: [WHERE: "other"]]]])
    where = fn more -> SnakeBridge.call!("os", "getenv", ["WHERE"], __runtime__: bridge ++ more) end
    assert {where.([]), where.(pool: :other), where.([])} == {"default", "other", "default"}
    {:ok, session} = Session.open([pool: "other"] ++ bridge)
    assert where.(session: session) == "other"

    assert {:error, %Error{}} =
             SnakeBridge.call("os", "getpid", [], __runtime__: [pool: "no such pool"] ++ bridge)
  end

  test "ten thousand processes with sessions of their own leave nothing" do
    bridge = own_bridge(settings: [workers: 2])
    name = bridge[:bridge]
    opts = [__runtime__: bridge]
    SnakeBridge.call!("toy_calls", "Counter", [], opts)
    SnakeBridge.with_runtime(bridge, do: SnakeBridge.release_auto_session())
    eventually(fn -> held_there(name).sessions == 0 end)
    gate = make_ref()
    test = self()

    pids =
      for number <- 1..10_000 do
        spawn_link(fn ->
          object = SnakeBridge.call!("toy_calls", "Counter", [number], opts)
          send(test, {:made, object.session})
          receive do: (^gate -> :ok)
          ^number = SnakeBridge.attr!(object, "value", opts)
          send(test, {:done, self()})
        end)
      end

    sessions = for _ <- pids, do: receive(do: ({:made, session} -> session))
    assert sessions |> Enum.uniq() |> length() == 10_000
    assert held_there(name).sessions == 10_000
    assert held_here(name).processes >= 10_000
    Enum.each(pids, &send(&1, gate))
    for pid <- pids, do: receive(do: ({:done, ^pid} -> :ok))

    eventually(fn -> match?(%{sessions: 0, objects: 0, requests: 0, functions: 0}, held_there(name)) end)
    eventually(fn -> match?(%{calls: 0, functions: 0, invocations: 0}, held_here(name)) end)
    # This process, which looked, is the only one that is watched yet.
    assert held_here(name).processes <= 1
  end
end
