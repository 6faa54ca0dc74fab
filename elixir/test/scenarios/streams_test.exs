defmodule SnakeBridge.Scenarios.StreamsTest do
  use SnakeBridge.Scenarios, table: "streams"

  import SnakeBridge, only: [call!: 3, stream: 1, stream: 2, stream: 3, stream: 4]

  defp numbers(upto),
    do: Expr.call(Expr.path("builtins.iter"), [Expr.call(Expr.path("builtins.range"), [upto])])

  row "items_arrive_as_they_are" do
    expected = ["a", "123", nil, SnakeBridge.bytes("x"), %{"is_final" => true}, %{"data" => 1}]
    assert Enum.to_list(stream("toy_streams", "mixed")) == expected
    assert Enum.to_list(stream("toy_streams", "mixed", [], __runtime__: [batch: 1])) == expected
  end

  row "an_exception_arrives_after_the_items_before_it" do
    for batch <- [[], [batch: 1], [batch: 2], [batch: 100]] do
      test = self()
      stream = stream("toy_streams", "raises_after", [2], __runtime__: batch)
      error = assert_raise Error, fn -> Enum.each(stream, &send(test, {:item, &1})) end
      assert {error.type, error.args} == {"builtins.KeyError", ["after", 2]}
      assert_received {:item, 0}
      assert_received {:item, 1}
      refute_received {:item, _}
    end
  end

  row "taking_two_of_an_endless_generator_closes_it" do
    assert Enum.take(stream("toy_streams", "naturals", ["two"]), 2) == [0, 1]
    eventually(fn -> call!("toy_streams", "closed", ["two"]) == 1 end)
    assert call!("toy_streams", "made", ["two"]) <= 5
  end

  row "a_batch_of_one_is_never_ahead" do
    stream = stream("toy_streams", "naturals", ["one"], __runtime__: [batch: 1])

    seen =
      for {number, _} <- Stream.zip(stream, 0..2) do
        {number, call!("toy_streams", "made", ["one"])}
      end

    assert seen == [{0, 1}, {1, 2}, {2, 3}]
  end

  no_row(
    "an_item_of_another_type_is_an_error_in_its_place",
    "no type is asked for here: an item is what it is"
  )

  row "iterables_iterators_files_and_async_generators_are_streams" do
    all = fn expr -> expr |> stream() |> Enum.to_list() end
    assert all.(Expr.call(Expr.path("toy_streams.Countdown"), [3])) == [3, 2, 1]
    assert all.(numbers(3)) == [0, 1, 2]
    assert all.(Expr.value([4, 5])) == [4, 5]
    assert all.(Expr.value([])) == []
    assert all.(Expr.call(Expr.path("toy_streams.later"), [3])) == [0, 1, 2]
    generator = call!("toy_streams", "raises_after", [1])
    assert Enum.take(generator, 1) == [0]
    assert all.(Expr.call(Expr.path("io.StringIO"), ["one\ntwo\n"])) == ["one\n", "two\n"]
  end

  row "what_cannot_be_iterated_over_is_an_error" do
    error = assert_raise Error, fn -> Enum.to_list(stream(Expr.value(5))) end
    assert Error.is?(error, "TypeError")
  end

  row "an_exhausted_iterator_raises_stop_iteration" do
    assert Error.is?(raised(SnakeBridge.call("builtins", "next", [numbers(0)])), "StopIteration")
  end

  row "many_items_take_few_round_trips_and_none_is_lost" do
    assert Enum.to_list(stream(numbers(10_000))) == Enum.to_list(0..9_999)
  end

  row "streams_and_calls_take_turns" do
    pairs = Stream.zip(stream(numbers(50)), stream(numbers(50), batch: 7))

    for {{left, right}, count} <- Enum.with_index(pairs) do
      assert call!("operator", "add", [left, right]) == 2 * count
    end
  end

  row "a_stream_is_an_argument_and_loses_nothing" do
    for taken <- 0..3 do
      iterator = Expr.object!(numbers(6))
      assert Enum.take(iterator, taken) == Enum.take(0..5, taken)
      assert call!("builtins", "list", [iterator]) == Enum.to_list(taken..5)
    end
  end

  row "items_stay_in_python_if_asked_to" do
    stream = stream("builtins", "range", [3], __runtime__: [want: :object])
    assert [%Ref{type_name: "builtins.int"}, _, _] = Enum.to_list(stream)
  end
end
