use crate::check::{checks, raised};
use typed::py::zlib;

checks! {
    "import zlib";
    "zlib.compress": "zlib.compress(b'a' * 100, 9)" => zlib::compress(vec![b'a'; 100]).level(9).call();
    "zlib.crc32": "zlib.crc32(b'snake', 7)" => zlib::crc32(b"snake".to_vec()).value(7).call();
    "zlib.adler32": "zlib.adler32(b'snake')" => zlib::adler32(b"snake".to_vec()).call();
    "zlib.decompressobj": "zlib.decompressobj().decompress(zlib.compress(b'bridge'))"
        => zlib::decompressobj().method("decompress").arg(zlib::compress(b"bridge".to_vec())).get::<Vec<u8>>();
    "zlib.MAX_WBITS": "zlib.MAX_WBITS" => zlib::MAX_WBITS().call();
    "zlib.error", "zlib.decompress": "raised(zlib.decompress, b'x')"
        => raised::<zlib::error>(zlib::decompress(b"x".to_vec()).run());
}
