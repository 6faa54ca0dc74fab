defmodule SnakeBridge.DocTest do
  use ExUnit.Case, async: true

  doctest SnakeBridge
  doctest SnakeBridge.Array
  doctest SnakeBridge.ByteArray
  doctest SnakeBridge.Bytes
  doctest SnakeBridge.Complex
  doctest SnakeBridge.DateTime
  doctest SnakeBridge.Decimal
  doctest SnakeBridge.Delta
  doctest SnakeBridge.Dict
  doctest SnakeBridge.Error
  doctest SnakeBridge.Expr
  doctest SnakeBridge.Fraction
  doctest SnakeBridge.FrozenSet
  doctest SnakeBridge.Manager
  doctest SnakeBridge.Raise
  doctest SnakeBridge.Ref
  doctest SnakeBridge.Session
  doctest SnakeBridge.UUID
  doctest SnakeBridge.Wrapper
  doctest SnakeBridge.Wtf8
end
