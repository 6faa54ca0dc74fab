# Without numpy, what needs it is left out: `cargo xtask elixir test` provides it.
ExUnit.start(exclude: if(System.get_env("SNAKEBRIDGE_TEST_NUMPY"), do: [], else: [:numpy]))
