//! What the tests of SnakeBridge share: toy packages, the scenario table, temporary projects.
