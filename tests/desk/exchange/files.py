"""Files as officers make them."""

import csv
import io

import openpyxl

HEADINGS = ["工作法名称", "县（市、区、旗）", "街道（乡镇）", "社区（村）"]


def workbook(*sheets, hidden=()):
    """A workbook of sheets, each a list of rows."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, rows in enumerate(sheets, start=1):
        sheet = book.create_sheet(f"表{number}")
        for row in rows:
            sheet.append(row)
    for name in hidden:
        book.create_sheet(name).sheet_state = "hidden"
    return content_of(book)


def content_of(book):
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def delimited(rows, encoding="utf-8-sig", delimiter=","):
    file = io.StringIO()
    csv.writer(file, delimiter=delimiter).writerows(rows)
    return file.getvalue().encode(encoding)


def open_workbook(content):
    return openpyxl.load_workbook(io.BytesIO(content))


def texts_of(sheet):
    """The rows of a sheet below its two rows of headings, by Chinese heading."""
    headings, _english, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(headings, row, strict=True)) for row in rows]
