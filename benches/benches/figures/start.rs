//! From nothing to the answer of the first call, beside a Python that imports the adapter and says so.

use crate::Stage;
use snakebridge::Bridge;
use snakebridge_bench::{Budget, Figure, Outcome, in_turns};
use std::io::Read;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const ROUNDS: usize = 21;

pub(crate) fn measure(stage: &Stage) -> Outcome<Vec<Figure>> {
    let mut last = 0;
    let worker = || {
        // A bridge of its own: sessions of one bridge share its workers.
        let bridge = Bridge::builder().python(&stage.python).build()?;
        let start = Instant::now();
        let process: u32 = bridge.to("os.getpid").get()?;
        let took = start.elapsed();
        if std::mem::replace(&mut last, process) == process {
            return Err("no worker was started".into());
        }
        bridge.close(Duration::from_secs(5));
        Ok(took)
    };
    let adapter = snakebridge_adapter::unpack()?;
    let adapter = adapter.to_str().ok_or("the adapter's folder is no Unicode")?;
    let program =
        format!("import sys; sys.path[:0] = [{adapter:?}]; import snakebridge.worker; print(flush=True)");
    let python = || {
        let start = Instant::now();
        let mut child = Command::new(&stage.python)
            .args(["-c", &program])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()?;
        let mut said = [0];
        child.stdout.take().ok_or("its output is a pipe")?.read_exact(&mut said)?;
        let took = start.elapsed();
        child.wait()?;
        Outcome::<Duration>::Ok(took)
    };
    let [subject, baseline] = in_turns(ROUNDS, [&mut { worker }, &mut { python }])?;
    let budget = Some(Budget::Ratio(1.3));
    let what = "start of a worker up to its first answer".to_owned();
    Ok(vec![Figure {
        what,
        subject,
        beside: "`python -c` that imports the adapter",
        baseline,
        budget,
        usual: None,
    }])
}
