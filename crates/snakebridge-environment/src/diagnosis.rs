//! Reading from an installer's output why it failed. The folder `diagnosis` has what pip 23 and uv 0.13 really say.

use crate::InstallFailure;

/// The last word of an installer that could not reach something: only then are the signs below more than a retry.
const UNREACHED: [&str; 8] = [
    "(from versions: none)",
    "Max retries exceeded",
    "Failed to fetch",
    "error sending request",
    "unable to access",
    "network was disabled",
    "Network connectivity is disabled",
    "Read timed out",
];

/// Why something cannot be reached, the more telling first.
const NETWORK: [&str; 18] = [
    "Name or service not known",
    "Temporary failure in name resolution",
    "nodename nor servname provided, or not known",
    "Could not resolve host",
    "failed to lookup address information",
    "Connection refused",
    "Couldn't connect to server",
    "Network is unreachable",
    "No route to host",
    "Connection reset by peer",
    "CERTIFICATE_VERIFY_FAILED",
    "invalid peer certificate",
    "Tunnel connection failed",
    "Cannot connect to proxy",
    "timed out",
    "operation timed out",
    "network was disabled",
    "Network connectivity is disabled",
];

const BUILD: [&str; 6] = [
    "subprocess-exited-with-error",
    "metadata-generation-failed",
    "Failed building wheel for",
    "Failed to build",
    "The build backend returned an error",
    "build backend",
];

/// Finds the reason in the whole output of an installer that failed. The end of the output stands for what is not known.
pub(crate) fn diagnose(output: &str) -> InstallFailure {
    let text = in_one_line(output);
    network(&text)
        .or_else(|| malformed(output))
        .or_else(|| conflict(output, &text))
        .or_else(|| build(output))
        .or_else(|| missing(&text))
        .unwrap_or_else(|| InstallFailure::Other { tail: tail(output) })
}

fn network(text: &str) -> Option<InstallFailure> {
    if !UNREACHED.iter().any(|sign| text.contains(sign)) {
        return None;
    }
    let reason = NETWORK.into_iter().find(|sign| text.contains(sign))?;
    let place = ["Failed to fetch: ", "Looking in indexes: ", "unable to access '"]
        .into_iter()
        .find_map(|before| word_after(text, before))
        .map(|url| format!("`{}`: ", without_password(url.trim_matches(['`', '\'', ',', ':']))));
    Some(InstallFailure::Network { detail: format!("{}{reason}", place.unwrap_or_default()) })
}

fn malformed(output: &str) -> Option<InstallFailure> {
    let signs = ["Invalid requirement: ", "error: Failed to parse: "];
    let line = output.lines().find(|line| signs.iter().any(|sign| line.contains(sign)))?;
    Some(InstallFailure::Malformed { detail: without_level(line).to_owned() })
}

fn conflict(output: &str, text: &str) -> Option<InstallFailure> {
    if let Some((_, rest)) = output.split_once("The conflict is caused by:") {
        let lines: Vec<_> = rest.lines().map(str::trim).skip(1).take_while(|line| !line.is_empty()).collect();
        return Some(InstallFailure::Conflict { detail: lines.join(", ") });
    }
    if text.contains("ResolutionImpossible") {
        return Some(InstallFailure::Conflict { detail: tail(output) });
    }
    // uv explains everything that it cannot resolve in these words; what is simply not there is told apart by others.
    let explained = text.split_once("Because ").map(|(_, rest)| rest)?;
    let end = explained.find(", we can conclude that your requirements are unsatisfiable")?;
    let absent = ["was not found in", "there is no version of", " available", "Python version ("];
    if absent.iter().any(|sign| text.contains(sign)) {
        return None;
    }
    Some(InstallFailure::Conflict { detail: explained[..end].to_owned() })
}

fn build(output: &str) -> Option<InstallFailure> {
    if !BUILD.iter().any(|sign| output.contains(sign)) {
        return None;
    }
    let named = [
        "Failed to build `",
        "Failed building wheel for ",
        "Building wheel for ",
        "Processing ",
        "Collecting ",
    ];
    let package = named.into_iter().find_map(|before| {
        // pip does not say it at the end, so it is what pip spoke of last.
        let (_, rest) = output.rsplit_once(before)?;
        let name: String = rest.chars().take_while(|c| !c.is_whitespace() && *c != '`').collect();
        (!name.is_empty()).then_some(name)
    });
    let detail = output.lines().map(str::trim).rfind(|line| is_error(line)).unwrap_or("see its output above");
    Some(InstallFailure::Build { package, detail: detail.to_owned() })
}

/// A line such as `ModuleNotFoundError: ...` or `foo.c:1:2: fatal error: ...`.
fn is_error(line: &str) -> bool {
    let (start, rest) = line.split_once(':').unwrap_or((line, ""));
    let raised = start.ends_with("Error") || start.ends_with("Exception");
    !rest.is_empty() && (raised && !start.contains(' ') || line.contains(" error: "))
}

