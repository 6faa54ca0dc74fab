//! [`View`]: the memory of a Python array or buffer, where it lies.

use crate::engine::{Layout, Viewed};
use crate::{Array, Call, ConversionError, DType, Element, Error, Expr, FromPy, Object, Result, Value, Want};
use std::fmt::{self, Debug, Formatter};
use std::marker::PhantomData;

/// The memory of a Python array, or of anything else that has the buffer protocol (`bytes`, `bytearray`, `memoryview`, `array.array` ...) or DLPack, as it is
/// in Python: not copied where host and Python share memory, which is in the engine `embed`. It keeps the Python object alive.
///
/// Python may go on to write to it, so reading it says what is there at that moment, and there is no `&[T]` without an `unsafe` promise. A value that does not change is
/// an [`Array`], which [`to_array`](Self::to_array) copies. With workers, a view is what was there when it was asked for, and cannot be written to; [`is_live`](Self::is_live)
/// tells. A program that neither writes to the array in Python while it looks, nor through the view, sees no difference.
///
/// ```no_run
/// # use snakebridge_core::{Call, View};
/// # fn main() -> snakebridge_core::Result<()> {
/// let samples = Call::to("numpy.load").arg("samples.npy").object()?;
/// let view: View<f64> = samples.view()?; // takes the same time, however large it is
/// let first = view.get(&[0, 0]);
/// # Ok(())
/// # }
/// ```
pub struct View<T> {
    memory: Box<dyn Viewed>,
    live: bool,
    items: PhantomData<fn() -> T>,
}

/// Bytes that are read at a time: an item of any type and order fits a whole number of times.
const CHUNK: usize = 4096;

impl Object {
    /// Its memory, if it is an array or another buffer of `T`; see [`View`].
    ///
    /// # Errors
    /// [`Error::Conversion`] when it is none, or its items are no `T`; or when the session is lost.
    ///
    /// ```no_run
    /// # use snakebridge_core::Call;
    /// # fn main() -> snakebridge_core::Result<()> {
    /// let numbers = Call::to("array.array").arg("d").arg([1.0, 2.0]).object()?;
    /// assert_eq!(numbers.view::<f64>()?.to_vec(), [1.0, 2.0]);
    /// # Ok(())
    /// # }
    /// ```
    pub fn view<T: Element>(&self) -> Result<View<T>> {
        let owner = self.owner();
        owner.check()?;
        let view = match owner.interpreter().view(self.id_in(owner)?)? {
            Some(memory) => View { memory, live: true, items: PhantomData },
            None => View { memory: Box::new(Snapshot::of(self)?), live: false, items: PhantomData },
        };
        let found = view.memory.layout().dtype;
        if found != T::DTYPE {
            let of = |dtype: DType| format!("array of `{dtype}`");
            return Err(ConversionError::because(of(T::DTYPE), of(found)).into());
        }
        Ok(view)
    }
}

impl<T: Element> View<T> {
    /// The length of each axis; empty for a single item.
    ///
    /// ```no_run
    /// # use snakebridge_core::{Call, View};
    /// # fn main() -> snakebridge_core::Result<()> {
    /// let view: View<f64> = Call::to("numpy.zeros").arg((2, 3)).get()?;
    /// assert_eq!(view.shape(), [2, 3]);
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn shape(&self) -> &[usize] {
        &self.memory.layout().shape
    }

    /// Bytes from an item to the next, for each axis, as numpy has it: negative where the axis is reversed, zero where it repeats.
    ///
    /// ```no_run
    /// # use snakebridge_core::{Call, View};
    /// # fn main() -> snakebridge_core::Result<()> {
    /// let columns: View<f64> = Call::to("numpy.zeros").arg((2, 3)).attr("T").get()?;
    /// assert_eq!(columns.strides(), [8, 24]);
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn strides(&self) -> &[isize] {
        &self.memory.layout().strides
    }

    /// How many items there are.
    ///
    /// ```no_run
    /// # use snakebridge_core::{Call, View};
    /// # fn main() -> snakebridge_core::Result<()> {
    /// let view: View<u8> = Call::to("builtins.bytes").arg(5).get()?;
    /// assert_eq!(view.len(), 5);
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn len(&self) -> usize {
        self.shape().iter().product()
    }

    /// Whether there are none.
    ///
    /// ```no_run
    /// # use snakebridge_core::{Call, View};
    /// # fn main() -> snakebridge_core::Result<()> {
    /// let view: View<u8> = Call::to("builtins.bytes").get()?;
    /// assert!(view.is_empty());
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether it is Python's own memory, so that what Python writes is seen here; else what was there when it was asked for.
    ///
    /// ```no_run
    /// # use snakebridge_core::{Call, View};
    /// # fn main() -> snakebridge_core::Result<()> {
    /// let view: View<f64> = Call::to("numpy.zeros").arg(3).get()?;
    /// println!("{}", if view.is_live() { "in this process" } else { "of a worker" });
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn is_live(&self) -> bool {
        self.live
    }

