use crate::check::checks;
use typed::py::msgpack::{self, ExtType, Packer, Timestamp};

checks! {
    "import msgpack";
    "msgpack.packb": "msgpack.packb([1, 'a', None], use_single_float=True)"
        => msgpack::packb((1, "a", None::<i64>)).kwarg("use_single_float", true).get::<Vec<u8>>();
    "msgpack.unpackb": "msgpack.unpackb(b'\\x92\\x01\\x02', use_list=False)"
        => msgpack::unpackb(b"\x92\x01\x02".to_vec()).use_list(false).get::<(i64, i64)>();
    "msgpack.Packer", "msgpack.Packer.pack": "msgpack.Packer(use_single_float=True).pack(1.5)"
        => Packer::new().use_single_float(true).call()?.pack(1.5).get::<Vec<u8>>();
    "msgpack.Timestamp", "msgpack.Timestamp.to_bytes": "msgpack.Timestamp(7, nanoseconds=5).to_bytes()"
        => Timestamp::new(7).nanoseconds(5).call()?.to_bytes().get::<Vec<u8>>();
    "msgpack.ExtType", "msgpack.ExtType.data": "msgpack.ExtType(5, b'x').data"
        => ExtType::new(5, b"x".to_vec()).call()?.data().get::<Vec<u8>>();
}
