"""Writes test/fixtures/parquet: small files of every type, encoding and compression, and what Arrow reads in them.

Needs pyarrow 26, pandas 2 and duckdb 2; run from the repository's root. Expected cells are texts as the table gives
them, null where the cell is missing.
"""

import base64
import datetime as dt
import decimal
import json
import math
import os
import struct
import uuid

import duckdb
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

HERE = os.path.join(os.path.dirname(__file__), "..", "fixtures", "parquet")
EXPECTED = {"files": {}, "tables": []}


def shown(value, kind):
    """The text of one cell, by the type of its column."""
    if value is None:
        return None
    if kind == "float":
        return None if math.isnan(value) else number(value)
    if kind == "float32":
        return None if math.isnan(value) else number(float(np.format_float_positional(np.float32(value), unique=True)))
    if kind == "bool":
        return "true" if value else "false"
    if kind == "bytes":
        try:
            return value.decode("utf-8")
        except UnicodeDecodeError:
            return base64.b64encode(value).decode()
    if kind == "nested":
        return json.dumps(value, separators=(",", ":"), ensure_ascii=False)
    return str(value)


def number(value):
    """As ECMAScript writes doubles in the range used here."""
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    if value == 0 and math.copysign(1, value) < 0:
        return "-0"
    text = repr(value)
    if "e" in text:
        mantissa, exponent = text.split("e")
        exponent = int(exponent)
        if -7 < exponent < 21:
            return format(decimal.Decimal(text), "f")
        return f"{mantissa.removesuffix('.0')}e{'+' if exponent > 0 else '-'}{abs(exponent)}"
    return text[:-2] if text.endswith(".0") else text


def add(name, columns, problems=()):
    """Columns: name -> texts. Files with the same cells share them."""
    tables = EXPECTED["tables"]
    if columns not in tables:
        tables.append(columns)
    EXPECTED["files"][name] = {"table": tables.index(columns), "problems": list(problems)}


def path(name):
    return os.path.join(HERE, name)


# Every type once, nulls and extremes among the values.
INTS = [0, 1, -1, None, 42, -(2**31), 2**31 - 1, 7]
LONGS = [0, 1, -1, None, 2**53 + 1, -(2**63), 2**63 - 1, 7]
DOUBLES = [0.0, -0.0, 0.1, None, float("nan"), float("inf"), 5e-324, 1.7976931348623157e308]
FLOATS = [0.0, 0.1, -2.5, None, float("nan"), float("-inf"), 3.4028234663852886e38, 16777216.0]
TEXTS = ["", "a", "007", None, "é日本\U0001f600", "a,b\n\"c\"", " x ", "NA"]
MICROS = [0, 1, -1, None, 1700000000123456, 1700000000000000, -62135596800000000, 86399999999]