    /// Whether it can be written to: it is Python's own memory, and Python says that it may change.
    ///
    /// ```no_run
    /// # use snakebridge_core::{Call, View};
    /// # fn main() -> snakebridge_core::Result<()> {
    /// let view: View<u8> = Call::to("builtins.bytes").arg(3).get()?;
    /// assert!(!view.is_writable());
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn is_writable(&self) -> bool {
        self.memory.layout().writable
    }

    /// The item at an index of each axis; `None` where there is none.
    ///
    /// ```no_run
    /// # use snakebridge_core::{Call, View};
    /// # fn main() -> snakebridge_core::Result<()> {
    /// let eye: View<f64> = Call::to("numpy.eye").arg(2).get()?;
    /// assert_eq!((eye.get(&[1, 1]), eye.get(&[1, 2])), (Some(1.0), None));
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn get(&self, index: &[usize]) -> Option<T> {
        let layout = self.memory.layout();
        let inside =
            index.len() == layout.shape.len() && index.iter().zip(&layout.shape).all(|(at, axis)| at < axis);
        let mut bytes = [0; 16];
        let bytes = &mut bytes[..layout.dtype.size];
        inside.then(|| {
            self.memory.read(layout.offset(index), bytes);
            T::read(bytes)
        })
    }

    /// All items in C order, as they are now.
    ///
    /// ```no_run
    /// # use snakebridge_core::{Call, View};
    /// # fn main() -> snakebridge_core::Result<()> {
    /// let view: View<i64> = Call::to("numpy.arange").arg(3).get()?;
    /// assert_eq!(view.to_vec(), [0, 1, 2]);
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn to_vec(&self) -> Vec<T> {
        let mut items = Vec::with_capacity(self.len());
        self.for_each(|chunk| items.extend(chunk.chunks_exact(T::DTYPE.size).map(T::read)));
        items
    }

    /// A copy that does not change any more.
    ///
    /// ```no_run
    /// # use snakebridge_core::{Call, View};
    /// # fn main() -> snakebridge_core::Result<()> {
    /// let view: View<i64> = Call::to("numpy.arange").arg(3).get()?;
    /// assert_eq!(view.to_array().shape(), [3]);
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn to_array(&self) -> Array {
        let mut bytes = Vec::with_capacity(self.len() * T::DTYPE.size);
        self.for_each(|chunk| bytes.extend_from_slice(chunk));
        Array::new(T::DTYPE, self.shape().to_vec(), bytes.into()).expect("a view has the items of its shape")
    }

    /// Copies all items, in C order.
    ///
    /// # Errors
    /// [`Error::Usage`] when there is not exactly as much room.
    ///
    /// ```no_run
    /// # use snakebridge_core::{Call, View};
    /// # fn main() -> snakebridge_core::Result<()> {
    /// let view: View<f64> = Call::to("numpy.ones").arg(4).get()?;
    /// let mut samples = [0.0; 4];
    /// view.copy_to_slice(&mut samples)?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn copy_to_slice(&self, items: &mut [T]) -> Result<()> {
        self.fits(items.len())?;
        let mut places = items.iter_mut();
        self.for_each(|chunk| {
            chunk
                .chunks_exact(T::DTYPE.size)
                .zip(&mut places)
                .for_each(|(bytes, place)| *place = T::read(bytes));
        });
        Ok(())
    }

    /// Writes all items, in C order; Python sees them.
    ///
    /// # Errors
    /// [`Error::Usage`] when there are not exactly as many, or the view [cannot be written to](Self::is_writable).
    ///
    /// ```no_run
    /// # use snakebridge_core::{Call, View};
    /// # fn main() -> snakebridge_core::Result<()> {
    /// let array = Call::to("numpy.zeros").arg(3).object()?;
    /// let view = array.view::<f64>()?;
    /// if view.is_writable() {
    ///     view.copy_from_slice(&[1.0, 2.0, 3.0])?;
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn copy_from_slice(&self, items: &[T]) -> Result<()> {
        self.fits(items.len())?;
        if !self.is_writable() {
            let why = if self.live {
                "Python says that it is read-only"
            } else {
                "it is a copy of a worker's memory"
            };
            return Err(Error::Usage(format!("this view cannot be written to: {why}")));
        }
        let (mut rest, mut bytes) = (items.iter(), Vec::with_capacity(CHUNK));
        self.memory.layout().for_each_run(CHUNK, |offset, length| {
            bytes.clear();
            rest.by_ref().take(length / T::DTYPE.size).for_each(|item| item.write(&mut bytes));
            self.memory.write(offset, &bytes);
        });
        Ok(())
    }

    /// The items where they lie, if they lie in C order and aligned; never for `bool`, of which memory may hold more than two.
    ///
    /// # Safety
    /// Nothing writes to the memory as long as the slice is used: no Python code in any thread, no library, and no view.
    ///
    /// ```no_run
    /// # use snakebridge_core::{Call, View};
    /// # fn main() -> snakebridge_core::Result<()> {
    /// let view: View<f64> = Call::to("numpy.ones").arg(1000).get()?;
    /// // SAFETY: nobody else knows this array.
    /// let sum: f64 = unsafe { view.as_slice() }.unwrap_or_default().iter().sum();
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub unsafe fn as_slice(&self) -> Option<&[T]> {
        let start = self.in_place()?;
        // SAFETY: so many items lie there, aligned, and live as long as this; any bytes are an element that is no `bool`; the caller sees to it that
        // they do not change.
        Some(unsafe { std::slice::from_raw_parts(start, self.len()) })
    }

    /// As [`as_slice`](Self::as_slice), to be written to; `None` also if it [cannot be](Self::is_writable).
    ///
    /// # Safety
    /// Nothing else reads or writes the memory as long as the slice is used.
    ///
    /// ```no_run
    /// # use snakebridge_core::{Call, View};
    /// # fn main() -> snakebridge_core::Result<()> {
    /// let mut view: View<f64> = Call::to("numpy.empty").arg(1000).get()?;
    /// // SAFETY: nobody else knows this array.
    /// if let Some(items) = unsafe { view.as_mut_slice() } {
    ///     items.fill(1.0);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub unsafe fn as_mut_slice(&mut self) -> Option<&mut [T]> {
        let start = self.in_place().filter(|_| self.is_writable())?;
        // SAFETY: as in `as_slice`; it can be written to, and the caller sees to it that nobody else uses it.
        Some(unsafe { std::slice::from_raw_parts_mut(start, self.len()) })
    }

    fn in_place(&self) -> Option<*mut T> {
        let start = self.memory.start().cast::<T>();
        let in_order = self.memory.layout().is_in_order() && start.is_aligned() && !start.is_null();
        (in_order && T::DTYPE.kind != crate::Kind::Bool).then_some(start)
    }

    fn for_each(&self, mut read: impl FnMut(&[u8])) {
        let mut chunk = [0; CHUNK];
        self.memory.layout().for_each_run(CHUNK, |offset, length| {
            self.memory.read(offset, &mut chunk[..length]);
            read(&chunk[..length]);
        });
    }

    fn fits(&self, count: usize) -> Result<()> {
        if count == self.len() {
            return Ok(());
        }
        Err(Error::Usage(format!("{count} items for a view of {}", self.len())))
    }
}

