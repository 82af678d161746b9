"""Writes test/fixtures/arrow/* with pyarrow, each beside the texts that its columns hold.

    pip install pyarrow && python test/peers/write_arrow.py
"""

import datetime as dt
import decimal
import json
import pathlib

import pyarrow as pa
from pyarrow import feather, ipc

FOLDER = pathlib.Path(__file__).parent.parent / "fixtures" / "arrow"
FOLDER.mkdir(parents=True, exist_ok=True)
D = decimal.Decimal
MOMENT = dt.datetime(2024, 2, 29, 13, 45, 6, 120300)

# Name, type, values, and the texts that they are read as; None is null.
COLUMNS = [
    ("i8", pa.int8(), [-128, None, 127], ["-128", "", "127"]),
    ("u16", pa.uint16(), [0, 65535, None], ["0", "65535", ""]),
    ("i32", pa.int32(), [None, -1, 2**31 - 1], ["", "-1", "2147483647"]),
    ("i64", pa.int64(), [2**53 + 1, -(2**63), None], ["9007199254740993", "-9223372036854775808", ""]),
    ("u64", pa.uint64(), [2**64 - 1, 0, None], ["18446744073709551615", "0", ""]),
    ("f16", pa.float16(), [0.5, float("nan"), None], ["0.5", "", ""]),
    ("f32", pa.float32(), [0.1, float("inf"), None], ["0.1", "Infinity", ""]),
    ("f64", pa.float64(), [0.1, 1e300, -0.0], ["0.1", "1e+300", "-0"]),
    ("dec", pa.decimal128(38, 4), [D("1234567890123456789012345678901234.5678"), D("-0.0001"), None],
     ["1234567890123456789012345678901234.5678", "-0.0001", ""]),
    ("dec256", pa.decimal256(50, 2), [D("-1.50"), None, D("10") ** 40], ["-1.50", "", "1" + "0" * 40 + ".00"]),
    ("bool", pa.bool_(), [True, None, False], ["true", "", "false"]),
    ("text", pa.string(), ["é", "", None], ["é", "", ""]),
    ("large", pa.large_string(), ["a", None, "007"], ["a", "", "007"]),
    ("view", pa.string_view(), ["short", "longer than twelve bytes", None], ["short", "longer than twelve bytes", ""]),
    ("bin", pa.binary(), [b"ab", b"\xff\x00", None], ["ab", "/wA=", ""]),
    ("fixed", pa.binary(2), [b"ab", None, b"cd"], ["ab", "", "cd"]),
    ("date", pa.date32(), [dt.date(2024, 2, 29), None, dt.date(1969, 12, 31)], ["2024-02-29", "", "1969-12-31"]),
    ("date64", pa.date64(), [dt.date(2024, 2, 29), None, dt.date(1, 1, 1)], ["2024-02-29", "", "0001-01-01"]),
    ("s", pa.timestamp("s"), [MOMENT.replace(microsecond=0), None, None], ["2024-02-29T13:45:06", "", ""]),
    ("us", pa.timestamp("us", tz="UTC"), [MOMENT, None, None], ["2024-02-29T13:45:06.120300Z", "", ""]),
    ("ns", pa.timestamp("ns"), [1, None, -1],
     ["1970-01-01T00:00:00.000000001", "", "1969-12-31T23:59:59.999999999"]),
    ("time", pa.time32("ms"), [dt.time(1, 2, 3, 4000), None, None], ["01:02:03.004", "", ""]),
    ("span", pa.duration("ms"), [1500, None, -1], ["1500", "", "-1"]),
    ("list", pa.list_(pa.int32()), [[1, None], [], None], ["[1,null]", "[]", ""]),
    ("pair", pa.list_(pa.float32(), 2), [[0.5, 1], None, [0.1, 2]], ["[0.5,1]", "", "[0.1,2]"]),
    ("map", pa.map_(pa.string(), pa.int8()), [[("a", 1)], None, []], ['[{"key":"a","value":1}]', "", "[]"]),
    ("none", pa.null(), [None, None, None], ["", "", ""]),
]
DICTIONARY = pa.DictionaryArray.from_arrays(pa.array([1, None, 0], pa.int8()), pa.array(["red", "blue"]))
STRUCT = pa.array([{"x": 1, "y": {"z": "a"}}, None, {"x": None, "y": None}],
                  pa.struct([("x", pa.int32()), ("y", pa.struct([("z", pa.string())]))]))


def write(name: str, table: pa.Table, expected: dict, **options) -> None:
    with ipc.new_file(FOLDER / name, table.schema, options=ipc.IpcWriteOptions(**options)) as out:
        for batch in table.to_batches(max_chunksize=2):
            out.write_batch(batch)
    expect(name, expected)


def expect(name: str, expected: dict) -> None:
    text = json.dumps(expected, ensure_ascii=False, indent=1)
    (FOLDER / f"{name}.json").write_text(text + "\n")


names = [name for name, *_ in COLUMNS]
every = pa.table({name: pa.array(values, kind) for name, kind, values, _ in COLUMNS})
every = every.append_column("colour", DICTIONARY).append_column("nested", STRUCT)
texts = {name: found for name, _, _, found in COLUMNS}
texts |= {"colour": ["blue", "", "red"], "nested.x": ["1", "", ""], "nested.y.z": ["a", "", ""]}
write("plain.arrow", every, texts)
write("lz4.arrow", every, texts, compression="lz4")
write("zstd.arrow", every, texts, compression="zstd")

rows = 5000
many = pa.table({
    "id": pa.array(range(rows)),
    "word": pa.array([f"word {i * 7919 % 1000}" for i in range(rows)]),
    "level": pa.array([["low", "mid", "high"][i % 3] for i in range(rows)]).dictionary_encode(),
})
texts = {
    "id": [str(i) for i in range(rows)],
    "word": [f"word {i * 7919 % 1000}" for i in range(rows)],
    "level": [["low", "mid", "high"][i % 3] for i in range(rows)],
}
feather.write_feather(many, FOLDER / "many.feather", compression="lz4", chunksize=2000)
expect("many.feather", texts)
with ipc.new_stream(FOLDER / "many.arrows", many.schema) as out:
    out.write_table(many, max_chunksize=1500)
expect("many.arrows", texts)
with ipc.new_stream(FOLDER / "empty.arrows", many.schema) as out:
    pass
expect("empty.arrows", {name: [] for name in texts})
