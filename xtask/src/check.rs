//! `cargo xtask check`: what CI wants beside the tests.

use crate::step::{Outcome, cargo, root, step};

pub(crate) fn run() -> Outcome {
    step("format", &mut cargo(&["fmt", "--all", "--check"]))?;
    let clippy = ["clippy", "--workspace", "--all-targets", "--quiet", "--", "-D", "warnings"];
    step("lints", &mut cargo(&clippy))?;
    let docs = ["doc", "--workspace", "--no-deps", "--quiet"];
    step("docs", cargo(&docs).env("RUSTDOCFLAGS", "-D warnings"))?;
    for folder in generated_packages()? {
        let generate =
            ["run", "--quiet", "--package", "snakebridge-cli", "--", "generate", "--check", &folder];
        step(&format!("generated files of {folder} are current"), &mut cargo(&generate))?;
    }
    Ok(())
}

/// Every package of the workspace with a `snakebridge.toml`.
fn generated_packages() -> Result<Vec<String>, String> {
    let mut folders = vec!["benches".to_owned()];
    let examples =
        std::fs::read_dir(root().join("examples")).map_err(|error| format!("examples: {error}"))?;
    for example in examples {
        let name = example.map_err(|error| error.to_string())?.file_name();
        folders.push(format!("examples/{}", name.display()));
    }
    folders.retain(|folder| root().join(folder).join("snakebridge.toml").is_file());
    folders.sort();
    Ok(folders)
}
