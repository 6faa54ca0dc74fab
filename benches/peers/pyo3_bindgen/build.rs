//! Wrappers of `math`, as the documentation of pyo3_bindgen has them made.

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let bindings = std::path::Path::new(&std::env::var("OUT_DIR")?).join("bindings.rs");
    pyo3_bindgen::Codegen::default().module_name("math")?.build(bindings)?;
    Ok(())
}
