use super::*;
use crate::diagnostics::Diagnostics;

/// Paths that a file uses, with what is known of the call.
fn paths(text: &str) -> Vec<String> {
    let (uses, _) = scanned(&[("lib/a.ex", text)]);
    uses.paths.keys().map(dotted).collect()
}

fn dotted(path: &UsedPath) -> String {
    path.0.iter().map(UsedName::first).collect::<Vec<_>>().join(".")
}

fn scanned(files: &[(&str, &str)]) -> (Uses, Diagnostics) {
    let configuration = Configuration::from_toml(
        "[libraries]\nnumpy = \"*\"\npandas = \"*\"\njson = \"stdlib\"\ntime = { stdlib = true, module = \"Py.Time\" }",
    )
    .unwrap();
    let files: Vec<(PathBuf, FileScan)> =
        files.iter().map(|(path, text)| (path.into(), read::read(text))).collect();
    let mut diagnostics = Diagnostics::default();
    let uses = uses_of(&files, &configuration, &mut diagnostics);
    (uses, diagnostics)
}

fn calls(text: &str) -> Vec<(String, Option<usize>, Vec<String>)> {
    let (uses, _) = scanned(&[("lib/a.ex", text)]);
    let keywords = |call: &UsedCall| call.chain.iter().map(|link| link.name.clone()).collect();
    uses.calls.iter().map(|call| (dotted(&call.path), call.arguments, keywords(call))).collect()
}

#[test]
fn whole_names_are_found_and_others_are_not() {
    assert_eq!(paths("Numpy.Linalg.svd(a)"), ["numpy.Linalg.svd"]);
    assert_eq!(paths("Numpy.pi"), ["numpy.pi"]);
    assert_eq!(paths("Jsonschema.validate(a)\nEnum.map(a, b)\nTime.utc_now()"), [""; 0]);
    assert_eq!(paths("Py.Time.sleep(1)"), ["time.sleep"]);
    assert_eq!(paths("x = Pandas.DataFrame"), ["pandas.DataFrame"]);
    assert_eq!(paths("Numpy.\"NAN\"()"), ["numpy.NAN"]);
    assert_eq!(paths("Numpy.end(1)"), ["numpy.end"]);
}

#[test]
fn aliases_are_followed_where_they_hold() {
    assert_eq!(paths("alias Numpy.Linalg\nLinalg.svd(a)"), ["numpy.Linalg", "numpy.Linalg.svd"]);
    assert_eq!(paths("alias Numpy, as: Np\nNp.sum(a)"), ["numpy", "numpy.sum"]);
    assert_eq!(paths("require Numpy, as: Np\nNp.sum(a)"), ["numpy", "numpy.sum"]);
    assert_eq!(
        paths("alias Numpy.{Linalg, Fft.Helper}\nLinalg.norm(a)\nHelper.shift(a)"),
        ["numpy.Fft.Helper", "numpy.Fft.Helper.shift", "numpy.Linalg", "numpy.Linalg.norm"]
    );
    let scoped =
        "defmodule A do\n def f do\n alias Numpy, as: Enum\n Enum.sum(1)\n end\n def g, do: Enum.max(1)\nend";
    assert_eq!(paths(scoped), ["numpy", "numpy.sum"]);
    assert_eq!(paths("alias Foo.Numpy\nNumpy.sum(1)"), [""; 0]);
    assert_eq!(paths("alias Elixir.Numpy, as: N\nN.sum(1)"), ["numpy", "numpy.sum"]);
}

#[test]
fn attributes_and_variables_that_are_modules_are_followed() {
    assert_eq!(paths("defmodule A do\n @np Numpy\n def f(x), do: @np.sum(x)\nend"), ["numpy", "numpy.sum"]);
    assert_eq!(paths("np = Numpy\nnp.sum(1)\nnp = other()\nnp.max(1)"), ["numpy", "numpy.sum"]);
    assert_eq!(
        paths("apply(Numpy, :sum, [x])\nTask.async(Numpy, :max, [x])"),
        ["numpy", "numpy.max", "numpy.sum"]
    );
    assert_eq!(paths("{Numpy, :min, []}"), ["numpy", "numpy.min"]);
}

