# Run by `cargo xtask bench --only elixir`, which names the echo to compare with. Ratios of one run mean something on any machine; times only on this one.

defmodule Figures do
  @rounds 7

  def main([echo]) do
    {:ok, _} = Application.ensure_all_started(:snakebridge)
    port = Port.open({:spawn_executable, echo}, [:binary, packet: 4])
    4.0 = SnakeBridge.call!("math", "sqrt", [16])

    IO.puts("| figure | took | beside it | ratio |\n|---|---|---|---|")
    round_trip(port)
    same_work(port)
    big(port)
    stream()
  end

  # An echo of a frame as long as the request of the call.
  defp round_trip(port) do
    frame = :binary.copy(<<0>>, 71)
    turn = fn -> echo(port, frame) end
    call = fn -> SnakeBridge.call("math", "sqrt", [16]) end
    [call, echo] = interleaved([call, turn], 5_000)
    row("`SnakeBridge.call(\"math\", \"sqrt\", [16])`", call, "an echo of 71 bytes over a port", echo, "us")
  end

  # The same with a process in between, as any port that several processes share has it: the least that a multiplexed round trip can take.
  defp same_work(port) do
    frame = :binary.copy(<<0>>, 71)
    test = self()

    owner =
      spawn_link(fn ->
        receive do: (:yours -> :ok)
        forward(port, test)
      end)

    Port.connect(port, owner)
    Process.unlink(port)
    send(owner, :yours)

    turn = fn ->
      :erlang.port_command(port, frame)
      receive do: ({:answer, answer} -> answer)
    end

    call = fn -> SnakeBridge.call("math", "sqrt", [16]) end
    [call, echo] = interleaved([call, turn], 5_000)
    row("the same", call, "an echo by way of the process that owns the port", echo, "us")
    send(owner, {:give_back, self()})
    receive do: (:given -> :ok)
  end

  defp forward(port, test) do
    receive do
      {^port, {:data, frame}} ->
        send(test, {:answer, frame})
        forward(port, test)

      {:give_back, pid} ->
        Port.connect(port, pid)
        Process.unlink(port)
        send(pid, :given)
    end
  end

  defp big(port) do
    data = :crypto.strong_rand_bytes(8_000_000)
    kept = SnakeBridge.Expr.object!(SnakeBridge.Expr.value(SnakeBridge.bytes(data)))
    there = fn -> SnakeBridge.call!("builtins", "len", [SnakeBridge.bytes(data)]) end
    back = fn -> SnakeBridge.value!(kept) end
    echo = fn -> echo(port, data) end
    [there, back, echo] = interleaved([there, back, echo], 20)
    row("8 MB of bytes to Python", there, "an echo of 8 MB, which is both ways", echo, "us")
    row("8 MB of bytes from Python", back, "an echo of 8 MB, which is both ways", echo, "us")
  end

  defp stream do
    count = 200_000
    stream = SnakeBridge.stream("builtins", "range", [count])

    list =
      SnakeBridge.expr("builtins.list")
      |> SnakeBridge.Expr.call([SnakeBridge.Expr.call(SnakeBridge.expr("builtins.range"), [count])])

    [stream, list] = interleaved([fn -> ^count = Enum.count(stream) end, fn -> SnakeBridge.run!(list) end], 1)
    row("a stream of #{count} ints, per item", stream / count, "the same as one list", list / count, "us")
    IO.puts("\n#{round(count / stream * 1_000_000)} items a second")
  end

  defp echo(port, frame) do
    :erlang.port_command(port, frame)
    receive do: ({^port, {:data, answer}} -> answer)
  end

  # Microseconds of one turn: the least of some rounds, in which all take turns, so that a disturbance hits all of them.
  defp interleaved(funs, turns) do
    Enum.each(funs, &turns(&1, div(turns, 5) + 1))

    1..@rounds
    |> Enum.map(fn _ ->
      Enum.map(funs, fn fun -> elem(:timer.tc(fn -> turns(fun, turns) end), 0) / turns end)
    end)
    |> Enum.zip_with(&Enum.min/1)
  end

  defp turns(_, 0), do: :ok

  defp turns(fun, left) do
    fun.()
    turns(fun, left - 1)
  end

  defp row(what, took, beside, base, unit) do
    IO.puts(
      "| #{what} | #{digits(took)} #{unit} | #{beside}: #{digits(base)} #{unit} | #{digits(took / base)} |"
    )
  end

  defp digits(number), do: :erlang.float_to_binary(number / 1, decimals: if(number < 10, do: 2, else: 1))
end

Figures.main(System.argv())
