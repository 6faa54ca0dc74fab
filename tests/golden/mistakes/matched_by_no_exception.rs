//! Only classes of exceptions can be raised.
use golden::class_bases::py::toy::Account;

fn main() {
    let error = snakebridge::Error::Cancelled;
    if error.is::<Account>() {}
}
