//! The first steps with SnakeBridge: dynamic calls, typed wrappers, a class, an error.

#![expect(clippy::print_stdout, reason = "an example shows what it does")]

use snakebridge::prelude::*;

snakebridge::bindings!();

use py::inventory::Inventory;
use py::{json, math, numpy as np};

fn main() -> snakebridge::Result<()> {
    dynamic()?;
    typed()?;
    class()?;
    error()
}

/// No code generation: any module, one round trip each.
fn dynamic() -> snakebridge::Result<()> {
    let root: f64 = snakebridge::py!(math.sqrt(16.0))?;
    let hex: String = snakebridge::py!(hashlib.sha256(b"data").hexdigest())?;
    println!("math.sqrt(16.0)            {root}");
    println!("hashlib.sha256             {}...", &hex[..16]);
    Ok(())
}

/// Wrappers that the build script generated, checked by the compiler.
fn typed() -> snakebridge::Result<()> {
    let matrix = np::array(vec![vec![1.0, 2.0], vec![3.0, 4.0]]).call()?;
    let norm: f64 = np::linalg::norm(&matrix).ord(2).get()?;
    // Unevaluated calls nest: this is one round trip.
    let total: f64 = np::sum(np::multiply(&matrix, 10.0)).get()?;
    println!("numpy.linalg.norm          {norm:.6}");
    println!("numpy.sum of a product     {total}");

    let text: String = json::dumps(vec![("numpy", 2), ("json", 1)]).indent(0).get()?;
    println!("json.dumps                 {}", text.replace('\n', ""));
    println!("math.tau                   {:.6}", math::tau().get::<f64>()?);
    Ok(())
}

/// A class of the program's own Python file: constructor, methods, a property, a class method.
fn class() -> snakebridge::Result<()> {
    let stock = Inventory::new("shelf").unit("box").call()?;
    stock.add("apples").count(5).run()?;
    stock.add("pears").run()?;
    let left: i64 = stock.take("apples", 2).get()?;
    println!("Inventory.take             {left} apples left of {} in all", stock.total().get::<i64>()? + 2);
    let single = Inventory::of_one("plum").object()?;
    println!("Inventory.of_one           {}", single.attr("total").get::<i64>()?);
    let when = py::datetime::date::new(2000, 1, 31).call()?;
    println!("datetime.date              {when}, day {} of the week", when.isoweekday(()).get::<i64>()?);
    Ok(())
}

/// What Python raises is an error value; what a worker dies of, too.
fn error() -> snakebridge::Result<()> {
    let stock = Inventory::new("shelf").call()?;
    match stock.take("apples", 1).run() {
        Err(error) if error.is_instance("LookupError") => println!("handled                    {error}"),
        other => return other,
    }
    match snakebridge::py!(os.abort()).map(|_: Value| ()) {
        Err(Error::WorkerDied(death)) => println!("survived                   signal {:?}", death.signal),
        other => return other,
    }
    println!("and on we go               {}", math::sqrt(81.0).get::<f64>()?);
    Ok(())
}
