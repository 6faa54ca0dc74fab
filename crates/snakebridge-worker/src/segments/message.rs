//! What is said about segments: messages of 24 bytes, little-endian; see "Segments" in `docs/wire.md`.

/// A message about one segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Message {
    /// The sender made a segment; its file descriptor comes along.
    Announce {
        number: u64,
        /// Bytes of it.
        size: u64,
        uses: Uses,
    },
    /// The sender has done with a segment that it was lent; it may be lent again.
    Free(u64),
    /// The sender has no use for a segment any more, and will not look at it again.
    Drop(u64),
}

/// What a segment is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Uses {
    /// It is lent again and again.
    Many,
    /// It is lent once.
    Once,
    /// It is lent once, and its owner goes on to read it: to be mapped privately.
    Private,
}

impl Message {
    /// Bytes of a message.
    pub(super) const SIZE: usize = 24;

    const ANNOUNCE: u8 = 1;
    const FREE: u8 = 2;
    const DROP: u8 = 3;

    pub(super) fn to_bytes(self) -> [u8; Self::SIZE] {
        let (kind, flags, number, size) = match self {
            Self::Announce { number, size, uses } => (Self::ANNOUNCE, uses as u8, number, size),
            Self::Free(number) => (Self::FREE, 0, number, 0),
            Self::Drop(number) => (Self::DROP, 0, number, 0),
        };
        let mut bytes = [0; Self::SIZE];
        bytes[0] = kind;
        bytes[1] = flags;
        bytes[8..16].copy_from_slice(&number.to_le_bytes());
        bytes[16..].copy_from_slice(&size.to_le_bytes());
        bytes
    }

    /// Reads a message, or says what is wrong with it.
    pub(super) fn parse(bytes: &[u8]) -> Result<Self, String> {
        let Ok(message) = <[u8; Self::SIZE]>::try_from(bytes) else {
            return Err(format!(
                "a message about a segment has {} bytes instead of {}",
                bytes.len(),
                Self::SIZE
            ));
        };
        let word = |at: usize| {
            let bytes: [u8; 8] = std::array::from_fn(|index| message[at + index]);
            u64::from_le_bytes(bytes)
        };
        let (number, size) = (word(8), word(16));
        let announce = |uses| Ok(Self::Announce { number, size, uses });
        match (message[0], message[1], size) {
            (Self::ANNOUNCE, 0, 1..) => announce(Uses::Many),
            (Self::ANNOUNCE, 1, 1..) => announce(Uses::Once),
            (Self::ANNOUNCE, 2, 1..) => announce(Uses::Private),
            (Self::FREE, 0, 0) => Ok(Self::Free(number)),
            (Self::DROP, 0, 0) => Ok(Self::Drop(number)),
            (kind, flags, _) => Err(format!(
                "there is no message of kind {kind} with flags {flags} about a segment of {size} bytes"
            )),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_are_read_as_they_were_written() {
        for message in [
            Message::Announce { number: 7, size: 5 << 30, uses: Uses::Many },
            Message::Announce { number: u64::MAX, size: 1, uses: Uses::Once },
            Message::Free(2),
            Message::Drop(3),
        ] {
            assert_eq!(Message::parse(&message.to_bytes()), Ok(message));
        }
    }

    #[test]
    fn garbage_is_refused() {
        let good = Message::Announce { number: 7, size: 4096, uses: Uses::Many }.to_bytes();
        for length in 0..good.len() {
            assert!(Message::parse(&good[..length]).is_err(), "{length} bytes");
        }
        assert!(Message::parse(&[&good[..], &[0]].concat()).is_err());
        for (at, byte) in [(0, 0), (0, 4), (1, 3)] {
            let mut bad = good;
            bad[at] = byte;
            assert!(Message::parse(&bad).is_err(), "byte {at} is {byte}");
        }
        assert!(
            Message::parse(&Message::Announce { number: 7, size: 0, uses: Uses::Many }.to_bytes()).is_err()
        );
        let mut sized = Message::Free(2).to_bytes();
        sized[16] = 1;
        assert!(Message::parse(&sized).is_err());
    }
}
