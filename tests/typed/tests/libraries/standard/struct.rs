use crate::check::{checks, raised};
use typed::py::r#struct::{self as binary, Struct, error};

checks! {
    "import struct";
    "struct.pack": "struct.pack('>hI', 1, 2)" => binary::pack(">hI").arg(1).arg(2).call();
    "struct.unpack": "struct.unpack('<hB', b'\\x01\\x00\\x02')"
        => binary::unpack("<hB", b"\x01\x00\x02".to_vec()).get::<(i64, i64)>();
    "struct.calcsize": "struct.calcsize('=iq')" => binary::calcsize("=iq").call();
    "struct.Struct", "struct.Struct.size": "struct.Struct('<dI').size" => Struct::new("<dI").call()?.size().call();
    "struct.error": "raised(struct.unpack, '<d', b'')" => raised::<error>(binary::unpack("<d", Vec::<u8>::new()).run());
}
