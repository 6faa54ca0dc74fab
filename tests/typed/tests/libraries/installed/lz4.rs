use crate::check::checks;
use typed::py::lz4::frame::LZ4FrameCompressor;
use typed::py::lz4::{block, frame};

checks! {
    "import lz4.frame, lz4.block";
    "lz4.frame.compress": "lz4.frame.compress(b'a' * 99, compression_level=3)"
        => frame::compress(vec![b'a'; 99]).compression_level(3).get::<Vec<u8>>();
    "lz4.frame.decompress": "lz4.frame.decompress(lz4.frame.compress(b'snake'))"
        => frame::decompress(frame::compress(b"snake".to_vec())).get::<Vec<u8>>();
    "lz4.block.compress": "lz4.block.compress(b'b' * 50, store_size=False)"
        => block::compress(vec![b'b'; 50]).kwarg("store_size", false).get::<Vec<u8>>();
    "lz4.frame.LZ4FrameCompressor", "lz4.frame.LZ4FrameCompressor.begin":
        "lz4.frame.LZ4FrameCompressor(content_checksum=True).begin()"
        => LZ4FrameCompressor::new().content_checksum(true).call()?.begin().get::<Vec<u8>>();
    "lz4.frame.BLOCKSIZE_MAX64KB": "lz4.frame.BLOCKSIZE_MAX64KB" => frame::BLOCKSIZE_MAX64KB().call();
}
