"""Writes test/fixtures/packed/*.zst with the zstandard library: frames of every shape that programs write.

    pip install zstandard && python test/peers/write_zstd.py
"""

import pathlib

import zstandard

FOLDER = pathlib.Path(__file__).parent.parent / "fixtures" / "packed"
ROWS = "".join(f"{i},{'red' if i % 3 else 'blue'},{i * 7 % 101}\n" for i in range(20000))
TEXT = ("id,colour,amount\n" + ROWS).encode()
SKIPPED = bytes.fromhex("502a4d18") + (5).to_bytes(4, "little") + b"notes"


def packed(data: bytes, **options) -> bytes:
    return zstandard.ZstdCompressor(**options).compress(data)


def streamed(data: bytes, **options) -> bytes:
    stream = zstandard.ZstdCompressor(**options).compressobj()
    return stream.compress(data) + stream.flush()


HALF = len(TEXT) // 2
FILES = {
    "one-frame": packed(TEXT, level=3, write_checksum=True),
    "no-size": streamed(TEXT, level=1, write_checksum=True),
    "no-checksum": packed(TEXT, level=3, write_checksum=False, write_content_size=False),
    "hard": packed(TEXT, level=19, write_checksum=True),
    "frames": packed(TEXT[:HALF], write_checksum=True) + SKIPPED + packed(b"") + packed(TEXT[HALF:]),
    "run": packed(b"a,b\n" + b"1,1\n" * 100000, level=3, write_checksum=True),
}

FOLDER.mkdir(parents=True, exist_ok=True)
for name, data in FILES.items():
    (FOLDER / f"{name}.csv.zst").write_bytes(data)
