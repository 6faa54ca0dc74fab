//! What Python's statements and builtins do with an object, as calls that are not yet made.

use crate::{Call, Name, Object, ToPy};

impl Object {
    /// `x.name = value`
    ///
    /// ```no_run
    /// # use snakebridge_core::{Call, Object};
    /// # fn main() -> snakebridge_core::Result<()> {
    /// let namespace: Object = Call::to("types.SimpleNamespace").object()?;
    /// namespace.set_attr("answer", 42).run()?;
    /// let items: Object = Call::to("builtins.dict").object()?;
    /// items.set_item("a", 1).run()?;
    /// assert!(items.contains("a").call()? && items.len().call()? == 1);
    /// # Ok(())
    /// # }
    /// ```
    pub fn set_attr(&self, name: impl Into<Name>, value: impl ToPy) -> Call<()> {
        Call::to("builtins.setattr").typed().arg(self).arg(name.into()).arg(value)
    }

    /// `del x.name`
    ///
    /// ```no_run
    /// # use snakebridge_core::Call;
    /// # fn main() -> snakebridge_core::Result<()> {
    /// let namespace = Call::to("types.SimpleNamespace").kwarg("answer", 42).object()?;
    /// namespace.del_attr("answer").call()?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn del_attr(&self, name: impl Into<Name>) -> Call<()> {
        Call::to("builtins.delattr").typed().arg(self).arg(name.into())
    }

    /// `hasattr(x, name)`
    ///
    /// ```no_run
    /// # use snakebridge_core::Call;
    /// # fn main() -> snakebridge_core::Result<()> {
    /// let path = Call::to("pathlib.Path").arg("a.txt").object()?;
    /// assert!(path.has_attr("suffix").call()?);
    /// # Ok(())
    /// # }
    /// ```
    pub fn has_attr(&self, name: impl Into<Name>) -> Call<bool> {
        Call::to("builtins.hasattr").typed().arg(self).arg(name.into())
    }

    /// `x[key] = value`
    ///
    /// ```no_run
    /// # use snakebridge_core::Call;
    /// # fn main() -> snakebridge_core::Result<()> {
    /// let counts = Call::to("collections.Counter").object()?;
    /// counts.set_item("a", 1).call()?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn set_item(&self, key: impl ToPy, value: impl ToPy) -> Call<()> {
        Call::to("operator.setitem").typed().arg(self).arg(key).arg(value)
    }

    /// `del x[key]`
    ///
    /// ```no_run
    /// # use snakebridge_core::Call;
    /// # fn main() -> snakebridge_core::Result<()> {
    /// let counts = Call::to("collections.Counter").arg("abracadabra").object()?;
    /// counts.del_item("a").call()?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn del_item(&self, key: impl ToPy) -> Call<()> {
        Call::to("operator.delitem").typed().arg(self).arg(key)
    }

    /// `len(x)`
    ///
    /// ```no_run
    /// # use snakebridge_core::Call;
    /// # fn main() -> snakebridge_core::Result<()> {
    /// let counts = Call::to("collections.Counter").arg("abracadabra").object()?;
    /// assert_eq!(counts.len().call()?, 5);
    /// # Ok(())
    /// # }
    /// ```
    pub fn len(&self) -> Call<usize> {
        Call::to("builtins.len").typed().arg(self)
    }

    /// `value in x`
    ///
    /// ```no_run
    /// # use snakebridge_core::Call;
    /// # fn main() -> snakebridge_core::Result<()> {
    /// let counts = Call::to("collections.Counter").arg("abracadabra").object()?;
    /// assert!(counts.contains("a").call()?);
    /// # Ok(())
    /// # }
    /// ```
    pub fn contains(&self, value: impl ToPy) -> Call<bool> {
        Call::to("operator.contains").typed().arg(self).arg(value)
    }

    /// `bool(x)`
    ///
    /// ```no_run
    /// # use snakebridge_core::Call;
    /// # fn main() -> snakebridge_core::Result<()> {
    /// let empty = Call::to("collections.deque").object()?;
    /// assert!(!empty.is_true().call()?);
    /// # Ok(())
    /// # }
    /// ```
    pub fn is_true(&self) -> Call<bool> {
        Call::to("builtins.bool").typed().arg(self)
    }

    /// `isinstance(x, class)`; the class may be a call such as `Call::path("numbers.Number")`.
    ///
    /// ```no_run
    /// # use snakebridge_core::Call;
    /// # fn main() -> snakebridge_core::Result<()> {
    /// let counts = Call::to("collections.Counter").object()?;
    /// assert!(counts.is_instance(Call::path("builtins.dict")).call()?);
    /// # Ok(())
    /// # }
    /// ```
    pub fn is_instance(&self, class: impl ToPy) -> Call<bool> {
        Call::to("builtins.isinstance").typed().arg(self).arg(class)
    }

    /// `x == other`, Python's equality. (Rust's `==` on handles is Python's `is`.) What it gives is up to the class: an array gives an array.
    ///
    /// ```no_run
    /// # use snakebridge_core::Call;
    /// # fn main() -> snakebridge_core::Result<()> {
    /// let counts = Call::to("collections.Counter").arg("aab").object()?;
    /// let same: bool = counts.equals(Call::to("collections.Counter").arg("aba")).get()?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn equals(&self, other: impl ToPy) -> Call {
        Call::to("operator.eq").arg(self).arg(other)
    }

    /// `hash(x)`
    ///
    /// ```no_run
    /// # use snakebridge_core::Call;
    /// # fn main() -> snakebridge_core::Result<()> {
    /// let path = Call::to("pathlib.PurePosixPath").arg("a.txt").object()?;
    /// let hash: i64 = path.hash_value().call()?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn hash_value(&self) -> Call<i64> {
        Call::to("builtins.hash").typed().arg(self)
    }
}
