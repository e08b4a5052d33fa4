"""Exports read as programs read them."""

import csv
import io
import json

import openpyxl

EXPORTS = "/en/methods/export."


def content(response):
    assert response.status_code == 200
    return b"".join(response.streaming_content)


def csv_rows(client, query="", language="en"):
    response = client.get(f"/{language}/methods/export.csv{query}")
    text = content(response).decode("utf-8-sig")
    return [*csv.reader(io.StringIO(text, newline=""))]


def csv_records(client, query="", language="en"):
    heading, *rows = csv_rows(client, query, language)
    return [dict(zip(heading, row, strict=True)) for row in rows]


def sheet(client, query="", language="en"):
    response = client.get(f"/{language}/methods/export.xlsx{query}")
    return openpyxl.load_workbook(io.BytesIO(content(response))).active


def json_object(client, query="", language="en"):
    return json.loads(content(client.get(f"/{language}/methods/export.json{query}")))
