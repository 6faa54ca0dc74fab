defmodule SnakeBridge.Scenarios.CallsTest do
  use SnakeBridge.Scenarios, table: "calls"

  import SnakeBridge, only: [call: 3, call!: 2, call!: 3, call!: 4, get!: 2, get: 2]

  row "arguments_of_every_kind_arrive" do
    assert call!("toy_calls", "everything", [1, 2], d: 4) == [1, 2, 3, [], 4, 5, %{}]

    assert call!("toy_calls", "everything", [1, 2, 3, 9, 8], d: 4, z: "more") == [
             1,
             2,
             3,
             [9, 8],
             4,
             5,
             %{"z" => "more"}
           ]

    assert call!("toy_calls", "positional_only", [1]) == [1, 1]
    assert call!("toy_calls", "keyword_only", [1], key: nil) == [1, nil, nil]
  end

  row "any_keyword_name_can_be_sent" do
    names = ["idempotent", "self", "args", "func", "class", "f", "two words", "session", "type", ""]
    assert call!("toy_calls", "keywords", [], Enum.map(names, &{&1, &1})) == Map.new(names, &{&1, &1})
    assert call!("toy_calls", "keywords", [], type: 1, match: 2) == %{"type" => 1, "match" => 2}
    assert call!("toy_calls", "keywords", [], a: 1, a: 2) == %{"a" => 2}
  end

  row "no_keywords_means_no_keyword_mapping" do
    assert call!("toy_calls", "count") == [0, 0]
    assert call!("toy_calls", "count", [1], a: 2) == [1, 1]
  end

  row "constants_are_read_and_none_is_one" do
    assert get!("toy_calls", "ANSWER") == 42
    assert get!("toy_calls", "NOTHING") == nil
    assert get!("math", "pi") == :math.pi()
  end

  row "chains_and_nested_calls_are_one_expression" do
    import SnakeBridge.Expr

    counter = Expr.call(path("toy_calls.Counter"), [3])
    assert counter |> method("add") |> method("add", [5]) |> attr("double") |> run!() == 18
    assert counter |> item("key") |> run!() == [3, "key"]
    assert counter |> Expr.call([1, 2]) |> run!() == [3, 1, 2]
    assert call!("math", "sqrt", [Expr.call(path("math.pow"), [3.0, 2.0])]) == 3.0
    four = Expr.call(path("builtins.len"), ["four"])
    assert path("builtins.dict") |> Expr.call([], a: four) |> item("a") |> run!() == 4
    assert value("a,b") |> method("split", [","]) |> run!() == ["a", "b"]
    roots = for number <- [4.0, 9.0], do: Expr.call(path("math.sqrt"), [number])
    assert call!("builtins", "sum", [roots]) == 5.0

    assert path("builtins.dict")
           |> Expr.call([], a: 1)
           |> item(Expr.call(path("builtins.str"), ["a"]))
           |> run!() == 1
  end

  row "a_list_is_one_argument" do
    assert call!("toy_calls", "count", [[1, 2, 3]]) == [1, 0]
    assert call!("toy_calls", "count", [[{"a", 1}, {"b", 2}]]) == [1, 0]
    assert call!("toy_calls", "count", [[a: 1, b: 2]]) == [1, 0]
    assert SnakeBridge.attr!(counter([1, 2, 3]), "value") == [1, 2, 3]
  end

  row "what_is_left_out_is_pythons_default_at_call_time" do
    defaults = fn when_ -> [1, SnakeBridge.bytes("default"), [], when_] end
    assert call!("toy_calls", "with_defaults", [1]) == defaults.(42)
    call!("toy_calls", "set_default", [43])
    changed = call!("toy_calls", "with_defaults", [1])
    call!("toy_calls", "set_default", [42])
    assert changed == defaults.(43)
    assert call!("toy_calls", "with_defaults", [1, nil, [2]], when: nil) == [1, nil, [2], nil]
  end

  row "modules_that_print_and_warn_on_import_work" do
    assert ExUnit.CaptureLog.capture_log(fn -> assert get!("toy_prints_on_import", "VALUE") == "imported" end)
  end

  row "a_module_that_exits_on_import_is_an_error" do
    kept = counter(5)
    assert Error.is?(raised(get("toy_exits_on_import", "anything")), "SystemExit")
    assert SnakeBridge.attr!(kept, "value") == 5
  end

  row "paths_lead_through_packages_and_attributes" do
    assert get!("toy_package.inner.leaf", "VALUE") == "leaf"
    assert SnakeBridge.attr!(call!("xml.etree.ElementTree", "fromstring", ["<a>text</a>"]), "text") == "text"
    assert call!("os.path", "join", ["a", "b"]) == "a/b"
    assert %Ref{type_name: "builtins.module"} = get!("toy_package", "inner")
  end

  row "an_attribute_wins_over_a_submodule_of_its_name" do
    assert call!("toy_package", "shadow") == "function"

    assert SnakeBridge.attr!(call!("importlib", "import_module", ["toy_package.shadow"]), "NAME") ==
             "submodule"
  end

  row "modules_that_make_names_up_are_asked" do
    assert get!("toy_package", "lazy_name") == "LAZY_NAME"
  end

  row "what_is_not_found_suggests_the_nearest" do
    message = fn answer -> Exception.message(raised(answer)) end
    function = message.(call("math", "sqr", [1.0]))
    assert function =~ "AttributeError" and function =~ "`sqrt`"
    module = message.(call("toy_valuess", "identity", [1]))
    assert module =~ "ModuleNotFoundError" and module =~ "`toy_values`"
    assert message.(get("toy_package", "iner.leaf")) =~ "`inner`"
    assert "sqrt" in raised(call("math", "sqr", [1.0])).nearest
  end

  row "a_module_that_fails_to_import_says_why" do
    error = raised(get("toy_raises_on_import", "anything"))
    assert {error.type, error.text} == {"builtins.RuntimeError", "this module cannot be imported"}
  end

  row "a_thousand_nested_calls_are_one_round_trip" do
    nested = Enum.reduce(1..998, -5, fn _, inner -> Expr.call(Expr.path("builtins.abs"), [inner]) end)
    assert Expr.run!(nested) == 5

    assert {:error, %Error{kind: :usage}} =
             call("builtins", "abs", [Enum.reduce(1..3_000, 1, fn _, inner -> [inner] end)])
  end
end
