defmodule SnakeBridge.TelemetryTest do
  use SnakeBridge.Case, async: false

  test "calls, functions, sessions and bridges are told" do
    :telemetry.listen(self())
    bridge = own_bridge()
    name = bridge[:bridge]
    opts = [__runtime__: bridge]

    assert SnakeBridge.call!("toy_callbacks", "call", [SnakeBridge.callback(fn -> 1 end, name: "one")], opts) ==
             1

    assert_received {:event, [:snakebridge, :bridge, :up], _, %{bridge: ^name}}

    assert_received {:event, [:snakebridge, :call, :start], %{system_time: _},
                     %{bridge: ^name, call: %Expr{}}}

    assert_received {:event, [:snakebridge, :callback, :start], _, %{callback: "one"}}
    assert_received {:event, [:snakebridge, :callback, :stop], _, %{callback: "one"}}
    assert_received {:event, [:snakebridge, :call, :stop], %{duration: _}, %{outcome: :ok}}

    SnakeBridge.call("toy_errors", "fail", [], opts)
    assert_received {:event, [:snakebridge, :call, :stop], _, %{outcome: :python}}

    {:ok, session} = SnakeBridge.Session.open(bridge)
    number = session.number
    SnakeBridge.Session.close(session)
    assert_received {:event, [:snakebridge, :session, :open], _, %{session: ^number}}
    assert_received {:event, [:snakebridge, :session, :close], _, %{session: ^number}}

    {:error, %Error{kind: :worker_died}} = SnakeBridge.call("toy_errors", "end", [1], opts)
    SnakeBridge.call("math", "sqrt", [1], opts)
    assert_receive {:event, [:snakebridge, :worker, :replaced], _, %{reason: _}}, 30_000

    stop_supervised!({SnakeBridge.Bridge, name})
    assert_receive {:event, [:snakebridge, :bridge, :down], _, %{bridge: ^name}}, 30_000
  end
end