def types():
    d = decimal.Decimal
    small = [d("0.00"), d("1.50"), d("-1.50"), None, d("12345.67"), d("-99999.99"), d("0.01"), d("7.00")]
    large = [d("0"), d("1.0000000001"), d("-1"), None, d("1234567890123456789012345678.9012345678"), d("-0.0000000001"), d("5"), d("7")]
    large = [None if v is None else v.quantize(d("0.0000000001"), context=decimal.Context(prec=60)) for v in large]
    uuids = [uuid.UUID(int=i) for i in range(8)]
    halves = [0.0, 1.0, -2.5, None, 0.0999755859375, 65504.0, 5.960464477539063e-08, float("inf")]
    table = pa.table(
        {
            "bool": pa.array([True, False, None, True, False, True, True, None]),
            "int8": pa.array([0, 1, -1, None, 127, -128, 5, 7], pa.int8()),
            "uint8": pa.array([0, 1, 2, None, 255, 128, 5, 7], pa.uint8()),
            "int32": pa.array(INTS, pa.int32()),
            "uint32": pa.array([0, 1, 2, None, 2**32 - 1, 2**31, 5, 7], pa.uint32()),
            "int64": pa.array(LONGS, pa.int64()),
            "uint64": pa.array([0, 1, 2, None, 2**64 - 1, 2**63, 2**53 + 1, 7], pa.uint64()),
            "half": pa.array([None if v is None else np.float16(v) for v in halves], pa.float16()),
            "float": pa.array(FLOATS, pa.float32()),
            "double": pa.array(DOUBLES, pa.float64()),
            "decimal": pa.array(small, pa.decimal128(7, 2)),
            "decimal_large": pa.array(large, pa.decimal128(38, 10)),
            "text": pa.array(TEXTS),
            "bytes": pa.array([b"", b"abc", b"\xff\x00", None, b"\x80", "é".encode(), b"\xc3", b"z"]),
            "fixed": pa.array([b"abc", b"\xff\xfe\xfd", b"xyz", None] * 2, pa.binary(3)),
            "uuid": pa.array([u.bytes for u in uuids], pa.binary(16)),
            "date": pa.array([0, 1, -1, None, 19000, -719162, 2932896, 7], pa.date32()),
            "time_ms": pa.array([0, 1, 1000, None, 86399999, 43200000, 60000, 7], pa.time32("ms")),
            "time_us": pa.array([0, 1, 1000000, None, 86399999999, 43200000000, 60000000, 7], pa.time64("us")),
            "time_ns": pa.array([0, 1, 10**9, None, 86399999999999, 43200 * 10**9, 60 * 10**9, 7], pa.time64("ns")),
            "at_ms": pa.array([0, 1, -1, None, 1700000000123, 1700000000000, -62135596800000, 86399999], pa.timestamp("ms")),
            "at_us": pa.array(MICROS, pa.timestamp("us")),
            "at_utc": pa.array(MICROS, pa.timestamp("us", "UTC")),
            "at_ns": pa.array([0, 1, -1, None, 1700000000123456789, 1700000000000000000, -(2**62), 86399], pa.timestamp("ns")),
            "nothing": pa.nulls(8),
        }
    )

    def moment(value, per, utc=False, time=False):
        if value is None:
            return None
        seconds, rest = divmod(value, per)
        digits = len(str(per)) - 1
        fraction = f".{rest:0{digits}d}" if rest else ""
        if time:
            return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}{fraction}"
        base = dt.datetime(1970, 1, 1) + dt.timedelta(seconds=seconds)
        return f"{base.year:04d}-{base:%m-%dT%H:%M:%S}{fraction}{'Z' if utc else ''}"

    def column(name):
        return table[name].to_pylist()

    expected = {
        "bool": [shown(v, "bool") for v in column("bool")],
        **{n: [shown(v, "int") for v in column(n)] for n in ["int8", "uint8", "int32", "uint32", "int64", "uint64"]},
        "half": ["0", "1", "-2.5", None, "0.1", "65500", "6e-8", "Infinity"],
        "float": [shown(v, "float32") for v in FLOATS],
        "double": [shown(v, "float") for v in DOUBLES],
        "decimal": [None if v is None else format(v, "f") for v in small],
        "decimal_large": [None if v is None else format(v, "f") for v in large],
        "text": TEXTS,
        "bytes": [shown(v, "bytes") for v in column("bytes")],
        "fixed": [shown(v, "bytes") for v in column("fixed")],
        "uuid": [shown(v, "bytes") for v in column("uuid")],
        "date": [None if v is None else (dt.date(1970, 1, 1) + dt.timedelta(days=v)).isoformat() for v in [0, 1, -1, None, 19000, -719162, 2932896, 7]],
        "time_ms": [moment(v, 10**3, time=True) for v in [0, 1, 1000, None, 86399999, 43200000, 60000, 7]],
        "time_us": [moment(v, 10**6, time=True) for v in [0, 1, 1000000, None, 86399999999, 43200000000, 60000000, 7]],
        "time_ns": [moment(v, 10**9, time=True) for v in [0, 1, 10**9, None, 86399999999999, 43200 * 10**9, 60 * 10**9, 7]],
        "at_ms": [moment(v, 10**3) for v in [0, 1, -1, None, 1700000000123, 1700000000000, -62135596800000, 86399999]],
        "at_us": [moment(v, 10**6) for v in MICROS],
        "at_utc": [moment(v, 10**6, utc=True) for v in MICROS],
        "at_ns": [moment(v, 10**9) for v in [0, 1, -1, None, 1700000000123456789, 1700000000000000000, -(2**62), 86399]],
        "nothing": [None] * 8,
    }
    return table, expected


