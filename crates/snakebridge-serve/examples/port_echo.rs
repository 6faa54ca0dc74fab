//! Sends every frame of `{packet, 4}` back: what a round trip through a port costs if nothing is done in it.

use std::io::{self, Read, Write};

fn main() -> io::Result<()> {
    let mut input = io::stdin().lock();
    let mut output = io::stdout().lock();
    let mut frame = vec![0; 4];
    loop {
        frame.truncate(4);
        if let Err(error) = input.read_exact(&mut frame) {
            return if error.kind() == io::ErrorKind::UnexpectedEof { Ok(()) } else { Err(error) };
        }
        let length = u32::from_be_bytes([frame[0], frame[1], frame[2], frame[3]]) as usize;
        frame.resize(4 + length, 0);
        input.read_exact(&mut frame[4..])?;
        output.write_all(&frame)?;
        output.flush()?;
    }
}
