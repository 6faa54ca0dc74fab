//! Plain data of SnakeBridge: the IR of a Python library, manifest, lock and configuration.
