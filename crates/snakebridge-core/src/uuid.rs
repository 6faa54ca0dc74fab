//! [`Uuid`]: sixteen bytes with a way to be written.

use std::fmt::{self, Display, Formatter};

/// A Python `uuid.UUID`, as its bytes.
///
/// ```
/// use snakebridge_core::Uuid;
/// let uuid = Uuid::from_bytes([0x12; 16]);
/// assert_eq!(uuid.to_string(), "12121212-1212-1212-1212-121212121212");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Uuid([u8; 16]);

impl Uuid {
    /// The UUID of these bytes, the most significant first.
    ///
    /// ```
    /// use snakebridge_core::Uuid;
    /// const NIL: Uuid = Uuid::from_bytes([0; 16]);
    /// assert_eq!(NIL.to_string(), "00000000-0000-0000-0000-000000000000");
    /// ```
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    /// Its bytes, the most significant first.
    ///
    /// ```
    /// use snakebridge_core::Uuid;
    /// assert_eq!(Uuid::from_bytes([7; 16]).as_bytes(), &[7; 16]);
    /// ```
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }
}

/// In groups of 8, 4, 4, 4 and 12 digits.
impl Display for Uuid {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for (position, byte) in self.0.iter().enumerate() {
            let dash = if matches!(position, 4 | 6 | 8 | 10) { "-" } else { "" };
            write!(f, "{dash}{byte:02x}")?;
        }
        Ok(())
    }
}