def write_types():
    table, expected = types()
    problems = ["not-a-number", "binary-value"]
    for version in ["1.0", "2.0"]:
        for dictionary in [True, False]:
            name = f"types-v{version[0]}-{'dictionary' if dictionary else 'plain'}.parquet"
            pq.write_table(table, path(name), use_dictionary=dictionary, data_page_version=version, compression="NONE", row_group_size=5)
            add(name, expected, problems)
    for codec in ["SNAPPY", "GZIP", "BROTLI", "ZSTD", "LZ4"]:
        name = f"types-{codec.lower()}.parquet"
        pq.write_table(table, path(name), compression=codec, data_page_version="2.0" if codec == "ZSTD" else "1.0")
        add(name, expected, problems)
    ints96 = pa.table({"at": pa.array([0, None, 1700000000123456789, -1], pa.timestamp("ns"))})
    pq.write_table(ints96, path("int96.parquet"), use_deprecated_int96_timestamps=True)
    add("int96.parquet", {"at": ["1970-01-01T00:00:00", None, "2023-11-14T22:13:20.123456789", "1969-12-31T23:59:59.999999999"]})


def write_encodings():
    rows = 400
    ints = [None if i % 11 == 3 else (i * i * 7919) % 100003 - 50000 for i in range(rows)]
    longs = [None if i % 13 == 5 else i * 2**40 * (-1) ** i + i for i in range(rows)]
    doubles = [None if i % 7 == 2 else math.sin(i) for i in range(rows)]
    texts = [None if i % 9 == 4 else f"prefix-{i // 10}-é-{i % 4}" for i in range(rows)]
    table = pa.table(
        {
            "int": pa.array(ints, pa.int32()),
            "long": pa.array(longs, pa.int64()),
            "double": pa.array(doubles),
            "float": pa.array(doubles, pa.float32()),
            "text": pa.array(texts),
            "other": pa.array(texts),
            "flag": pa.array([None if i % 5 == 0 else i % 3 == 0 for i in range(rows)]),
        }
    )
    floats = table["float"].to_pylist()
    expected = {
        "int": [shown(v, "int") for v in ints],
        "long": [shown(v, "int") for v in longs],
        "double": [shown(v, "float") for v in doubles],
        "float": [shown(v, "float32") for v in floats],
        "text": texts,
        "other": texts,
        "flag": [shown(v, "bool") for v in table["flag"].to_pylist()],
    }
    encodings = {
        "int": "DELTA_BINARY_PACKED",
        "long": "DELTA_BINARY_PACKED",
        "double": "BYTE_STREAM_SPLIT",
        "float": "BYTE_STREAM_SPLIT",
        "text": "DELTA_BYTE_ARRAY",
        "other": "DELTA_LENGTH_BYTE_ARRAY",
        "flag": "RLE",
    }
    split = {**encodings, "int": "BYTE_STREAM_SPLIT", "long": "BYTE_STREAM_SPLIT", "flag": "PLAIN"}
    for version, chosen in [("1.0", split), ("2.0", encodings)]:
        name = f"encodings-v{version[0]}.parquet"
        pq.write_table(table, path(name), use_dictionary=False, column_encoding=chosen, data_page_version=version, compression="ZSTD", data_page_size=300, row_group_size=230)
        add(name, expected)
    # The dictionary is full after some pages, and the rest of each chunk is plain.
    pq.write_table(table, path("fallback.parquet"), dictionary_pagesize_limit=500, data_page_size=300, compression="ZSTD", write_batch_size=32)
    add("fallback.parquet", expected)


