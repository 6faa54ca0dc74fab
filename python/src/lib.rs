//! The Python side of SnakeBridge: the adapter every worker runs and the probe that introspects.
