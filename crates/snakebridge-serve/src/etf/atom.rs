//! [`Atom`]: the atoms that the server sends.

/// An atom of the protocol. There are no others in what the server sends, so a host may decode with `:safe` once it has met [`Atom::ALL`].
///
/// ```
/// use snakebridge_serve::etf::Atom;
/// assert_eq!(Atom::REPLY.name(), "reply");
/// assert!(Atom::ALL.contains(&Atom::REPLY));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Atom(&'static str);

macro_rules! atoms {
    ($($constant:ident $name:literal),* $(,)?) => {
        impl Atom {
            $(#[doc = concat!("`", $name, "`")] pub const $constant: Self = Self($name);)*

            /// All there are.
            pub const ALL: &'static [Self] = &[$(Self::$constant),*];
        }
    };
}

atoms! {
    // Values
    NIL "nil", TRUE "true", FALSE "false", TUPLE "tuple", DICT "dict", SET "set", FROZENSET "frozenset", FLOAT "float", NAN "nan", INFINITY "infinity",
    NEG_INFINITY "neg_infinity", BYTES "bytes", BYTEARRAY "bytearray", WTF8 "wtf8", COMPLEX "complex", DATE "date", TIME "time", DATETIME "datetime",
    TIMEDELTA "timedelta", OFFSET "offset", ZONE "zone", DECIMAL "decimal", FRACTION "fraction", UUID "uuid", ARRAY "array", REF "ref",
    // Messages
    HELLO "hello", REFUSED "refused", REPLY "reply", ITEMS "items", ERROR "error", CALL "call", DROPPED "dropped", LOG "log", WARNING "warning",
    WORKER "worker", PONG "pong", STATS "stats", INVALID "invalid", PLAIN "plain", MIXED "mixed", MORE "more", PAUSED "paused", ENDED "ended",
    SESSIONS "sessions", OBJECTS "objects", FUNCTIONS "functions", REQUESTS "requests", CALLS "calls",
    // Kinds of errors
    PYTHON "python", CONVERSION "conversion", TIMED_OUT "timed_out", CANCELLED "cancelled", WORKER_DIED "worker_died", SESSION_LOST "session_lost",
    CROSS_SESSION "cross_session", ENVIRONMENT "environment", DENIED "denied", SATURATED "saturated", HOST "host", USAGE "usage", PROTOCOL "protocol",
    // What they hold
    KIND "kind", MESSAGE "message", EXPECTED "expected", FOUND "found", AT "at", AFTER "after", STOPPED "stopped", BEFORE_IT_BEGAN "before_it_began",
    INTERRUPTED "interrupted", KILLED "killed", PID "pid", CODE "code", SIGNAL "signal", TRACE "trace", EXPRESSION "expression", REASON "reason",
    OBJECT "object", WHAT "what", FIX "fix", PATH "path", RULE "rule", WORKERS "workers", WAITING "waiting", TERM "term", TYPE "type", BASES "bases",
    TEXT "text", ARGS "args", FRAMES "frames", CAUSE "cause", CONTEXT "context", SUPPRESS_CONTEXT "suppress_context", NOTES "notes", GROUP "group",
    HINTS "hints", NEAREST "nearest", TRACEBACK "traceback",
    // News
    LEVEL "level", INFO "info", DEBUG "debug", LOGGER "logger", FUNCTION "function", FILE "file", LINE "line", CATEGORY "category", EVENT "event",
    REPLACED "replaced", RECYCLED "recycled",
}

impl Atom {
    /// Its text.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_atom_is_in_the_catalogue_and_there_once() {
        let page = include_str!("../../../../docs/serve.md");
        let words: std::collections::HashSet<&str> =
            page.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').collect();
        for (position, atom) in Atom::ALL.iter().enumerate() {
            assert!(words.contains(atom.name()), "`{}` is not in docs/serve.md", atom.name());
            assert!(!Atom::ALL[..position].contains(atom), "`{}` is there twice", atom.name());
        }
        // The one is written before it is known whether it is the other.
        assert_eq!(Atom::PLAIN.name().len(), Atom::MIXED.name().len());
    }
}