impl<T: Element> Debug for View<T> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "View({} of shape {:?})", T::DTYPE, self.shape())
    }
}

/// From an array, or whatever else has the buffer protocol or DLPack; it stays in Python.
impl<T: Element> FromPy for View<T> {
    const WANT: Want = Want::Object;

    fn from_value(value: Value) -> Result<Self, ConversionError> {
        match value {
            Value::Object(object) => object.view().map_err(|error| match error {
                Error::Conversion(error) => error,
                error => ConversionError::because("buffer", format!("{} ({error})", object.type_name())),
            }),
            other => Err(ConversionError::new("buffer", &other)),
        }
    }
}

/// What memory held when it was asked for.
struct Snapshot {
    layout: Layout,
    array: Array,
}

impl Snapshot {
    fn of(object: &Object) -> Result<Self> {
        let array = match Self::of_buffer(object) {
            Err(error) if error.is_instance("TypeError") || error.is_instance("BufferError") => {
                Self::of_tensor(object)?
            }
            outcome => outcome?,
        };
        Ok(Self { layout: Layout::in_order(array.dtype(), array.shape().to_vec()), array })
    }

    fn of_buffer(object: &Object) -> Result<Array> {
        let view = Call::to("builtins.memoryview").arg(object);
        let parts = [view.clone().attr("format"), view.clone().attr("itemsize"), view.clone().attr("shape")];
        let parts = parts.into_iter().chain([view.method("tobytes")]);
        let parts = parts.map(|part| part.into_expr().map(Value::from)).collect::<Result<_>>()?;
        let (format, size, shape, data): (String, usize, Vec<usize>, Vec<u8>) =
            Call::expression(Expr::Value(Value::Tuple(parts))).get()?;
        let dtype = DType::of_buffer(&format, size);
        dtype.and_then(|dtype| Array::new(dtype, shape, data.into())).ok_or_else(|| {
            let found = format!("{} of items `{format}`", object.type_name());
            ConversionError::because("buffer of numbers", found).into()
        })
    }

    /// DLPack, by numpy.
    fn of_tensor(object: &Object) -> Result<Array> {
        let is_tensor: bool = Call::to("builtins.hasattr").arg(object).arg("__dlpack__").get()?;
        if !is_tensor {
            return Err(ConversionError::because("buffer", object.type_name()).into());
        }
        Call::to("numpy.from_dlpack").arg(object).get()
    }
}

impl Viewed for Snapshot {
    fn layout(&self) -> &Layout {
        &self.layout
    }

    fn start(&self) -> *mut u8 {
        self.array.data().as_ptr().cast_mut()
    }

    fn read(&self, offset: isize, into: &mut [u8]) {
        let found =
            usize::try_from(offset).ok().and_then(|start| self.array.data().get(start..)?.get(..into.len()));
        if let Some(found) = found {
            into.copy_from_slice(found);
        }
    }

    fn write(&self, _: isize, _: &[u8]) {}
}
