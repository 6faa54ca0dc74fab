//! `snakebridge serve`: for hosts in other languages.

use crate::arguments::ServeArguments;
use crate::failure::Failure;
use crate::place::{Place, find_configuration, read_configuration};
use rustix::fs::{Mode, OFlags};
use snakebridge::Error;
use snakebridge_environment::EnvironmentError;
use snakebridge_model::{Configuration, ServeSection};
use snakebridge_serve::{Ended, Options, serve};
use std::os::fd::OwnedFd;
use std::path::{Path, PathBuf};

pub(crate) fn run(arguments: &ServeArguments) -> Result<(), Failure> {
    if rustix::termios::isatty(rustix::stdio::stdin()) {
        return Err(Failure::NoHost);
    }
    // An interrupt that is typed at the host's terminal is for the host. If this leads a group already, that is as good.
    let _leads_already = rustix::process::setpgid(None, None);
    let (input, output) = private_pair().map_err(|error| Failure::Descriptors(error.into()))?;
    // The host is told why nothing can be done, rather than left alone.
    let options = options(arguments)
        .unwrap_or_else(|failure| Options { fault: Some(as_error(failure)), ..Options::default() });
    match serve(input, output, options) {
        Ended::HostGone => Ok(()),
        Ended::Refused(why) => Err(Failure::Refused(why)),
        Ended::Invalid(why) => Err(Failure::NoMessage(why)),
    }
}

/// Standard input and output, for the host alone: what else reads finds nothing there, what else writes writes to standard error.
fn private_pair() -> rustix::io::Result<(OwnedFd, OwnedFd)> {
    const BEYOND_STANDARD: i32 = 3;
    let input = rustix::io::fcntl_dupfd_cloexec(rustix::stdio::stdin(), BEYOND_STANDARD)?;
    let output = rustix::io::fcntl_dupfd_cloexec(rustix::stdio::stdout(), BEYOND_STANDARD)?;
    let nothing = rustix::fs::open("/dev/null", OFlags::RDWR | OFlags::CLOEXEC, Mode::empty())?;
    rustix::stdio::dup2_stdin(&nothing)?;
    if rustix::stdio::dup2_stdout(rustix::stdio::stderr()).is_err() {
        rustix::stdio::dup2_stdout(&nothing)?;
    }
    Ok((input, output))
}

fn options(arguments: &ServeArguments) -> Result<Options, Failure> {
    let configured = match &arguments.config {
        Some(file) => Some((file.clone(), read_configuration(file)?)),
        None => find_configuration()?,
    };
    let (root, configuration) = match configured {
        Some((file, configuration)) => (file.parent().unwrap_or(Path::new(".")).to_path_buf(), configuration),
        None => (PathBuf::from("."), Configuration::default()),
    };
    let wants_environment = !configuration.libraries.is_empty() || configuration.python != Default::default();
    let place = &arguments.place;
    let named = place.python.is_some() || !place.with.is_empty();
    let settings = from(&root, configuration.serve.clone());
    let mut search_path = place.path.clone();
    let python = if named || (wants_environment && settings.python.is_none()) {
        let chosen = Place::choose_by(place, configuration, &root)?;
        search_path = chosen.search_path;
        Some(chosen.python)
    } else {
        search_path.extend(configuration.search_path(&root));
        None
    };
    Ok(Options { python, search_path, settings, fault: None })
}

/// Paths in settings are relative to the file that they are in.
fn from(root: &Path, settings: ServeSection) -> ServeSection {
    let absolute = |path: PathBuf| root.join(path);
    let mut settings = settings;
    settings.python = settings.python.map(absolute);
    settings.current_dir = settings.current_dir.map(absolute);
    settings.search_path = settings.search_path.map(|paths| paths.into_iter().map(absolute).collect());
    settings.pools = settings.pools.into_iter().map(|(name, pool)| (name, from(root, pool))).collect();
    settings
}

fn as_error(failure: Failure) -> Error {
    match failure {
        Failure::Bridge(error) => error,
        Failure::Environment(error) => environment(&error),
        other => Error::Usage(other.to_string()),
    }
}

fn environment(error: &EnvironmentError) -> Error {
    Error::environment(error.what(), error.fix())
}
