defmodule SnakeBridge.Scenarios.RecordsTest do
  use SnakeBridge.Scenarios, table: "records"

  no_row("structs_are_read_from_whatever_has_such_fields", "no type is asked for here")
  no_row("a_missing_field_is_an_error_that_names_it", "no type is asked for here")
  no_row("enums_are_read_from_members_names_and_alternatives", "no type is asked for here")

  row "structs_and_enums_are_sent_as_plain_values" do
    seen = fn value -> SnakeBridge.call!("toy_records", "seen", [value]) end
    assert seen.(%SnakeBridge.Structs.User{name: "Ada", password: self()}) == "{'name': 'Ada'}"
    assert seen.([%SnakeBridge.Structs.Point{x: :red, y: 7}]) == "[{'x': 'red', 'y': 7}]"
    assert seen.({1, "x"}) == "(1, 'x')"
  end
end

defmodule SnakeBridge.Scenarios.ConversionsTest do
  use SnakeBridge.Scenarios, table: "conversions"

  no_row(
    "paths_are_read_from_whatever_is_path_like",
    "no type is asked for here: `to_string/1` is Python's `str()`"
  )

  no_row("what_is_no_path_is_an_error_with_the_place", "no type is asked for here")
  no_row("members_are_read_by_name_and_by_value", "no type is asked for here")
  no_row("serde_sends_plain_values", "there is no serde")
  no_row("serde_reads_what_it_sends", "there is no serde")
  no_row("serde_reads_live_objects", "there is no serde")
  no_row("serde_reads_members_by_name_and_by_value", "there is no serde")
  no_row("serde_reads_standard_values_as_types_of_other_crates", "there is no serde")
  no_row("serde_names_the_place_inside_live_objects", "there is no serde")

  row "paths_that_are_no_text_cross_both_ways" do
    odd = SnakeBridge.call!("os", "fsdecode", [Expr.call(Expr.path("toy_conversions.Odd"))])
    assert %SnakeBridge.Wtf8{} = odd
    assert SnakeBridge.call!("os", "fsencode", [odd]) == SnakeBridge.bytes("odd/\xFF")
    path = SnakeBridge.call!("pathlib", "PurePosixPath", [odd])
    assert SnakeBridge.call!("os", "fspath", [path]) == odd
    assert SnakeBridge.call!("toy_conversions", "described", ["x"]) == "'x'"
  end

  row "unsigned_ints_of_any_size_cross" do
    assert SnakeBridge.call!("builtins", "pow", [2, 200]) == 2 ** 200
    assert SnakeBridge.call!("builtins", "abs", [-(2 ** 200)]) == 2 ** 200
  end

  row "typed_dicts_are_dicts" do
    assert SnakeBridge.call!("toy_conversions", "movies") == [
             %{"title" => "Brazil", "year" => 1985},
             %{"title" => "Alien"}
           ]
  end
end
