defmodule SnakeBridge.StreamsTest do
  use SnakeBridge.Case, async: true

  # A name for what a toy notes.
  defp unique, do: "stream #{System.unique_integer([:positive])}"

  # Toys keep notes in the interpreter, so what notes and what looks at the notes share a session.
  setup do
    {:ok, session} = SnakeBridge.Session.open()
    {:ok, run: [session: session], opts: [__runtime__: [session: session]]}
  end

  test "items arrive as they are" do
    expected = ["a", "123", nil, SnakeBridge.bytes("x"), %{"is_final" => true}, %{"data" => 1}]
    assert SnakeBridge.stream("toy_streams", "mixed") |> Enum.to_list() == expected

    assert SnakeBridge.stream("toy_streams", "mixed", [], __runtime__: [batch: 1]) |> Enum.to_list() ==
             expected

    assert SnakeBridge.stream("builtins", "range", [1000]) |> Enum.to_list() == Enum.to_list(0..999)
    assert SnakeBridge.stream("builtins", "dict", [], a: 1) |> Enum.to_list() == ["a"]
    assert SnakeBridge.stream("toy_streams", "later", [300]) |> Enum.sum() == Enum.sum(0..299)
    assert SnakeBridge.stream("toy_streams", "Countdown", [3]) |> Enum.to_list() == [3, 2, 1]
  end

  test "an exception comes after the items before it" do
    for batch <- [[], [batch: 1], [batch: 2], [batch: 100]] do
      test = self()
      stream = SnakeBridge.stream("toy_streams", "raises_after", [2], __runtime__: batch)
      error = assert_raise Error, fn -> Enum.each(stream, &send(test, {:item, &1})) end
      assert {error.type, error.args} == {"builtins.KeyError", ["after", 2]}
      assert_received {:item, 0}
      assert_received {:item, 1}
      refute_received {:item, _}
    end
  end

  test "taking two of an endless generator reads no more than asked for, and closes it", %{
    opts: opts,
    run: run
  } do
    name = unique()
    stream = SnakeBridge.stream("toy_streams", "naturals", [name], __runtime__: [batch: 10] ++ run)
    assert Enum.take(stream, 2) == [0, 1]
    eventually(fn -> SnakeBridge.call!("toy_streams", "closed", [name], opts) == 1 end)
    assert SnakeBridge.call!("toy_streams", "made", [name], opts) <= 10

    one_by_one = unique()
    stream = SnakeBridge.stream("toy_streams", "naturals", [one_by_one], __runtime__: [batch: 1] ++ run)
    assert stream |> Stream.map(& &1) |> Enum.take(3) == [0, 1, 2]
    assert SnakeBridge.call!("toy_streams", "made", [one_by_one], opts) == 3
  end

  test "an error of whoever enumerates closes the generator, too", %{opts: opts, run: run} do
    name = unique()
    stream = SnakeBridge.stream("toy_streams", "naturals", [name], __runtime__: run)
    assert_raise RuntimeError, fn -> Enum.each(stream, fn _ -> raise "enough" end) end
    eventually(fn -> SnakeBridge.call!("toy_streams", "closed", [name], opts) == 1 end)
  end

  test "nothing is asked before it is enumerated, and each enumeration is anew" do
    missing = SnakeBridge.stream("toy_streams", "missing")
    assert_raise Error, ~r/missing/, fn -> Enum.to_list(missing) end
    range = SnakeBridge.stream("builtins", "range", [3])
    assert {Enum.to_list(range), Enum.to_list(range)} == {[0, 1, 2], [0, 1, 2]}

    assert_raise Error, ~r/not iterable/, fn ->
      SnakeBridge.stream("builtins", "int", [1]) |> Enum.to_list()
    end
  end

  test "an iterator goes on where an enumeration of it ended" do
    counter = SnakeBridge.call!("itertools", "count", [1])
    assert {Enum.take(counter, 5), Enum.take(counter, 5)} == {[1, 2, 3, 4, 5], [6, 7, 8, 9, 10]}

    assert {:error, error} =
             SnakeBridge.call("builtins", "next", [SnakeBridge.call!("builtins", "iter", [[]])])

    assert error.type == "builtins.StopIteration"
  end

  test "streams and calls take turns, and several streams at once" do
    left = SnakeBridge.stream("itertools", "count")
    right = SnakeBridge.stream("itertools", "count", [10])

    pairs =
      Stream.zip(left, right) |> Stream.map(fn {l, r} -> SnakeBridge.call!("operator", "add", [l, r]) end)

    assert Enum.take(pairs, 3) == [10, 12, 14]
  end

  test "objects are enumerable" do
    frame = SnakeBridge.call!("toy_streams", "Countdown", [3])
    assert Enum.map(frame, & &1) == [3, 2, 1]
    assert 2 in frame
    assert Enum.count(frame) == 3
    deque = SnakeBridge.call!("collections", "deque", [[1, 2]])
    assert Enum.count(deque) == 2
    refute 7 in deque
    assert_raise Error, fn -> Enum.to_list(SnakeBridge.call!("builtins", "object")) end
  end

  test "items stay in Python if asked to" do
    assert [%Ref{}, %Ref{}] =
             SnakeBridge.stream("builtins", "range", [2], __runtime__: [want: :object]) |> Enum.to_list()
  end

  test "with a function for each item" do
    test = self()
    assert SnakeBridge.stream("builtins", "range", [2], [], &send(test, &1)) == {:ok, :done}
    assert_received 0
    assert_received 1

    assert {:error, %Error{type: "builtins.KeyError"}} =
             SnakeBridge.stream("toy_streams", "raises_after", [1], [], &send(test, &1))

    assert_received 0

    assert_raise RuntimeError, "mine", fn ->
      SnakeBridge.stream("builtins", "range", [2], [], fn _ -> raise "mine" end)
    end
  end

  test "objects among the items of a function go with it" do
    bridge = own_bridge()
    counters = [Expr.path("toy_calls.Counter"), Enum.to_list(1..500)]
    test = self()
    each = fn counter -> send(test, SnakeBridge.attr!(counter, "value")) end
    assert SnakeBridge.stream("builtins", "map", counters, [__runtime__: bridge], each) == {:ok, :done}
    assert_received 500
    assert held_there(bridge[:bridge]).objects == 0
  end

  test "many items take few round trips and none is lost" do
    assert SnakeBridge.stream("builtins", "range", [100_000]) |> Enum.sum() == 4_999_950_000
  end
end