def write_nested():
    lists = [[1, 2], [], None, [None, 3], [4]]
    strings = [["a", "b\"c"], None, [], [None], ["é"]]
    deep = [[[1], []], None, [], [None, [2, None]], [[3]]]
    structs = [{"x": 1, "y": "p"}, None, {"x": None, "y": "q"}, {"x": 3, "y": None}, {"x": 4, "y": ""}]
    inner = [{"in": {"z": 1.5}}, {"in": None}, None, {"in": {"z": None}}, {"in": {"z": 2.0}}]
    items = [[{"k": "a", "v": [1]}], [], None, [{"k": None, "v": None}, None], [{"k": "b", "v": []}]]
    maps = [[("a", 1), ("b", None)], [], None, [("c", 3)], [("d", 4)]]
    numbers = [[(1, "x")], None, [], [(2, None)], [(3, "z")]]
    table = pa.table(
        {
            "id": pa.array([1, 2, 3, 4, 5]),
            "list": pa.array(lists, pa.list_(pa.int64())),
            "strings": pa.array(strings, pa.list_(pa.string())),
            "deep": pa.array(deep, pa.list_(pa.list_(pa.int32()))),
            "struct": pa.array(structs, pa.struct([("x", pa.int32()), ("y", pa.string())])),
            "outer": pa.array(inner, pa.struct([("in", pa.struct([("z", pa.float64())]))])),
            "items": pa.array(items, pa.list_(pa.struct([("k", pa.string()), ("v", pa.list_(pa.int64()))]))),
            "map": pa.array(maps, pa.map_(pa.string(), pa.int64())),
            "by_number": pa.array(numbers, pa.map_(pa.int32(), pa.string())),
        }
    )

    def nested(values):
        return [shown(v, "nested") for v in values]

    expected = {
        "id": ["1", "2", "3", "4", "5"],
        "list": nested(lists),
        "strings": nested(strings),
        "deep": nested(deep),
        "struct.x": [None if v is None else shown(v["x"], "int") for v in structs],
        "struct.y": [None if v is None else v["y"] for v in structs],
        "outer.in.z": ["1.5", None, None, None, "2"],
        "items": nested(items),
        "map": [None if v is None else shown(dict(v), "nested") for v in maps],
        "by_number": [None if v is None else shown({str(k): w for k, w in v}, "nested") for v in numbers],
    }
    for version in ["1.0", "2.0"]:
        name = f"nested-v{version[0]}.parquet"
        pq.write_table(table, path(name), data_page_version=version, row_group_size=3, compression="SNAPPY")
        add(name, expected)


def write_programs():
    frame = pd.DataFrame({"name": ["a", "b", None], "count": [1, 2, 3], "share": [0.5, None, 0.25], "kind": pd.Categorical(["x", "y", "x"])}, index=pd.Index([10, 20, 30], name="key"))
    frame.to_parquet(path("pandas.parquet"))
    add("pandas.parquet", {"name": ["a", "b", None], "count": ["1", "2", "3"], "share": ["0.5", None, "0.25"], "kind": ["x", "y", "x"], "key": ["10", "20", "30"]})
    sql = """SELECT i AS id, i % 3 = 0 AS flag, (i / 8)::DECIMAL(18, 3) AS price, 'n' || (i % 5) AS name,
      DATE '2020-01-01' + i::INTEGER AS day, TIMESTAMPTZ '2020-01-01 00:00:00+00' + INTERVAL (i) MINUTE AS at,
      [i, i + 1] AS pair, {'a': i, 'b': 'x'} AS both, (i * 1000000000000)::HUGEINT AS huge,
      NULL::INTEGER AS never FROM range(40) t(i)"""
    rows = range(40)
    expected = {
        "id": [str(i) for i in rows],
        "flag": ["true" if i % 3 == 0 else "false" for i in rows],
        "price": [format(decimal.Decimal(i) / 8, ".3f") for i in rows],
        "name": [f"n{i % 5}" for i in rows],
        "day": [(dt.date(2020, 1, 1) + dt.timedelta(days=i)).isoformat() for i in rows],
        "at": [f"2020-01-01T00:{i:02d}:00Z" for i in rows],
        "pair": [f"[{i},{i + 1}]" for i in rows],
        "both.a": [str(i) for i in rows],
        "both.b": ["x"] * 40,
        "huge": [number(i * 1e12) for i in rows],
        "never": [None] * 40,
    }
    for version in ["V1", "V2"]:
        name = f"duckdb-{version.lower()}.parquet"
        duckdb.sql(f"SET TimeZone = 'UTC'; COPY ({sql}) TO '{path(name)}' (FORMAT parquet, PARQUET_VERSION {version}, COMPRESSION zstd)")
        add(name, expected)
    empty = pa.table({"a": pa.array([], pa.int64()), "b": pa.array([], pa.string())})
    pq.write_table(empty, path("empty.parquet"))
    add("empty.parquet", {"a": [], "b": []})


os.makedirs(HERE, exist_ok=True)
write_types()
write_encodings()
write_nested()
write_programs()
with open(path("expected.json"), "w", encoding="utf-8") as file:
    json.dump(EXPECTED, file, ensure_ascii=False)
    file.write("\n")
