"""Writes test/fixtures/xlsx/*.xlsx with openpyxl and XlsxWriter, each beside the texts that its first sheet holds.

    pip install openpyxl xlsxwriter && python test/peers/write_xlsx.py
"""

import datetime as dt
import json
import pathlib

import openpyxl
import xlsxwriter

FOLDER = pathlib.Path(__file__).parent.parent / "fixtures" / "xlsx"
FOLDER.mkdir(parents=True, exist_ok=True)
NAMES = ["id", "when", "at", "amount", "text", "yes"]
ROWS = [
    [1, dt.date(2024, 2, 29), dt.datetime(2024, 2, 29, 13, 45, 6), 0.1, "plain", True],
    [2, dt.date(1900, 1, 1), dt.datetime(1999, 12, 31, 23, 59, 59), -1e-7, "a, \"b\"\nc", False],
    [3, dt.date(9999, 12, 31), dt.datetime(2000, 1, 1), 12345678901234, "  é ☃ <&>", None],
    [None, None, None, None, None, None],
    [4, None, None, 1 / 3, "007", True],
]
TEXTS = [
    ["1", "2024-02-29", "2024-02-29T13:45:06", "0.1", "plain", "TRUE"],
    ["2", "1900-01-01", "1999-12-31T23:59:59", "-1e-7", "a, \"b\"\nc", "FALSE"],
    ["3", "9999-12-31", "2000-01-01", "12345678901234", "  é ☃ <&>", ""],
    ["4", "", "", "0.3333333333333333", "007", "TRUE"],
]


def expect(name: str, names: list, rows: list) -> None:
    text = json.dumps({"names": names, "rows": rows}, ensure_ascii=False, indent=1)
    (FOLDER / f"{name}.json").write_text(text + "\n")


book = openpyxl.Workbook()
sheet = book.active
sheet.title = "Data"
sheet.append(NAMES)
for row in ROWS:
    sheet.append(row)
book.create_sheet("Notes")["A1"] = "not read"
book.save(FOLDER / "openpyxl.xlsx")
expect("openpyxl", NAMES, TEXTS)

for name, options in {
    "xlsxwriter": {},
    "inline": {"constant_memory": True},
    "epoch-1904": {"date_1904": True},
}.items():
    book = xlsxwriter.Workbook(FOLDER / f"{name}.xlsx", options)
    sheet = book.add_worksheet("Data")
    day = book.add_format({"num_format": "dd/mm/yy"})
    moment = book.add_format({"num_format": '[$-409]d mmm yyyy "at" hh:mm:ss;@'})
    clock = book.add_format({"num_format": "hh:mm:ss.000"})
    money = book.add_format({"num_format": '#,##0.00 "days"'})
    sheet.write_row(2, 1, ["when", "at", "clock", "amount", "text", "sum"])
    for at, row in enumerate(ROWS[:1] + ROWS[2:3]):
        sheet.write_datetime(3 + at, 1, row[1], day)
        sheet.write_datetime(3 + at, 2, row[2], moment)
        sheet.write_datetime(3 + at, 3, dt.time(1, 2, 3, 500000), clock)
        sheet.write_number(3 + at, 4, row[3], money)
        sheet.write_string(3 + at, 5, row[4])
        sheet.write_formula(3 + at, 6, "=1/0", None, "#DIV/0!")
    if name == "xlsxwriter":
        sheet.merge_range("B9:C10", "merged")
    book.close()
    names = ["", *["when", "at", "clock", "amount", "text", "sum"]]
    rows = [
        ["", "2024-02-29", "2024-02-29T13:45:06", "01:02:03.500", "0.1", "plain", "#DIV/0!"],
        ["", "9999-12-31", "2000-01-01", "01:02:03.500", "12345678901234", "  é ☃ <&>", "#DIV/0!"],
    ]
    if name != "xlsxwriter":
        expect(name, names, rows)
    else:
        (FOLDER / f"{name}.json").unlink(missing_ok=True)
