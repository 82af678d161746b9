"""Records that Python's csv module finds, as golden values: `python3 test/peers/python-csv.py` writes python-csv.json.

The cases are the kinds of text on which readers differ, then texts made of what means something to a reader.
"""

import csv
import io
import json
import pathlib
import random
import sys

CURATED = [
    "a,b\n1,2\n",
    "a,b\n1,2",
    "a,b\r\n1,2\r\n",
    "a,b\r1,2\r",
    "a,b\n1,2\r\n3,4\r5,6\n",
    "\n\na\n\n\nb\n\n",
    '"a\nb",c\n"d\r\ne",f\n"g\rh",i\n',
    '"a""b",""""\n"","x"\n',
    'x"y,z\n"a"b,c\n"a" ,c\n"a"b"c",d\n',
    '"a"b\nc"\n',
    'a,"b\nc,d\n',
    'a,"b""',
    '"',
    '""',
    '"""',
    '""""',
    'a,\n,b\n,\n',
    "a, b\n1, \"2\"\n",
    "\ufeffa,b\n1,2\n",
    '\ufeff"a",b\n',
    '"a"\ufeff,b\n',
    "a\0b,c\n",
    "é,€\n😀,\ufffd\n",
    "a,b\n1\n1,2,3\n",
    '"a,b"\n',
    "'a,b'\n",
    'a\\"b,"c\\",d"\n',
    "#a,b\n",
    " \n",
    "\t\n",
    "",
]
UNITS = ["a", "1", " ", '"', '"', '"', ",", ",", ",", "\n", "\n", "\r", "\r\n", "é", "\0"]


def records(text):
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=",")
    return [row for row in rows if row]


def main():
    random.seed(4180)
    soups = ["".join(random.choices(UNITS, k=random.randint(1, 24))) for _ in range(400)]
    cases = [{"text": text, "records": records(text)} for text in CURATED + soups]
    golden = {"made by": f"Python {sys.version.split()[0]}, csv", "cases": cases}
    path = pathlib.Path(__file__).with_suffix(".json")
    path.write_text(json.dumps(golden, ensure_ascii=True, indent=None, separators=(",", ":")) + "\n")


main()
