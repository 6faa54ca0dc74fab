//! A Python that has its answers from data, and runs nothing.

use snakebridge_codegen::{Diagnostic, Prepared, ProbeAnswer, ProbeRequest, Python};
use snakebridge_model::ir::Library;
use snakebridge_model::{LockedPackage, LockedPython};
use std::collections::BTreeMap;

#[derive(Default)]
pub(crate) struct Recorded {
    pub(crate) libraries: BTreeMap<String, Library>,
    /// What is installed: names and versions.
    pub(crate) packages: BTreeMap<String, String>,
}

impl Python for Recorded {
    fn prepare(&mut self) -> Result<Prepared, Diagnostic> {
        let python = LockedPython {
            version: "3.11.7".into(),
            abi: "cpython-311".into(),
            platform: "linux-x86_64".into(),
        };
        let packages = self.packages.iter();
        let packages = packages
            .map(|(name, version)| (name.clone(), LockedPackage { version: version.clone(), record: None }));
        Ok(Prepared { interpreter: "/python".into(), python, packages: packages.collect() })
    }

    fn probe(&self, _: &Prepared, request: &ProbeRequest) -> Result<ProbeAnswer, Diagnostic> {
        Ok(ProbeAnswer { library: self.libraries.get(&request.library).cloned().unwrap_or_default() })
    }
}
