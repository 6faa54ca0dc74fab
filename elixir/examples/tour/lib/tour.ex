defmodule Tour do
  @moduledoc """
  What SnakeBridge does, in one go: `numpy` and a library of classes (`networkx`) through generated modules, a stream, functions that Python calls, an error, a crash.
  """

  require SnakeBridge

  alias Networkx.Graph
  alias SnakeBridge.Expr

  @spec main() :: :ok
  def main do
    {:ok, _} = Application.ensure_all_started(:snakebridge)
    numbers()
    graph()
    stream()
    functions()
    errors()
    crash()
  end

  defp numbers do
    # Modules such as `Numpy.Linalg` are generated, for what is used here.
    {:ok, matrix} = Numpy.array([[2.0, 1.0], [1.0, 3.0]], dtype: "float64")
    {:ok, solution} = Numpy.Linalg.solve(matrix, [3.0, 5.0])
    say("numpy.linalg.solve gives #{inspect(SnakeBridge.Array.to_list(solution))}")

    # A chain is one round trip, whatever it is made of.
    import Expr, only: [call: 2, method: 2, method: 4, run!: 1]

    mean =
      SnakeBridge.expr("numpy.arange")
      |> call([10])
      |> method("reshape", [2, 5], [])
      |> method("mean", [], axis: 0)

    say("the means of the columns are #{inspect(mean |> method("tolist") |> run!())}")
  end

  defp graph do
    {:ok, graph} = Graph.new()

    for {from, to, km} <- [{"Bern", "Zürich", 96}, {"Zürich", "Chur", 95}, {"Bern", "Chur", 240}] do
      {:ok, nil} = Graph.add_edge(graph, from, to, weight: km)
    end

    {:ok, path} = Networkx.shortest_path(graph, "Bern", "Chur", weight: "weight")
    say("#{graph}: from Bern to Chur by way of #{inspect(path)}")

    say(
      "its object is #{inspect(graph.type_name)}, has #{Enum.count(graph)} nodes, and Bern is one: #{"Bern" in graph}"
    )
  end

  defp stream do
    primes =
      SnakeBridge.stream("itertools", "count", [2])
      |> Stream.filter(fn number ->
        Enum.all?(2..max(2, trunc(:math.sqrt(number))), &(&1 == number or rem(number, &1) != 0))
      end)
      |> Enum.take(5)

    say("of an endless Python iterator, the first primes are #{inspect(primes)}")
  end

  defp functions do
    words = SnakeBridge.call!("builtins", "sorted", [~w(pear fig banana)], key: &String.length/1)
    say("sorted by a function of this program: #{inspect(words)}")
  end

  defp errors do
    {:error, error} = Numpy.Linalg.inv([[1.0, 2.0], [2.0, 4.0]])
    say("#{error.type}: #{error.text}; it is a LinAlgError: #{Numpy.Linalg.LinAlgError.is?(error)}")
  end

  defp crash do
    {:error, error} = SnakeBridge.call("os", "abort")
    say("Python crashed (#{error.kind}, signal #{error.details.signal}), and this program goes on")
    {:ok, 4.0} = SnakeBridge.call("math", "sqrt", [16])
    say("the next call works: sqrt(16) is 4.0")
  end

  defp say(text), do: IO.puts("- " <> text)
end
