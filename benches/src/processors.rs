//! Which processors run a measurement.

use crate::Outcome;

/// Processes that are on one processor as long as this lives.
#[derive(Debug)]
pub struct Together {
    #[cfg(target_os = "linux")]
    before: Vec<(rustix::process::Pid, rustix::thread::CpuSet)>,
}

/// Puts these processes (the first thread of each) on one processor, so that a round trip between them does not depend on where the
/// scheduler places them. Where the system has no such thing they stay where they are.
///
/// # Errors
/// When one of the processes does not exist.
#[cfg(target_os = "linux")]
pub fn together(processes: &[u32]) -> Outcome<Together> {
    use rustix::process::Pid;
    use rustix::thread::{CpuSet, sched_getaffinity, sched_setaffinity};

    let allowed = sched_getaffinity(None)?;
    let first = (0..CpuSet::MAX_CPU).find(|&number| allowed.is_set(number)).ok_or("there is no processor")?;
    let mut only = CpuSet::new();
    only.set(first);
    let mut together = Together { before: Vec::new() };
    for &process in processes {
        let process = Pid::from_raw(process.cast_signed()).ok_or("no process has the number 0")?;
        let before = sched_getaffinity(Some(process))?;
        sched_setaffinity(Some(process), &only)?;
        together.before.push((process, before));
    }
    Ok(together)
}

/// As it is.
///
/// # Errors
/// Never.
#[cfg(not(target_os = "linux"))]
pub fn together(_processes: &[u32]) -> Outcome<Together> {
    Ok(Together {})
}

#[cfg(target_os = "linux")]
impl Drop for Together {
    fn drop(&mut self) {
        for (process, before) in &self.before {
            // One that has ended meanwhile needs no processors.
            let _ended = rustix::thread::sched_setaffinity(Some(*process), before);
        }
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use rustix::thread::sched_getaffinity;

    #[test]
    fn a_process_is_on_one_processor_only_as_long_as_it_is_asked_to() {
        let mut child =
            std::process::Command::new("cat").stdin(std::process::Stdio::piped()).spawn().unwrap();
        let pid = rustix::process::Pid::from_child(&child);
        let count = || sched_getaffinity(Some(pid)).unwrap().count();
        let before = count();
        let together = super::together(&[child.id()]).unwrap();
        assert_eq!(count(), 1);
        drop(together);
        assert_eq!(count(), before);
        drop(child.stdin.take());
        child.wait().unwrap();
    }
}
