# Without numpy, what needs it is left out: `cargo xtask elixir test` provides it.
# Whole libraries take minutes: `cargo xtask elixir libraries`.
ExUnit.start(exclude: [:libraries | if(System.get_env("SNAKEBRIDGE_TEST_NUMPY"), do: [], else: [:numpy])])
