//! A Python that has its answers from data, and runs nothing.

use snakebridge_codegen::{Code, Diagnostic, Prepared, ProbeAnswer, ProbeRequest, Python, Stubs};
use snakebridge_model::ir::Library;
use snakebridge_model::{LockedPackage, LockedPython, LockedStubs};
use std::collections::BTreeMap;

#[derive(Default)]
pub(crate) struct Recorded {
    pub(crate) libraries: BTreeMap<String, Library>,
    /// What is installed: names and versions.
    pub(crate) packages: BTreeMap<String, String>,
    /// The version of the standard library's stubs; empty where they cannot be had.
    pub(crate) stubs: Option<String>,
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

    fn stubs(&mut self, _: &Prepared) -> Result<Option<Stubs>, Diagnostic> {
        let Some(version) = self.stubs.clone() else { return Ok(None) };
        if version.is_empty() {
            return Err(Diagnostic::warning(Code::Stubs, "no stubs"));
        }
        let locked = LockedStubs { package: "typeshed".into(), version, record: None };
        Ok(Some(Stubs { folder: "/typeshed".into(), locked }))
    }

    fn probe(&self, _: &Prepared, request: &ProbeRequest) -> Result<ProbeAnswer, Diagnostic> {
        Ok(ProbeAnswer { library: self.libraries.get(&request.library).cloned().unwrap_or_default() })
    }
}