fn missing(text: &str) -> Option<InstallFailure> {
    if let Some((_, rest)) = text.split_once("that satisfies the requirement ") {
        let (requirement, rest) = rest.split_once(" (from versions: ")?;
        let (versions, _) = rest.split_once(')')?;
        if versions != "none" {
            let available = versions.split(", ").map(str::to_owned).collect();
            return Some(InstallFailure::NoSuchVersion { requirement: requirement.to_owned(), available });
        }
        if text.contains("require a different python version") {
            return Some(InstallFailure::NoSuchVersion {
                requirement: requirement.to_owned(),
                available: Vec::new(),
            });
        }
        let end = requirement.find(|c: char| "=<>!~[;@ ".contains(c)).unwrap_or(requirement.len());
        return Some(InstallFailure::NoSuchPackage { package: requirement[..end].to_owned() });
    }
    if let Some((before, _)) = text.split_once(" was not found in ") {
        let package = before.rsplit(' ').next().unwrap_or_default().to_owned();
        return Some(InstallFailure::NoSuchPackage { package });
    }
    let required =
        text.rsplit_once(" you require ").and_then(|(_, rest)| rest.split_once(", we can conclude"));
    let (requirement, _) = required.filter(|_| text.contains("unsatisfiable"))?;
    let only = text.split_once("Because only ").and_then(|(_, rest)| rest.split_once(" is available"));
    let available = only.map(|(only, _)| vec![only.to_owned()]).unwrap_or_default();
    Some(InstallFailure::NoSuchVersion { requirement: requirement.to_owned(), available })
}

/// Without line ends, indentation and the lines that uv draws: a phrase may be wrapped anywhere.
fn in_one_line(output: &str) -> String {
    let words = output.split_whitespace().filter(|word| !word.chars().all(|c| "│╰─▶×├".contains(c)));
    words.collect::<Vec<_>>().join(" ")
}

fn word_after<'a>(text: &'a str, before: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(before)?;
    rest.split(' ').next().filter(|word| !word.is_empty())
}

/// An index may be named with a password, which belongs in no error message.
fn without_password(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else { return url.to_owned() };
    let end = rest.find('/').unwrap_or(rest.len());
    let host = rest[..end].rsplit('@').next().unwrap_or_default();
    format!("{scheme}://{host}{}", &rest[end..])
}

fn without_level(line: &str) -> &str {
    let line = line.trim();
    line.strip_prefix("ERROR: ").or_else(|| line.strip_prefix("error: ")).unwrap_or(line)
}

/// The last lines that are not blank.
fn tail(output: &str) -> String {
    const LINES: usize = 12;
    let lines: Vec<_> = output.lines().map(str::trim_end).filter(|line| !line.is_empty()).collect();
    lines[lines.len().saturating_sub(LINES)..].join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use InstallFailure::{Build, Conflict, Malformed, Network, NoSuchPackage, NoSuchVersion, Other};

    macro_rules! recorded {
        ($name:literal) => {
            diagnose(include_str!(concat!("diagnosis/", $name, ".txt")))
        };
    }

    #[test]
    fn no_network() {
        let expected = |detail: &str| Network { detail: detail.to_owned() };
        assert_eq!(
            recorded!("pip-net"),
            expected("`https://pypi.invalid/simple`: Name or service not known")
        );
        assert_eq!(
            recorded!("uv-net"),
            expected("`https://pypi.invalid/simple/six/`: Name or service not known")
        );
        assert_eq!(recorded!("uv-refused"), expected("`http://127.0.0.1:9/simple/six/`: Connection refused"));
    }

    #[test]
    fn no_such_package() {
        let expected = NoSuchPackage { package: "nosuchpackage-snakebridge-xyz".to_owned() };
        assert_eq!(recorded!("pip-none"), expected);
        assert_eq!(recorded!("uv-none"), expected);
    }

    #[test]
    fn no_such_version() {
        let NoSuchVersion { requirement, available } = recorded!("pip-version") else { panic!() };
        assert_eq!((requirement.as_str(), available.last().unwrap().as_str()), ("six==99.0", "1.17.0"));
        let expected = |requirement: &str, available: &[&str]| NoSuchVersion {
            requirement: requirement.to_owned(),
            available: available.iter().map(|&version| version.to_owned()).collect(),
        };
        assert_eq!(recorded!("uv-version"), expected("six==99.0", &[]));
        assert_eq!(recorded!("uv-range"), expected("six>=99", &["six<=1.17.0"]));
        assert_eq!(recorded!("uv-python"), expected("audioop-lts", &[]));
        assert_eq!(recorded!("pip-python"), expected("audioop-lts", &[]));
    }

    #[test]
    fn contradictions() {
        let Conflict { detail } = recorded!("pip-conflict") else { panic!() };
        assert_eq!(detail, "The user requested numpy<1.20, scipy 1.17.1 depends on numpy<2.7 and >=1.26.4");
        let Conflict { detail } = recorded!("uv-conflict") else { panic!() };
        assert!(detail.starts_with("scipy==1.17.1 depends on numpy>=1.26.4,<2.7"), "{detail}");
    }

    #[test]
    fn failed_builds() {
        let expected = |package: &str| Build {
            package: Some(package.to_owned()),
            detail: "RuntimeError: no compiler here".to_owned(),
        };
        assert_eq!(recorded!("pip-build"), expected("./broken"));
        assert_eq!(recorded!("uv-build"), expected("broken"));
    }

    #[test]
    fn malformed_requirements() {
        let expected = |detail: &str| Malformed { detail: detail.to_owned() };
        assert_eq!(recorded!("pip-bad"), expected("Invalid requirement: 'six=>1'"));
        assert_eq!(recorded!("uv-bad"), expected("Failed to parse: `six=>1`"));
    }

    #[test]
    fn a_retry_that_succeeded_is_no_reason() {
        let output =
            "WARNING: Retrying after connection broken by 'timed out'\nERROR: No space left on device";
        assert_eq!(diagnose(output), Other { tail: output.to_owned() });
    }

    #[test]
    fn passwords_are_left_out() {
        assert_eq!(without_password("https://me:secret@host/simple"), "https://host/simple");
        assert_eq!(without_password("https://host/simple"), "https://host/simple");
    }
}
