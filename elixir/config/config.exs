import Config

# For this package's own tests: the toy modules that all hosts are tested with.
if config_env() == :test do
  config :snakebridge,
    settings: [workers: 2, search_path: [Path.expand("../../crates/snakebridge-testkit/toys", __DIR__)]],
    profiles: [short: 300, long: 600_000]

  config :logger, level: :warning
end
