//! The example runs, and prints what Python computed.

use std::process::Command;

#[test]
fn every_step_prints_its_result() {
    let output = Command::new(env!("CARGO_BIN_EXE_quickstart")).output().expect("it is built");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{text}{}", String::from_utf8_lossy(&output.stderr));
    for expected in [
        "math.sqrt(16.0)            4\n",
        "hashlib.sha256             3a6eb0790f39ac87",
        "numpy.linalg.norm          5.464986\n",
        "numpy.sum of a product     100\n",
        r#"json.dumps                 [["numpy",2],["json",1]]"#,
        "Inventory.take             3 apples left of 6 in all\n",
        "datetime.date              2000-01-31, day 1 of the week\n",
        "handled                    LookupError: only 0 of apples left\n",
        "survived                   signal Some(6)\n",
        "and on we go               9\n",
    ] {
        assert!(text.contains(expected), "no `{expected}` in:\n{text}");
    }
}
