//! Workers that print and print.

use crate::Trouble;
use crate::children::{self, Role};
use crate::scene::Scene;
use std::io::{Read, Write};
use std::process::Stdio;

/// What Python prints arrives whole, and the host's own line after it.
pub(super) fn pours(scene: &mut Scene) -> Result<(), Trouble> {
    let size = scene.setting.flood;
    let mut command = children::command(scene, Role::Flood, size);
    let mut host = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().map_err(children::cannot)?;
    let (stdout, stderr) = (host.stdout.take(), host.stderr.take());
    let (stdout, stderr) = std::thread::scope(|scope| {
        let stderr = scope.spawn(|| read_all(stderr));
        let stdout = read_all(stdout);
        (stdout, stderr.join().unwrap_or_default())
    });
    let status = host.wait().map_err(children::cannot)?;
    if !status.success() {
        scene.trouble(format!("the host failed: {status}"));
    }
    let (flood, own) = stdout.split_at(size.min(stdout.len()));
    if !is_flood(flood, size) || !is_flood(&stderr, size) {
        let (out, err) = (stdout.len(), stderr.len());
        scene.trouble(format!("of {size} bytes each, {out} arrived on stdout and {err} on stderr"));
    }
    match children::read_seconds(own) {
        Some(seconds) => scene.recovered_after(seconds),
        None => scene.trouble(format!("the host's own line is {:?}", String::from_utf8_lossy(own))),
    }
    Ok(())
}

fn read_all(stream: Option<impl Read>) -> Vec<u8> {
    let mut text = Vec::new();
    if let Some(mut stream) = stream
        && let Err(error) = stream.read_to_end(&mut text)
    {
        let _full = write!(text, "{error}");
    }
    text
}

fn is_flood(text: &[u8], size: usize) -> bool {
    text.len() == size && text.iter().all(|byte| matches!(byte, b'x' | b'\n'))
}
