//! Giving memory to Python.

use crate::engine::Taken;
use crate::{Array, Value};
use crate::{ArrayBuffer, Element, FromPy, Object, Result, Session};

impl Session {
    /// Makes a numpy array of these items, which are Python's from then on: it lies in the memory that they have, where host and Python share memory (the engine
    /// `embed`), and Python may write to it and frees it in the end. A `Vec` is an array of one axis. Use [`Object::view`] to go on to see it.
    ///
    /// ```no_run
    /// # use snakebridge_core::{Bridge, Call};
    /// # fn main() -> snakebridge_core::Result<()> {
    /// let session = Bridge::builder().build()?.session();
    /// let samples = session.give(vec![0.5; 1_000_000])?; // takes the same time, however many
    /// let mean: f64 = Call::to("numpy.mean").arg(&samples).get()?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// What Python raises, as where there is no numpy.
    pub fn give<T: Element>(&self, items: impl Into<ArrayBuffer<T>>) -> Result<Object> {
        let owner = self.owner()?;
        owner.check()?;
        let given = match owner.interpreter().take(items.into().give(), &owner)? {
            Taken::Array(array) => return Ok(Object::from_value(array)?),
            Taken::Back(given) => given,
        };
        let array = Array::new(given.dtype, given.shape, given.memory.freeze());
        let array = array.map(Value::from).expect("a buffer has the items of its shape");
        // It comes back as it was sent: a real array.
        crate::Call::of(array).in_session(self).object()
    }
}
