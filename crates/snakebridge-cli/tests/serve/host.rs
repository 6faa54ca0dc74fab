//! A host: starts the real server and speaks to it over its pipes.

use snakebridge_serve::etf::Term;
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

/// Longer than anything takes, even on a busy machine.
const PATIENCE: Duration = Duration::from_secs(120);

pub(crate) struct Host {
    child: Child,
    input: Option<ChildStdin>,
    messages: Receiver<Term>,
    /// What came and was not asked for yet.
    held: Vec<Term>,
    last_request: u64,
}

/// An atom.
pub(crate) fn atom(name: &str) -> Term {
    Term::atom(name)
}

pub(crate) fn text(text: &str) -> Term {
    Term::text(text)
}

pub(crate) fn int(int: i64) -> Term {
    Term::from(int)
}

pub(crate) fn list(items: impl IntoIterator<Item = Term>) -> Term {
    Term::List(items.into_iter().collect())
}

pub(crate) fn map<'a>(pairs: impl IntoIterator<Item = (&'a str, Term)>) -> Term {
    Term::Map(pairs.into_iter().map(|(key, value)| (atom(key), value)).collect())
}

/// `path(*args)`
pub(crate) fn call(path: &str, args: impl IntoIterator<Item = Term>) -> Term {
    invoke(Term::tuple("path", [text(path)]), args)
}

/// `callee(*args)`
pub(crate) fn invoke(callee: Term, args: impl IntoIterator<Item = Term>) -> Term {
    Term::tuple("call", [callee, list(args), list([])])
}

/// `of.name(*args)`
pub(crate) fn method(of: Term, name: &str, args: impl IntoIterator<Item = Term>) -> Term {
    invoke(Term::tuple("attr", [of, text(name)]), args)
}

/// What Python evaluates this text to.
pub(crate) fn eval(source: &str) -> Term {
    call("builtins.eval", [text(source)])
}

pub(crate) fn value(expr: Term) -> Term {
    Term::tuple("value", [expr])
}

pub(crate) fn object(expr: Term) -> Term {
    Term::tuple("object", [expr])
}

/// The kind of an error.
pub(crate) fn kind(error: &Term) -> String {
    match error.get("kind") {
        Some(Term::Atom(kind)) => kind.clone(),
        other => panic!("an error has a kind, and not {other:?} in {error:?}"),
    }
}

impl Host {
    /// A server that has said hello.
    pub(crate) fn start() -> Self {
        Self::start_with(Term::Map(Vec::new()))
    }

    /// A server with these options of the hello.
    pub(crate) fn start_with(options: Term) -> Self {
        Self::start_on(None, options)
    }

    /// A server with this Python.
    pub(crate) fn start_on(python: Option<&Path>, options: Term) -> Self {
        let mut host = Self::spawn(python);
        host.send(&Term::tuple("hello", [int(1), options]));
        let hello = host.next();
        assert!(hello.tagged("hello").is_some(), "{hello:?}");
        host
    }

