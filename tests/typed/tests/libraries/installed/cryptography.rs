use crate::check::{checks, raised};
use snakebridge::Result;
use typed::py::cryptography::exceptions::AlreadyFinalized;
use typed::py::cryptography::hazmat::primitives::ciphers::aead::AESGCM;
use typed::py::cryptography::hazmat::primitives::constant_time::bytes_eq;
use typed::py::cryptography::hazmat::primitives::hashes::{Hash, SHA256};
use typed::py::cryptography::hazmat::primitives::kdf::pbkdf2::PBKDF2HMAC;

fn of_snake() -> Result<Hash> {
    let hash = Hash::new(SHA256::new()).call()?;
    hash.update(b"snake".to_vec()).run()?;
    Ok(hash)
}

checks! {
    "from cryptography.hazmat.primitives.hashes import Hash, SHA256\n\
     from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC\n\
     from cryptography.hazmat.primitives.ciphers.aead import AESGCM\n\
     from cryptography.hazmat.primitives.constant_time import bytes_eq\n\
     snake = Hash(SHA256()); snake.update(b'snake'); ended = snake.copy(); ended.finalize()";
    "cryptography.hazmat.primitives.hashes.Hash", "cryptography.hazmat.primitives.hashes.Hash.update", "cryptography.hazmat.primitives.hashes.Hash.finalize":
        "snake.copy().finalize()" => of_snake()?.finalize().call();
    "cryptography.hazmat.primitives.hashes.SHA256", "cryptography.hazmat.primitives.hashes.SHA256.block_size":
        "SHA256.block_size"
        => SHA256::block_size().call();
    "cryptography.hazmat.primitives.kdf.pbkdf2.PBKDF2HMAC", "cryptography.hazmat.primitives.kdf.pbkdf2.PBKDF2HMAC.derive":
        "PBKDF2HMAC(SHA256(), 16, b'salt', 10).derive(b'key')" => {
        let derivation = PBKDF2HMAC::new(SHA256::new(), 16, b"salt".to_vec(), 10).call()?;
        derivation.derive(b"key".to_vec()).get::<Vec<u8>>()
    };
    "cryptography.hazmat.primitives.ciphers.aead.AESGCM", "cryptography.hazmat.primitives.ciphers.aead.AESGCM.encrypt":
        "AESGCM(b'k' * 16).encrypt(b'n' * 12, b'data', None)" => {
        let cipher = AESGCM::new(vec![b'k'; 16]).call()?;
        cipher.encrypt(vec![b'n'; 12], b"data".to_vec(), None::<Vec<u8>>).call()
    };
    "cryptography.hazmat.primitives.constant_time.bytes_eq": "bytes_eq(b'a', b'b')"
        => bytes_eq(b"a".to_vec(), b"b".to_vec()).call();
    "cryptography.exceptions.AlreadyFinalized": "raised(ended.update, b'more')" => {
        let hash = of_snake()?;
        hash.finalize().run()?;
        raised::<AlreadyFinalized>(hash.update(b"more".to_vec()).run())
    };
}
