defmodule SnakeBridge.FrameTest do
  use ExUnit.Case, async: true

  alias SnakeBridge.Frame

  # As the other side writes it: atoms as UTF-8.
  defp frame(term), do: :erlang.term_to_binary(term, minor_version: 2)

  test "the head of an answer is read without the rest" do
    for id <- [0, 255, 256, 2 ** 31, 2 ** 40, 2 ** 64 - 1] do
      assert Frame.head(frame({:reply, id, :plain, [1, 2]})) == {:answer, id}
      assert Frame.head(frame({:items, id, :mixed, [], :ended})) == {:answer, id}
      assert Frame.head(frame({:error, id, %{}})) == {:answer, id}
      assert Frame.head(frame({:call, id, 1, 2, :plain, [], []})) == {:call, id}
    end

    assert Frame.head(frame({:log, %{}})) == :news
    assert Frame.head(frame({:dropped, 1, 2, 3})) == :message
    assert Frame.head("garbage") == :garbage
    assert Frame.head("") == :garbage
    assert Frame.head(frame({:reply, -1, :plain, nil})) == :garbage
  end

  test "a big binary is a part of its frame, and everything else decoded as usual" do
    big = :binary.copy("x", 100_000)

    for value <- [
          big,
          {:bytes, big},
          {:bytearray, big},
          {:array, "<f8", [10, 1250], big},
          {:array, "|u1", [100_000], big}
        ] do
      frame = frame({:reply, 3, :mixed, value})
      assert Frame.decode(frame) == {:reply, 3, :mixed, value}
      {_, _, _, decoded} = Frame.decode(frame)
      data = if is_tuple(decoded), do: elem(decoded, tuple_size(decoded) - 1), else: decoded
      assert :binary.referenced_byte_size(data) == byte_size(frame)
    end

    for value <- [[big], {:tuple, [big]}, {:array, "<f8", [], big}, %{"x" => big}] do
      assert Frame.decode(frame({:reply, 3, :mixed, value})) == {:reply, 3, :mixed, value}
    end
  end

  test "no atom is made of what arrives" do
    name = "no_atom_#{System.unique_integer([:positive])}"
    frame = <<131, 104, 4, 119, 5, "reply", 97, 1, 119, 5, "plain", 119, byte_size(name), name::binary>>
    assert_raise ArgumentError, fn -> Frame.decode(frame) end
    assert_raise ArgumentError, fn -> String.to_existing_atom(name) end
  end

  test "the atoms of the protocol are those that its documentation names" do
    documented = File.read!(Path.expand("../../../docs/serve.md", __DIR__))
    for atom <- Frame.catalogue(), do: assert(documented =~ Atom.to_string(atom))
  end

  test "numbers of requests tell the slot of their process" do
    {first, last} = Frame.ids(5)
    assert Frame.id(5, 0) == first
    assert Frame.id(5, 2 ** 20 + 1) == first + 1
    assert Frame.id(6, 0) == last + 1
  end
end
