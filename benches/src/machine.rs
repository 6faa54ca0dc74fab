//! What there is to know about the machine, without anything that names it.

use std::fs;
use std::thread::available_parallelism;

/// Such as `linux on x86_64, 2 processors (..), 23 GiB of memory`.
#[must_use]
pub fn facts() -> String {
    use std::env::consts::{ARCH, OS};
    let processors = available_parallelism().map_or(1, usize::from);
    let model = field("/proc/cpuinfo", "model name").map_or_else(String::new, |model| format!(" ({model})"));
    let memory = field("/proc/meminfo", "MemTotal").and_then(|total| gibibytes(&total));
    let memory = memory.map_or_else(String::new, |memory| format!(", {memory} GiB of memory"));
    format!("{OS} on {ARCH}, {processors} processors{model}{memory}")
}

/// The first field of this name in a file of `/proc`; nothing on systems that have none.
fn field(file: &str, name: &str) -> Option<String> {
    let text = fs::read_to_string(file).ok()?;
    let mut fields = text.lines().filter_map(|line| line.split_once(':'));
    let (_, value) = fields.find(|(known, _)| known.trim() == name)?;
    Some(value.trim().to_owned())
}

/// `/proc` counts in kibibytes and calls them `kB`.
fn gibibytes(total: &str) -> Option<u64> {
    let kibibytes: u64 = total.strip_suffix("kB")?.trim().parse().ok()?;
    Some(kibibytes >> 20)
}

#[cfg(test)]
mod tests {
    #[test]
    fn memory_is_told_in_gibibytes() {
        assert_eq!(super::gibibytes("24684084 kB"), Some(23));
        assert_eq!(super::gibibytes("some"), None);
    }
}
