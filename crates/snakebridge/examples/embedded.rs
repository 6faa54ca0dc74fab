//! One binary, any Python: which one it is, is said when the binary runs (`SNAKEBRIDGE_PYTHON`).

#![expect(clippy::print_stdout, reason = "an example shows what it does")]

use snakebridge::{Bridge, Call, Engine, Error};

fn main() -> snakebridge::Result<()> {
    let session = Bridge::builder().engine(Engine::Embed).build()?.session();
    let version: String = session.to("platform.python_version").get()?;
    let prefix: String = Call::path("sys.prefix").in_session(&session).get()?;
    println!("Python {version} in {prefix}");
    match session.to("numpy.linalg.norm").arg([3.0, 4.0]).get::<f64>() {
        Ok(norm) => println!("numpy says {norm}"),
        Err(Error::Python(raised)) if raised.is_instance("builtins.ModuleNotFoundError") => {
            println!("no numpy")
        }
        Err(error) => return Err(error),
    }
    Ok(())
}
