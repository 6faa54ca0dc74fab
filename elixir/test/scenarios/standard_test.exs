defmodule SnakeBridge.Scenarios.StandardTest do
  use SnakeBridge.Scenarios, table: "standard"

  import SnakeBridge, only: [call!: 2, call!: 3]

  alias SnakeBridge.{Decimal, Delta, Fraction, FrozenSet, UUID}

  defp described(value), do: call!("toy_standard", "describe", [value])
  defp back(value), do: call!("toy_standard", "identity", [value])

  @zones [
    {nil, "None"},
    {{:offset, 0, 0, nil}, "datetime.timezone.utc"},
    {{:offset, 0, 0, "UTC"}, "datetime.timezone(datetime.timedelta(0), 'UTC')"},
    {{:offset, 19_800, 0, nil}, "datetime.timezone(datetime.timedelta(seconds=19800))"},
    {{:offset, -30, 5, "näme"},
     "datetime.timezone(datetime.timedelta(days=-1, seconds=86370, microseconds=5), 'näme')"},
    {{:named, "Europe/Berlin"}, "zoneinfo.ZoneInfo(key='Europe/Berlin')"}
  ]

  # As Python writes them; no signalling NaN, which nothing can hold as a key.
  @decimals ~w(0 -0 1.0 1.00 -1E+5 1E-7 0E+3 0E-10 NaN -NaN123 Infinity -Infinity 1E+999999 1E-999999999999999999) ++
              ["123456789012345678901234567890.123456789"]

  row "python_sees_the_exact_date_and_time" do
    for {zone, shown} <- @zones, fold <- [0, 1] do
      rest = "2 30 59 7 #{fold} #{shown}"
      time = %SnakeBridge.Time{time: ~T[02:30:59.000007], zone: zone, fold: fold}
      datetime = %SnakeBridge.DateTime{naive: ~N[2024-10-27 02:30:59.000007], zone: zone, fold: fold}
      assert described(time) == "time #{rest}"
      assert described(datetime) == "datetime 2024 10 27 #{rest}"
    end

    assert described(~T[02:30:59.000007]) == "time 2 30 59 7 0 None"
    assert described(~N[2024-10-27 02:30:59.000007]) == "datetime 2024 10 27 2 30 59 7 0 None"

    assert described(~U[2024-10-27 02:30:59.000007Z]) ==
             "datetime 2024 10 27 2 30 59 7 0 datetime.timezone.utc"

    assert described(~D[2024-10-27]) == "date 2024 10 27"
    assert described(%Delta{microseconds: -1}) == "timedelta -1 86399 999999"
    assert described(%Delta{days: -999_999_999}) == "timedelta -999999999 0 0"
  end

  row "python_sees_the_exact_decimal_fraction_and_uuid" do
    for text <- @decimals ++ ["sNaN", "-sNaN99"],
        do: assert(described(%Decimal{text: text}) == "Decimal #{text}")

    assert described(%Fraction{numerator: 2, denominator: -6}) == "Fraction -1 3"
    uuid = %UUID{data: :binary.copy(<<0x12>>, 16)}
    assert described(uuid) == "UUID #{:binary.decode_unsigned(uuid.data)}"
  end

  defp samples do
    times =
      for {zone, _} <- @zones,
          fold <- [0, 1],
          value <- [
            %SnakeBridge.DateTime{naive: ~N[2024-02-29 23:59:59.999999], zone: zone, fold: fold},
            %SnakeBridge.Time{time: ~T[23:59:59.999999], zone: zone, fold: fold}
          ] do
        value
      end

    plain = [
      ~D[0001-01-01],
      ~D[9999-12-31],
      %Delta{days: 999_999_999, seconds: 86_399, microseconds: 999_999},
      %Delta{},
      ~T[00:00:00.000000],
      ~N[2024-02-29 23:59:59.999999],
      ~U[2024-02-29 23:59:59.999999Z],
      %Fraction{numerator: 10 ** 400 + 1, denominator: 7 ** 300},
      %Fraction{numerator: -1, denominator: 3},
      %UUID{data: "0123456789abcdef"}
    ]

    times ++ plain ++ for(text <- @decimals, do: %Decimal{text: text})
  end

  # A struct of ours that says no more than one of Elixir's arrives as that.
  defp simplest(%SnakeBridge.Time{time: time, zone: nil, fold: 0}), do: time

  defp simplest(%SnakeBridge.DateTime{} = whole),
    do: SnakeBridge.DateTime.from_wire(whole.naive, whole.zone, whole.fold)

  defp simplest(other), do: other

  row "standard_values_round_trip_everywhere" do
    for value <- samples() do
      expected = simplest(value)
      assert back(value) === expected
      assert [{key, {inside, nil}}] = Enum.to_list(back(%{value => {value, nil}}))
      assert {key, inside} === {expected, expected}
      assert back(FrozenSet.new([value])) === FrozenSet.new([expected])
    end

    list = samples()
    expected = Enum.map(list, &simplest/1)
    assert back({list, [list]}) === {expected, [expected]}
  end

  row "the_decimal_context_has_no_say" do
    context = Expr.object!(Expr.call(Expr.path("decimal.getcontext")))
    exact = %Decimal{text: "1.2345678901234567890E-50"}
    assert call!("toy_standard", "in_a_narrow_context", [exact]) == exact
    assert call!("toy_standard", "small_letters", ["1E+50"]) == {"1e+50", %Decimal{text: "1E+50"}}
    # The other rows ask the same interpreter.
    SnakeBridge.call!("decimal", "setcontext", [context])
  end

  row "what_python_makes_arrives_as_it_is" do
    made = call!("toy_standard", "made")
    assert map_size(made) >= 20

    for {described, value} <- made do
      refute SnakeBridge.ref?(value)
      assert described(value) == described
    end
  end

  row "what_is_more_than_a_standard_value_is_a_handle" do
    special = call!("toy_standard", "special")
    assert length(special) >= 10
    assert Enum.all?(special, &SnakeBridge.ref?/1)
    kept = Expr.object!(Expr.call(Expr.path("datetime.date"), [2024, 2, 29]))
    assert kept.type_name == "datetime.date"
    assert SnakeBridge.value!(kept) == ~D[2024-02-29]
  end

  no_row("std_times_are_datetimes", "Elixir has one type for each of these, and they are in the other rows")
  no_row("types_of_other_crates_are_arguments_and_results", "there are no other packages' types")

  row "impossible_times_are_pythons_error" do
    for {delta, class} <- [{%Delta{days: 10 ** 9}, "OverflowError"}, {%UUID{data: "short"}, nil}] do
      assert {:error, error} = SnakeBridge.call("toy_standard", "identity", [delta])
      if class && error.kind == :python, do: assert(Error.is?(error, class))
    end

    assert {:error, %Error{}} =
             SnakeBridge.call("toy_standard", "identity", [
               %SnakeBridge.Time{time: ~T[00:00:00], zone: {:named, "No/Such"}}
             ])

    assert {:error, %Error{}} = SnakeBridge.call("toy_standard", "identity", [%Decimal{text: "no number"}])
  end
end
