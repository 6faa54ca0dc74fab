//! Runs injections one after the other.

use crate::finding::Finding;
use crate::injections::{ALL, Injection};
use crate::scene::Scene;
use crate::setting::Setting;
use std::sync::Arc;
use std::sync::mpsc::channel;
use std::time::Instant;

/// Injects all faults with this in their name, one after the other, and hands on what became of each as soon as it is known.
pub fn fault(setting: &Setting, only: &str, tell: &mut dyn FnMut(&Finding)) -> Vec<Finding> {
    let setting = Arc::new(setting.clone());
    warm_up(&setting);
    let chosen = ALL.iter().filter(|injection| injection.name.contains(only));
    let inject = |injection: &'static Injection| {
        let finding = run(injection, &setting);
        tell(&finding);
        finding
    };
    chosen.map(inject).collect()
}

/// What is made once in the life of a program, such as the thread that starts workers, is nothing that an injection leaves.
fn warm_up(setting: &Setting) {
    // Where this fails, every injection does, and says why.
    let _told_later =
        setting.bridge().build().and_then(|bridge| bridge.session().to("math.sqrt").arg(1).run());
}

/// Runs one injection in a thread of its own: a call that never ends is the worst of all faults.
fn run(injection: &'static Injection, setting: &Arc<Setting>) -> Finding {
    let began = Instant::now();
    let (done, outcome) = channel();
    let mut scene = Scene::new(injection, setting);
    let patience = setting.patience;
    let inject = move || {
        let outcome = (injection.inject)(&mut scene);
        // Nobody waits for what took too long.
        let _unheard = done.send((scene, outcome));
    };
    let thread = std::thread::Builder::new().name(injection.name.to_owned()).spawn(inject);
    let mut finding = match outcome.recv_timeout(patience) {
        Ok((scene, outcome)) => {
            // So that its thread is not counted.
            let _sent_all = thread.map(std::thread::JoinHandle::join);
            scene.finish(outcome)
        }
        Err(error) => Finding {
            name: injection.name,
            troubles: vec![format!("it did not come back within {patience:?} ({error})")],
            ..Finding::default()
        },
    };
    finding.seconds = began.elapsed().as_secs_f64();
    finding
}
