//! What the host says of a function that it lends.

use super::decode::wrong;
use super::{Decoder, Mistake};
use crate::etf::Head;
use snakebridge_core::{About, Callback, FunctionKind, Name, Parameter, Value, Want};

/// A function of the host, as it is described where it is sent.
#[derive(Debug, Clone)]
pub struct Given {
    /// The host's number.
    pub number: u64,
    /// What Python gets to know of it.
    pub about: About,
    /// Whether dicts among its arguments are to be sent as pairs.
    pub pairs: bool,
}

impl Decoder<'_, '_, '_> {
    /// `{callback, Number, Name, Options}`, of which `callback` has been read.
    pub(super) fn callback(&mut self, depth: usize) -> Result<Callback, Mistake> {
        let number = self.number()?;
        let mut about = About::default();
        about.name = self.name()?;
        let mut given = Given { number, about, pairs: false };
        let options = match self.reader.head()? {
            Head::Map(options) => options,
            Head::Nil => 0,
            other => return Err(wrong("a map of options", &other)),
        };
        for _ in 0..options {
            let Head::Atom(key) = self.reader.head()? else {
                return Err(Mistake::new("an option of a callback whose name is no atom"));
            };
            self.option(key, &mut given, depth).map_err(|mistake| mistake.inside(format!(".{key}")))?;
        }
        Ok(self.names.callback(given)?)
    }

    fn option(&mut self, key: &str, given: &mut Given, depth: usize) -> Result<(), Mistake> {
        let about = &mut given.about;
        match key {
            "kind" => about.kind = self.function_kind()?,
            "doc" => about.doc = self.optional_name()?,
            "module" => about.module = self.optional_name()?,
            "want" => match self.reader.head()? {
                Head::Atom("value") => {}
                Head::Atom("object") => {
                    (about.args, about.kwarg) = (Want::List(&Want::Object), Want::Object);
                }
                other => return Err(wrong("`value` or `object`", &other)),
            },
            "dicts" => match self.reader.head()? {
                Head::Atom("pairs") => given.pairs = true,
                other => return Err(wrong("`pairs`", &other)),
            },
            "parameters" => about.parameters = Some(self.parameters(depth)?),
            _ => return Err(Mistake::new("there is no such option of a callback")),
        }
        Ok(())
    }

    fn function_kind(&mut self) -> Result<FunctionKind, Mistake> {
        Ok(match self.reader.head()? {
            Head::Atom("function") => FunctionKind::Function,
            Head::Atom("coroutine") => FunctionKind::Coroutine,
            Head::Atom("generator") => FunctionKind::Generator,
            Head::Atom("async_generator") => FunctionKind::AsyncGenerator,
            other => return Err(wrong("a kind of function", &other)),
        })
    }

    fn optional_name(&mut self) -> Result<Option<Name>, Mistake> {
        match self.nested(1)? {
            Value::None => Ok(None),
            Value::Str(text) => Ok(Some(text.into())),
            other => Err(Mistake::new(format!("a `{}` where a binary is expected", other.type_name()))),
        }
    }

    fn parameters(&mut self, depth: usize) -> Result<Vec<Parameter>, Mistake> {
        let length = match self.reader.head()? {
            Head::Nil => return Ok(Vec::new()),
            Head::List(length) => length,
            other => return Err(wrong("a list of parameters", &other)),
        };
        let mut parameters = Vec::new();
        for _ in 0..length {
            let arity = match self.reader.head()? {
                Head::Tuple(arity @ (2 | 3)) => arity,
                other => return Err(wrong("`{Name, Kind}` or `{Name, Kind, Default}`", &other)),
            };
            let name = self.name()?;
            let mut parameter = match self.reader.head()? {
                Head::Atom("positional_only") => Parameter::positional_only(name),
                Head::Atom("positional_or_keyword") => Parameter::new(name),
                Head::Atom("var_positional") => Parameter::var_positional(name),
                Head::Atom("keyword_only") => Parameter::keyword_only(name),
                Head::Atom("var_keyword") => Parameter::var_keyword(name),
                other => return Err(wrong("a kind of parameter", &other)),
            };
            if arity == 3 {
                parameter = parameter.default(self.nested(depth)?);
            }
            parameters.push(parameter);
        }
        self.reader.tail()?;
        Ok(parameters)
    }
}
