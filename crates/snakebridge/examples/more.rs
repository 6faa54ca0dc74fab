//! What the README shows under "More than calls": here so that it is compiled.

#![expect(clippy::print_stdout, reason = "an example shows what it does")]

use snakebridge::{Bridge, Error, prelude::*, py};
use std::time::Duration;

fn more() -> snakebridge::Result<()> {
    // Rust functions as arguments: any thread, any number of times, re-entrantly
    let words: Vec<String> = Call::to("builtins.sorted")
        .arg(vec!["pear", "fig", "banana"])
        .kwarg("key", Callback::new(|word: String| word.len()))
        .get()?;

    // Python's iterators, generators and files, item by item
    for line in Call::to("builtins.open").arg("data.txt").stream::<String>()? {
        println!("{}", line?);
    }

    // `with`: the manager sees the error of the block, and its verdict counts
    let lock: Object = py!(threading.Lock())?;
    let locked: bool = lock.with(|_held| py!({ lock }.locked()))?.strictly()?;
    println!("{words:?} {locked}");

    // a pool of four, with a deadline for every call and another for one library
    let pool = Bridge::builder()
        .workers(4)
        .deadline(Duration::from_secs(10))
        .deadline_for("sklearn", Duration::from_secs(120))
        .build()?;
    match pool.to("time.sleep").arg(3600).run() {
        Err(Error::TimedOut(why)) => println!("{why}"),
        other => other?,
    }
    Ok(())
}

async fn at_once() -> snakebridge::Result<(String, String)> {
    let fetch = |url: &str| Call::to("helpers.fetch").arg(url).get_async::<String>(); // `async def fetch(url)`
    Ok((fetch("http://127.0.0.1:8000/a").await?, fetch("http://127.0.0.1:8000/b").await?))
}

fn main() -> snakebridge::Result<()> {
    // Both need what is only there in a program of their own: files, a helper, time.
    let _told = (more as fn() -> _, at_once as fn() -> _);
    let root: f64 = py!(math.sqrt(16.0))?;
    println!("{root}");
    Ok(())
}
