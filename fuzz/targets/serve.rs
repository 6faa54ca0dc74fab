//! Any bytes as a frame of a host: refused or read, without a panic or much memory; a value that is read is written the same.

#![no_main]

use libfuzzer_sys::fuzz_target;
use snakebridge_core::{Callback, Error, Object, Value};
use snakebridge_serve::etf::{Reader, Term, Writer};
use snakebridge_serve::message::{Context, FromHost, Place, Unreadable};
use snakebridge_serve::value::{Decoder, Encoder, Given, Names, Objects};

struct Functions;

impl Context for Functions {
    fn object(&mut self, _session: u64, _id: u64) -> Result<Object, Error> {
        Err(Error::Usage("there are none".to_owned()))
    }

    fn callback(&mut self, _place: Place, given: Given) -> Result<Callback, Error> {
        Ok(Callback::answering(given.about, |_arguments, answer| answer(Ok(Value::None))))
    }
}

impl Names for Functions {
    fn object(&mut self, session: u64, id: u64) -> Result<Object, Error> {
        Context::object(self, session, id)
    }

    fn callback(&mut self, given: Given) -> Result<Callback, Error> {
        Context::callback(self, Place::Nowhere, given)
    }
}

impl Objects for Functions {
    fn name(&mut self, _object: &Object) -> (u64, u64) {
        (0, 0)
    }
}

fuzz_target!(|data: &[u8]| {
    // Half of the inputs need not find the byte that every term starts with.
    let frame = if data.first() == Some(&131) { data.to_vec() } else { [&[131], data].concat() };
    if let Ok(term) = Term::decode(&frame) {
        let again = Term::decode(&term.encode()).expect("what was written can be read");
        assert_eq!(again.encode(), term.encode());
    }
    match FromHost::decode(&frame, &mut Functions) {
        Ok(message) => drop(message),
        Err(Unreadable::Frame(text)) => assert!(!text.is_empty()),
        Err(Unreadable::Request { error, .. } | Unreadable::Answer { error, .. }) => {
            assert!(!error.to_string().is_empty());
        }
    }
    let Ok(mut reader) = Reader::begin(&frame) else { return };
    if let Ok(value) = Decoder::new(&mut reader, &mut Functions).value()
        && let Some(written) = write(&value)
    {
        let mut reader = Reader::begin(&written).expect("it has a version");
        let again = Decoder::new(&mut reader, &mut Functions).value().expect("what was written can be read");
        assert_eq!(write(&again), Some(written));
    }
});

/// Nothing for what is not sent to a host: callbacks and expressions.
fn write(value: &Value) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    Encoder::new(Writer::begin(&mut out), &mut Functions).value(value).ok().map(|()| out)
}
