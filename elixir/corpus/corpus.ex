defmodule SnakeBridge.Corpus do
  @moduledoc """
  Runs cases of the conformance corpus for `cargo xtask corpus --host elixir`, which compares and reports.

  A job is a file of JSON: `python`, `env` (pairs), `folder` and `patience` (seconds), and `files`, each with the `path` of a package file and the `ids` of its cases that are wanted. Each outcome is a line of JSON on standard output: `id`, `got`, `reason`, `seconds`.
  """

  alias SnakeBridge.{Bridge, Dict, Error, Expr, Options, Session}
  alias SnakeBridge.Corpus.{Describe, Evaluate}

  @reader SnakeBridge.Corpus.Reader

  @doc "Runtime options with which JSON is read and written: by a Python of its own."
  @spec reader() :: keyword()
  def reader, do: [bridge: @reader, dicts: :pairs]

  @doc "Runs the job in a file."
  @spec main(Path.t()) :: :ok
  def main(job) do
    {:ok, _} = Application.ensure_all_started(:snakebridge)
    {:ok, _} = Supervisor.start_link([{Bridge, name: @reader}], strategy: :one_for_one)
    job = job |> File.read!() |> parse() |> fields()

    job["files"]
    |> Task.async_stream(&file(fields(&1), job),
      timeout: :infinity,
      max_concurrency: System.schedulers_online()
    )
    |> Stream.run()
  end

  defp parse(text), do: SnakeBridge.call!("json", "loads", [text], __runtime__: reader())
  defp fields(%Dict{pairs: pairs}), do: Map.new(pairs)

  defp file(wanted, job) do
    cases =
      wanted["path"] |> File.read!() |> parse() |> fields() |> Map.fetch!("cases") |> Enum.map(&fields/1)

    cases
    |> Enum.filter(&(&1["id"] in wanted["ids"]))
    |> Enum.reduce(nil, &in_place(&1, &2, job))
    |> leave()
  end

  # Cases share a process, unless they ask for their own, or one of them ended it.
  defp in_place(%{"needs" => [_ | _]} = case, place, job) do
    own = enter(job)
    evaluate(case, own, job)
    leave(own)
    place
  end

  defp in_place(case, place, job) do
    place = place || enter(job)

    if evaluate(case, place, job) == :ended do
      leave(place)
      nil
    else
      place
    end
  end

  # A Python as cases were recorded in: in an empty folder, with the environment of the recording.
  defp enter(job) do
    folder = Path.join(job["folder"], Integer.to_string(System.unique_integer([:positive])))
    File.mkdir_p!(folder)
    env = for [name, value] <- job["env"], do: {name, value}
    home = [{"HOME", folder}, {"TMPDIR", folder}]
    name = Module.concat(SnakeBridge.Corpus, "Place#{System.unique_integer([:positive])}")
    settings = [python: job["python"], current_dir: folder, env: env ++ home]
    {:ok, bridge} = Bridge.start_link(name: name, settings: settings, logs: :none)
    Process.unlink(bridge)
    {:ok, session} = Session.open(bridge: name, owner: :none)
    place = %{bridge: bridge, session: session, folder: folder}
    Options.with_defaults([session: session], fn -> prepare() end)
    place
  end

  # What no variable can say. What cases print is kept out of the report.
  defp prepare do
    SnakeBridge.call!("builtins", "setattr", [
      Expr.call(Expr.path("importlib.import_module"), ["sys"]),
      "argv",
      ["oracle"]
    ])

    SnakeBridge.call!("sys", "setrecursionlimit", [1000])
    null = SnakeBridge.call!("os", "open", ["/dev/null", 1])
    for output <- [1, 2], do: SnakeBridge.call!("os", "dup2", [null, output])
    SnakeBridge.call!("os", "close", [null])
  end

  defp leave(nil), do: :ok

  defp leave(place) do
    Supervisor.stop(place.bridge)
    File.rm_rf!(place.folder)
    :ok
  end

  defp evaluate(case, place, job) do
    began = System.monotonic_time(:millisecond)

    work =
      Task.async(fn -> Options.with_defaults([session: place.session], fn -> outcome(case["expr"]) end) end)

    {got, reason} =
      case Task.yield(work, job["patience"] * 1000) || Task.shutdown(work, :brutal_kill) do
        {:ok, outcome} -> outcome
        _ -> {%{"t" => "timeout"}, "it took longer than #{job["patience"]} s"}
      end

    {got, reason} = if "fatal" in (case["needs"] || []), do: healthy(got, reason, place), else: {got, reason}
    seconds = (System.monotonic_time(:millisecond) - began) / 1000
    line = %{"id" => case["id"], "got" => got, "reason" => reason, "seconds" => seconds}
    IO.puts(SnakeBridge.call!("json", "dumps", [line], __runtime__: reader()))
    if match?(%{"t" => tag} when tag in ["exit", "signal", "timeout"], got), do: :ended, else: :ok
  end

  defp outcome(program) do
    {program |> Evaluate.result() |> Describe.value(), nil}
  rescue
    error in Error -> failed(error)
    error in Evaluate.Program -> {nil, Exception.message(error)}
  end

  defp failed(%Error{kind: :python} = error), do: {Describe.raised(error), nil}

  defp failed(%Error{kind: :worker_died, details: %{signal: signal, code: code}}) do
    if signal,
      do: {%{"t" => "signal", "signal" => signal}, nil},
      else: {%{"t" => "exit", "code" => code}, nil}
  end

  defp failed(error), do: {nil, Exception.message(error)}

  # After the expected end of a process, the next call must find another one.
  defp healthy(got, reason, place) do
    case SnakeBridge.call("builtins", "abs", [-1], __runtime__: [session: place.session]) do
      {:ok, 1} -> {got, reason}
      {:ok, other} -> {got, "the next call gave #{inspect(other)}"}
      {:error, error} -> {got, "the next call failed: #{Exception.message(error)}"}
    end
  end
end
