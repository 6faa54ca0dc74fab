defmodule Tour.MixProject do
  use Mix.Project

  def project do
    [
      app: :tour,
      version: "0.1.0",
      elixir: "~> 1.14",
      compilers: [:snakebridge] ++ Mix.compilers(),
      deps: [{:snakebridge, path: "../.."}]
    ]
  end

  def application, do: [extra_applications: [:logger]]
end