    /// A server that has said nothing.
    pub(crate) fn spawn(python: Option<&Path>) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_snakebridge"));
        command.arg("serve").arg("--path").arg(snakebridge_testkit::toys()).current_dir(std::env::temp_dir());
        if let Some(python) = python {
            command.arg("--python").arg(python);
        }
        Self::spawn_command(command)
    }

    /// What this command runs.
    pub(crate) fn spawn_command(mut command: Command) -> Self {
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the command is built");
        let (input, mut output) = (child.stdin.take(), child.stdout.take().expect("it was piped"));
        let (sender, messages) = channel();
        std::thread::spawn(move || {
            let mut length = [0; 4];
            while output.read_exact(&mut length).is_ok() {
                let mut frame = vec![0; u32::from_be_bytes(length) as usize];
                output.read_exact(&mut frame).expect("frames are whole");
                let term = Term::decode(&frame).expect("frames are terms");
                if sender.send(term).is_err() {
                    return;
                }
            }
        });
        Self { child, input, messages, held: Vec::new(), last_request: 0 }
    }

    pub(crate) fn send(&mut self, message: &Term) {
        let term = message.encode();
        let length = u32::try_from(term.len()).expect("it is short");
        self.send_bytes(&[&length.to_be_bytes()[..], &term].concat());
    }

    pub(crate) fn send_bytes(&mut self, bytes: &[u8]) {
        let input = self.input.as_mut().expect("it is open");
        input.write_all(bytes).and_then(|()| input.flush()).expect("the server reads");
    }

    /// The next message of any kind.
    pub(crate) fn next(&mut self) -> Term {
        if self.held.is_empty() { self.receive() } else { self.held.remove(0) }
    }

    fn receive(&mut self) -> Term {
        match self.messages.recv_timeout(PATIENCE) {
            Ok(message) => message,
            Err(error) => panic!("no message came: {error}"),
        }
    }

    /// The next message with this tag and, if that is given, this number behind it; without the tag.
    pub(crate) fn next_of(&mut self, tag: &str, number: Option<u64>) -> Vec<Term> {
        let fits = |message: &Term| {
            let rest = message.tagged(tag)?;
            let is_it = number.is_none_or(|number| rest[0].as_u64() == Some(number));
            is_it.then(|| rest.to_vec())
        };
        for at in 0..self.held.len() {
            if let Some(rest) = fits(&self.held[at]) {
                self.held.remove(at);
                return rest;
            }
        }
        loop {
            let message = self.receive();
            if let Some(rest) = fits(&message) {
                return rest;
            }
            self.held.push(message);
        }
    }

    /// Asks without waiting; the number of the request.
    pub(crate) fn begin(&mut self, session: u64, ask: Term) -> u64 {
        self.begin_with(session, 0, ask, map([]))
    }

    pub(crate) fn begin_with(&mut self, session: u64, within: u64, ask: Term, options: Term) -> u64 {
        self.last_request += 1;
        let id = self.last_request;
        let numbers = [id, session, within].map(|number| int(number as i64));
        self.send(&Term::tuple("request", numbers.into_iter().chain([ask, options])));
        id
    }

    /// The answer to a request: what it is, or the error.
    pub(crate) fn answer(&mut self, id: u64) -> Result<Term, Term> {
        let mut at = 0;
        loop {
            while at < self.held.len() {
                for (tag, is_error) in [("reply", false), ("error", true)] {
                    let rest = self.held[at].tagged(tag).filter(|rest| rest[0].as_u64() == Some(id));
                    if let Some(last) = rest.and_then(|rest| rest.last().cloned()) {
                        self.held.remove(at);
                        return if is_error { Err(last) } else { Ok(last) };
                    }
                }
                at += 1;
            }
            let message = self.receive();
            self.held.push(message);
        }
    }

    pub(crate) fn ask(&mut self, session: u64, ask: Term) -> Result<Term, Term> {
        let id = self.begin(session, ask);
        self.answer(id)
    }

    /// The value of an expression.
    pub(crate) fn value(&mut self, session: u64, expr: Term) -> Term {
        self.ask(session, value(expr)).unwrap_or_else(|error| panic!("{error:?}"))
    }

    /// The error of an expression.
    pub(crate) fn error(&mut self, session: u64, expr: Term) -> Term {
        self.ask(session, value(expr)).expect_err("it fails")
    }

    /// A figure of the server.
    pub(crate) fn figure(&mut self, name: &str) -> u64 {
        self.send(&Term::tuple("stats", [int(0)]));
        let stats = self.next_of("stats", Some(0));
        stats[1].get(name).and_then(Term::as_u64).expect("there is such a figure")
    }

    /// Whether no message comes any more.
    pub(crate) fn is_silent_for(&mut self, time: Duration) -> bool {
        self.held.is_empty() && self.messages.recv_timeout(time) == Err(RecvTimeoutError::Timeout)
    }

    pub(crate) fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Closes the pair.
    pub(crate) fn hang_up(&mut self) {
        self.input = None;
    }

    /// Kills the server itself.
    pub(crate) fn kill(&mut self) {
        self.child.kill().expect("it runs");
    }

    /// Waits for the end of the server: its status and what it said on standard error.
    pub(crate) fn end(mut self) -> (ExitStatus, String) {
        self.input = None;
        let mut complaint = String::new();
        self.child.stderr.take().expect("it was piped").read_to_string(&mut complaint).expect("it is text");
        (self.child.wait().expect("it ends"), complaint)
    }
}
