defmodule SnakeBridge.Scenarios.ArraysTest do
  use SnakeBridge.Scenarios, table: "arrays", settings: SnakeBridge.Case.numpy()

  @moduletag :numpy

  import SnakeBridge, only: [call!: 3, call!: 4]

  alias SnakeBridge.{Array, Complex}

  defp numpy(function, args, kwargs \\ []), do: Expr.call(Expr.path("numpy.#{function}"), args, kwargs)

  row "numpy_scalars_are_plain_everywhere" do
    assert Expr.run!(numpy("int64", [3])) === 3
    assert Expr.run!(numpy("float32", [0.5])) === 0.5
    assert Expr.run!(numpy("bool_", [true])) === true
    assert Expr.run!(numpy("complex128", [2.0])) === %Complex{re: 2.0, im: 0.0}
    assert Expr.run!(numpy("uint64", [2 ** 64 - 1])) === 2 ** 64 - 1
    assert call!("builtins", "list", [{numpy("int64", [3]), {numpy("str_", ["text"])}}]) === [3, {"text"}]
    assert call!("builtins", "dict", [[{numpy("int64", [1]), "one"}]]) === %{1 => "one"}
  end

  row "arrays_cross_both_ways" do
    array = Array.from_list([[0.0, 1.0, 2.0], [3.0, 4.0, 5.0]])
    assert identity(array) === array
    assert Expr.run!(numpy("sum", [array])) === 15.0
    empty = %Array{dtype: "<i4", shape: {0, 4}, data: ""}
    assert identity(empty) === empty
    single = %Array{dtype: "<i8", shape: {}, data: <<7::64-little>>}
    assert identity(single) === single
  end

  row "every_dtype_crosses" do
    for dtype <- ~w(? i1 i2 >i4 i8 u1 >u2 u4 u8 f2 f4 >f8 c8 c16) do
      array = Expr.run!(numpy("array", [[1, 0, 1]], dtype: dtype))
      assert %Array{shape: {3}} = array
      assert identity(array) === array
      assert Expr.run!(numpy("array_equal", [array, [1, 0, 1]]))
      assert length(Array.to_list(array)) == 3
    end
  end

  row "arrays_in_any_order_keep_their_items" do
    turned = numpy("arange", [6]) |> Expr.method("reshape", [2, 3]) |> Expr.attr("T")
    assert turned |> Expr.run!() |> Array.to_list() == [[0, 3], [1, 4], [2, 5]]
    every_other = Expr.item(numpy("arange", [6]), Expr.call(Expr.path("builtins.slice"), [nil, nil, -2]))
    assert every_other |> Expr.run!() |> Array.to_list() == [5, 3, 1]
  end

  row "arrays_become_lists_of_numbers" do
    assert numpy("eye", [2]) |> Expr.run!() |> Array.to_list() == [[1.0, 0.0], [0.0, 1.0]]
    assert numpy("arange", [3]) |> Expr.run!() |> Array.to_list() == [0, 1, 2]
    assert numpy("array", [[1.5, 2.0]]) |> Expr.method("tolist") |> Expr.run!() == [1.5, 2.0]
  end

  row "arrays_stay_in_python_when_a_handle_is_asked_for" do
    assert {:ok, %Ref{type_name: "numpy.ndarray"} = eye} = Expr.object(numpy("eye", [2]))
    assert SnakeBridge.attr!(eye, "shape") == {2, 2}
    assert %Array{shape: {2, 2}} = SnakeBridge.value!(eye)
    kept = call!("numpy.linalg", "svd", [[[3.0, 0.0], [0.0, 2.0]]], __runtime__: [want: :object])
    assert kept |> SnakeBridge.index!(1) |> Array.to_list() == [3.0, 2.0]
  end

  row "what_no_array_can_hold_is_a_handle" do
    for dtype <- ["O", "U3", "S3", "M8[s]", "m8[s]", "i4,f8", "longdouble"] do
      assert {^dtype, %Ref{}} = {dtype, Expr.run!(numpy("zeros", [2], dtype: dtype))}
    end

    assert %Ref{} = Expr.run!(numpy("ma.array", [[1, 2]]))
  end

  row "an_array_sent_is_a_real_one_that_can_be_written_to" do
    sent = Expr.object!(Expr.call(Expr.path("toy_values.identity"), [Array.from_list([1.0, 2.0])]))
    SnakeBridge.method!(sent, "fill", [9.0])
    assert sent |> SnakeBridge.value!() |> Array.to_list() == [9.0, 9.0]
  end

  no_row("arrays_of_ndarray_cross_in_any_layout", "there is no ndarray")
  no_row("arrays_of_ndarray_have_the_axes_that_are_asked_for", "there is no ndarray")
  no_row("every_dtype_is_an_array_of_ndarray", "there is no ndarray")

  row "what_numpy_refuses_comes_with_hints" do
    error = raised(Expr.run(numpy("add", [numpy("ones", [{2, 3}]), numpy("ones", [{4, 5}])])))
    assert [hint] = error.hints
    assert hint =~ "(2, 3)" or hint =~ "2, 3"
    cast = numpy("ones", [2]) |> Expr.method("astype", ["int32"], casting: "safe")
    assert [_] = raised(Expr.run(cast)).hints
    assert [_] = raised(Expr.run(numpy("zeros", [{100_000_000, 100_000_000}]))).hints
    assert raised(Expr.run(numpy("array", ["a"]) |> Expr.method("astype", ["float"]))).hints == []
  end
end
