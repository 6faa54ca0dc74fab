defmodule SnakeBridge.Scenarios.RoutesTest do
  use SnakeBridge.Scenarios, table: "routes"

  import SnakeBridge.Expr
  import SnakeBridge.Samples

  # The expressions by which Python gets at a value.
  defp ways_in(value) do
    answered = fn -> value end
    iterator = SnakeBridge.callback(fn -> [value] end, kind: :generator)

    [
      argument: value(value),
      item_of_a_list: value([value]) |> item(0),
      item_of_a_tuple: value({0, {value}}) |> item(1) |> item(0),
      value_of_a_dict: value(%{"key" => value}) |> item("key"),
      result_of_a_callback: path("toy_callbacks.call") |> call([answered]),
      item_of_an_iterator: path("builtins.next") |> call([value(iterator) |> call()])
    ]
  end

  row "numbers_keep_their_type_on_every_way_in" do
    for {value, seen} <- numbers() do
      for {way, expr} <- ways_in(value), do: assert({way, describe(expr)} == {way, seen})
      assert SnakeBridge.call!("toy_values", "describe", [], x: value) == seen
    end
  end

  # What a function is given goes with it.
  defp kept(%Ref{} = ref), do: SnakeBridge.keep!(ref)
  defp kept(value), do: value

  # What arrives of a value on every way out.
  defp ways_out(expr) do
    test = self()
    run!(call(path("toy_callbacks.call"), [fn value -> send(test, {:told, kept(value)}) && nil end, expr]))
    assert_received {:told, told}
    {:error, error} = SnakeBridge.call("toy_errors", "raise_with", [expr])
    {:ok, result} = run(expr)

    [
      result: result,
      item_of_a_result: run!(call(path("builtins.list"), [{expr}])) |> hd(),
      item_of_a_stream: SnakeBridge.stream(value({expr})) |> Enum.to_list() |> hd(),
      argument_of_a_callback: told,
      argument_of_an_exception: hd(error.args)
    ]
  end

  row "values_are_the_same_on_every_way_out" do
    for value <- builtins() ++ lookalikes(),
        {way, seen} <- ways_out(call(path("toy_values.identity"), [value])) do
      assert {way, seen} === {way, value}
    end
  end

  row "opaque_objects_are_handles_on_every_way_out" do
    for name <- ["OPAQUE", "Colour.RED", "Shade.DARK", "Level.LOW"] do
      expr = path("toy_values.#{name}")
      handle = object!(expr)

      for {way, seen} <- ways_out(expr) do
        assert {^way, %Ref{}} = {way, seen}
        assert same?(seen, handle)
      end
    end

    assert SnakeBridge.get!("toy_values", "OPAQUE").type_name == "toy_values.Opaque"
  end
end
