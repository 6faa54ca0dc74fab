defmodule SnakeBridge.Scenarios.HandlesTest do
  use SnakeBridge.Scenarios, table: "handles"

  import SnakeBridge, only: [call!: 2, call!: 3, call!: 4, attr!: 2, get!: 2]

  defp values(handles), do: Enum.map(handles, &attr!(&1, "value"))
  defp sessions(count), do: for(_ <- 1..count, do: SnakeBridge.Session.open!(SnakeBridge.Options.defaults()))
  defp make(session, value), do: call!("toy_calls", "Counter", [value], __runtime__: [session: session])

  row "releasing_a_handle_leaves_its_neighbours" do
    before = alive()
    [a, b, c, d, e] = counters([0, 1, 2, 3, 4])
    SnakeBridge.release(c)
    assert alive() == before + 4
    SnakeBridge.release(a)
    assert alive() == before + 3
    assert values([b, d, e]) == [1, 3, 4]
    more = counters([5, 6, 7])
    assert values([b, d, e] ++ more) == [1, 3, 4, 5, 6, 7]
    assert {:error, %Error{kind: :session_lost}} = SnakeBridge.attr(a, "value")
  end

  row "releasing_a_handle_leaves_other_sessions" do
    [one, other] = sessions(2)

    for round <- 0..19 do
      ours = make(one, round)
      theirs = make(other, -round)
      SnakeBridge.release(ours)
      call!("builtins", "len", [""], __runtime__: [session: one])
      assert attr!(theirs, "value") == -round
    end
  end

  row "closing_a_session_leaves_the_others" do
    sessions = sessions(4)
    objects = for {session, number} <- Enum.with_index(sessions), do: make(session, number)

    for {session, closed} <- Enum.with_index(sessions) do
      SnakeBridge.Session.close(session)

      for {object, number} <- Enum.with_index(objects) do
        case SnakeBridge.attr(object, "value") do
          {:ok, value} -> assert number > closed and value == number
          {:error, error} -> assert number <= closed and error.kind == :session_lost
        end
      end
    end
  end

  no_row(
    "handles_of_a_result_that_is_refused_are_released",
    "no type is asked for here, so no result is refused"
  )

  row "a_handle_kept_elsewhere_survives_its_release" do
    before = alive()
    counter = counter(7)
    holder = Expr.object!(Expr.call(Expr.path("builtins.dict"), [], counter: counter))
    SnakeBridge.release(counter)
    assert holder |> Expr.item("counter") |> Expr.attr("value") |> Expr.run!() == 7
    assert alive() == before + 1
    SnakeBridge.release(holder)
    assert alive() == before
  end

  defp asked, do: call!("toy_counted", "asked")

  row "debug_asks_python_nothing" do
    before = asked()
    shy = call!("toy_counted", "Shy")
    value = call!("toy_counted", "several")
    assert inspect({shy, value, Expr.attr(shy, "x")}) =~ "Shy"
    assert asked() == before
    assert to_string(shy) == "shy"
    assert length(asked()) == length(before) + 1
  end

  row "no_reply_asks_objects_what_they_look_like" do
    before = asked()
    assert length(call!("toy_counted", "several")) == 3
    shy = call!("toy_counted", "Shy")
    assert {%Ref{}, [%Ref{}]} = identity({shy, [shy]})
    assert SnakeBridge.stream("toy_counted", "shies", [5]) |> Enum.count() == 5
    assert %Ref{} = call!("toy_counted", "shies", [2])
    assert {:error, %Error{}} = SnakeBridge.get("toy_counted", "missing")
    SnakeBridge.release(shy)
    assert asked() == before
  end

  row "system_exit_leaves_the_objects" do
    counter = counter(3)

    for status <- [0, 3] do
      assert Error.is?(raised(SnakeBridge.call("toy_errors", "leave", [status])), "SystemExit")
      assert attr!(counter, "value") == 3
    end

    assert get!("math", "pi") > 3
  end
end
