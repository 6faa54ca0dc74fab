use crate::check::checks;
use typed::py::uuid::{self, SafeUUID, UUID};

checks! {
    "import uuid";
    "uuid.uuid5", "uuid.NAMESPACE_DNS": "uuid.uuid5(uuid.NAMESPACE_DNS, 'python.org')"
        => uuid::uuid5(uuid::NAMESPACE_DNS(), "python.org").call();
    "uuid.UUID", "uuid.UUID.version": "uuid.UUID('12345678-1234-5678-9234-567812345678').version"
        => UUID::new().hex("12345678-1234-5678-9234-567812345678").call()?.version().call();
    "uuid.UUID.urn": "uuid.UUID(int=5).urn" => UUID::new().int(5).call()?.urn().call();
    "uuid.UUID.is_safe", "uuid.SafeUUID", "uuid.SafeUUID.unknown": "uuid.UUID(int=5).is_safe is uuid.SafeUUID.unknown" => {
        let is_safe = UUID::new().int(5).call()?.is_safe().call()?;
        Ok(is_safe == SafeUUID::unknown)
    };
}
