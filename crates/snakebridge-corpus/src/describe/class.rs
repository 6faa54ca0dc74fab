//! [`Class`]: the type of an object, read without running code of the type or of its metaclass.

use snakebridge::{Call, Object, Result, Session, Value};

/// The type of an object, and the names of its bases in method resolution order.
#[derive(Debug)]
pub(super) struct Class {
    pub(super) object: Object,
    pub(super) bases: Vec<Object>,
    names: Vec<String>,
}

impl Class {
    pub(super) fn of(session: &Session, object: &Object) -> Result<Self> {
        let class = session.to("builtins.type").arg(object).object()?;
        let bases: Vec<Object> = slot(session, "__mro__").arg(&class).get()?;
        let names = bases.iter().map(|base| name_of(session, base)).collect::<Result<_>>()?;
        Ok(Self { object: class, bases, names })
    }

    /// Its module and qualified name.
    pub(super) fn name(&self) -> &str {
        self.names.first().map_or("", String::as_str)
    }

    /// Whether it is this class or one derived from it.
    pub(super) fn is(&self, name: &str) -> bool {
        self.names.iter().any(|base| base == name)
    }

    /// The name for the member `sub` of an instance of a strict subclass of `base`.
    pub(super) fn below(&self, base: &str) -> Option<&str> {
        (self.name() != base).then_some(self.name())
    }

    /// The names that some base defines, of those asked for.
    pub(super) fn defines<const N: usize>(&self, session: &Session, names: [&str; N]) -> Result<[bool; N]> {
        let mut defined = [false; N];
        for base in &self.bases {
            let asked =
                names.map(|name| slot(session, "__dict__").arg(base).method("__contains__").arg(name));
            let there: Vec<bool> = session.to("builtins.list").arg(asked.to_vec()).get()?;
            defined.iter_mut().zip(there).for_each(|(defined, there)| *defined |= there);
        }
        Ok(defined)
    }
}

/// The module and qualified name of a class.
pub(super) fn name_of(session: &Session, class: &Object) -> Result<String> {
    let text = |name: &'static str| -> Result<Option<String>> {
        match slot(session, name).arg(class).get() {
            Ok(Value::Str(text)) => Ok(Some(text)),
            Ok(Value::Object(object)) => Ok(session.to("builtins.str.__str__").arg(object).get().ok()),
            Ok(_) => Ok(None),
            Err(error) if error.exception().is_some() => Ok(None),
            Err(error) => Err(error),
        }
    };
    let module = text("__module__")?.unwrap_or_else(|| "?".to_owned());
    let module = if module == "__main__" { "<host>" } else { &module };
    Ok(format!("{module}.{}", text("__qualname__")?.unwrap_or_default()))
}

/// A slot of `type` itself, to be called with the class.
fn slot(session: &Session, name: &'static str) -> Call {
    Call::path("builtins.type").in_session(session).attr("__dict__").item(name).method("__get__")
}
