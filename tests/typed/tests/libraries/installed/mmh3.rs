use crate::check::checks;
use typed::py::mmh3;

checks! {
    "import mmh3";
    "mmh3.hash": "mmh3.hash('snake', seed=7, signed=False)" => mmh3::hash("snake").seed(7).signed(false).call();
    "mmh3.hash64": "mmh3.hash64(b'bridge')" => mmh3::hash64(b"bridge".to_vec()).call();
    "mmh3.hash128": "mmh3.hash128('x', 42)" => mmh3::hash128("x").seed(42).get::<snakebridge::BigInt>();
    "mmh3.mmh3_32", "mmh3.mmh3_32.digest": "mmh3.mmh3_32(b'abc').digest()"
        => mmh3::mmh3_32::new().data(b"abc".to_vec()).call()?.digest().call();
}