#[test]
fn modules_of_the_programs_own_are_not_pythons() {
    assert_eq!(paths("defmodule Numpy.Mine do\n def f, do: 1\nend\nNumpy.Mine.f()"), [""; 0]);
    assert_eq!(
        paths(
            "defmodule App do\n defmodule Numpy do\n def sum(a), do: a\n end\n def f, do: Numpy.sum(1)\nend"
        ),
        [""; 0]
    );
}

#[test]
fn calls_have_the_arguments_of_pipes_and_captures() {
    let call = |path: &str, arguments: usize, keywords: &[&str]| {
        (path.to_owned(), Some(arguments), keywords.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>())
    };
    assert_eq!(calls("a |> Numpy.sum(axis: 0)"), [call("numpy.sum", 1, &["axis"])]);
    assert_eq!(
        calls("a |> Numpy.add(b) |> Numpy.sum"),
        [call("numpy.add", 2, &[]), call("numpy.sum", 1, &[])]
    );
    assert_eq!(calls("Enum.map(a, &Numpy.sum/1)"), [call("numpy.sum", 1, &[])]);
    assert_eq!(calls("Enum.map(a, &Numpy.sum(&1, axis: 0))"), [call("numpy.sum", 1, &["axis"])]);
    assert_eq!(calls("Numpy.f \"a\", \"odd name\": 1, b: 2"), [call("numpy.f", 1, &["odd name", "b"])]);
    assert_eq!(calls("Numpy.f(\n  a, # first\n  b\n)"), [call("numpy.f", 2, &[])]);
}

#[test]
fn imports_bring_functions() {
    assert_eq!(paths("import Numpy, only: [sum: 1, max: 2]"), ["numpy.max", "numpy.sum"]);
    assert_eq!(
        calls("import Numpy, only: [sum: 1]\nsum([1])"),
        [("numpy.sum".to_owned(), Some(1), Vec::<String>::new())]
    );
    let (uses, _) = scanned(&[(
        "lib/a.ex",
        "defmodule A do\n import Numpy, except: [min: 1]\n def f(x), do: sum(x) + min(x) + own(x)\n def own(x), do: x\nend",
    )]);
    assert_eq!(uses.globs.keys().map(dotted).collect::<Vec<_>>(), ["numpy"]);
    let tentative: Vec<String> = uses.tentative.iter().map(dotted).collect();
    assert!(tentative.contains(&"numpy.sum".to_owned()), "{tentative:?}");
    assert!(!tentative.iter().any(|path| path == "numpy.min" || path == "numpy.own"), "{tentative:?}");
}

#[test]
fn what_use_brings_is_out_of_reach_and_said() {
    let provider =
        "defmodule My.Py do\n defmacro __using__(_) do\n quote do\n alias Numpy, as: Np\n end\n end\nend";
    let user = "defmodule A do\n use My.Py\n use GenServer\n def f(x), do: Np.sum(x)\nend";
    let (_, diagnostics) = scanned(&[("lib/py.ex", provider), ("lib/a.ex", user)]);
    let said: Vec<&Diagnostic> = diagnostics.iter().collect();
    assert_eq!(said.len(), 1);
    assert_eq!(said[0].code, Code::OutOfReach);
    let site = said[0].site.as_ref().unwrap();
    assert_eq!((site.file.to_str().unwrap(), site.line, site.column), ("lib/a.ex", 2, 6));
}

#[test]
fn only_what_is_used_counts() {
    assert!(is_same_use("Numpy.sum(a)", "# moved\n\n  Numpy.sum(b)"));
    assert!(!is_same_use("Numpy.sum(a)", "Numpy.sum(a, axis: 1)"));
}

#[test]
fn places_count_characters() {
    let (uses, _) = scanned(&[("lib/a.ex", "\"ü\" |> Numpy.sum()")]);
    let sites = uses.paths.values().next().unwrap();
    assert_eq!((sites[0].line, sites[0].column, sites[0].length), (1, 8, 9));
}

#[test]
fn malformed_files_do_no_harm() {
    for text in [
        "defmodule A do",
        "alias",
        "import Numpy, only: [",
        "Numpy.",
        "&/1",
        "@np",
        "Numpy.f(",
        "\u{0}",
        &"(".repeat(5000),
    ] {
        let _ = scanned(&[("lib/a.ex", text)]);
    }
}
