defmodule SnakeBridge.MixProject do
  use Mix.Project

  @version "0.1.0"
  @source "https://github.com/snakebridge/snakebridge"

  def project do
    [
      app: :snakebridge,
      version: @version,
      elixir: "~> 1.14",
      elixirc_paths: elixirc_paths(Mix.env()),
      elixirc_options: [warnings_as_errors: System.get_env("SNAKEBRIDGE_STRICT") == "1"],
      start_permanent: Mix.env() == :prod,
      deps: [],
      description: "Any Python library, from Elixir: values without loss, and a BEAM that survives Python",
      source_url: @source,
      package: [
        licenses: ["MIT", "Apache-2.0"],
        links: %{"Source" => @source},
        files: ~w(lib mix.exs README.md .formatter.exs)
      ],
      docs: [main: "readme", extras: ["README.md"]]
    ]
  end

  # `telemetry` is no dependency: its events are told if it is there.
  def application do
    [mod: {SnakeBridge.Application, []}, extra_applications: [:logger]]
  end

  defp elixirc_paths(:test), do: ["lib", "test/support", "corpus"]
  defp elixirc_paths(_), do: ["lib"]
end
