"""The schema laid out in rows, for a page that people read."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

Schema = dict[str, Any]


@dataclass(frozen=True)
class FieldRow:
    """One field of an answer, with its path, such as `results[].community.name`."""

    name: str
    kind: str
    values: list[str]
    may_be_null: bool


@dataclass(frozen=True)
class ParameterRow:
    """One parameter of an address."""

    name: str
    kind: str
    description: str
    values: list[str]
    may_repeat: bool


@dataclass(frozen=True)
class AnswerRow:
    """One status an address may answer with."""

    status: str
    description: str
    example: str


@dataclass(frozen=True)
class Operation:
    """One address of the API."""

    path: str
    anchor: str
    summary: str
    parameters: list[ParameterRow]
    fields: list[FieldRow]
    example: str
    errors: list[AnswerRow]


def operations(schema: Schema) -> list[Operation]:
    """All addresses of the schema, in its order."""
    return [
        _operation(path, methods["get"], schema)
        for path, methods in schema["paths"].items()
    ]


def _operation(path: str, described: Schema, schema: Schema) -> Operation:
    answers = described["responses"]
    content = answers["200"]["content"]["application/json"]
    return Operation(
        path=path,
        anchor=described["operationId"],
        summary=described["summary"],
        parameters=[_parameter(each) for each in described.get("parameters", [])],
        fields=[*_fields(content["schema"], schema, "")],
        example=_example(content),
        errors=[
            AnswerRow(status, answer["description"], _example_of_error(answer))
            for status, answer in answers.items()
            if status != "200"
        ],
    )


def _parameter(described: Schema) -> ParameterRow:
    kind = described["schema"]
    value = kind.get("items", kind)
    return ParameterRow(
        name=described["name"],
        kind=value.get("type", ""),
        description=described.get("description", ""),
        values=value.get("enum", []),
        may_repeat=kind.get("type") == "array",
    )


def _fields(part: Schema, schema: Schema, path: str) -> Iterator[FieldRow]:
    part, null = _resolved(part, schema)
    if part.get("type") == "array":
        inner, _ = _resolved(part["items"], schema)
        if "properties" not in inner:
            yield FieldRow(path, "array", [*_values(inner)], null)
            return
        yield from _fields(inner, schema, f"{path}[]")
    elif "properties" in part:
        for name, field in part["properties"].items():
            yield from _fields(field, schema, f"{path}.{name}" if path else name)
    else:
        kind = part.get("format") or part.get("type") or "string"
        yield FieldRow(path, kind, [*_values(part)], null)


def _resolved(part: Schema, schema: Schema) -> tuple[Schema, bool]:
    """The part that a reference means, and whether it may be null."""
    null = bool(part.get("nullable"))
    options = part.get("allOf") or part.get("oneOf") or []
    if options:
        parts = [_resolved(each, schema) for each in options]
        values = [value for each, _ in parts for value in each.get("enum", [])]
        first = parts[0][0]
        merged = {**first, "enum": values} if values else first
        return merged, null or None in values
    if "$ref" in part:
        name = part["$ref"].rpartition("/")[2]
        return schema["components"]["schemas"][name], null
    return part, null


def _values(part: Schema) -> list[str]:
    return [str(value) for value in part.get("enum", []) if value not in (None, "")]


def _example(content: Schema) -> str:
    examples = [*content.get("examples", {}).values()]
    return _written(examples[0]["value"]) if examples else ""


def _example_of_error(answer: Schema) -> str:
    return _example(answer.get("content", {}).get("application/json", {}))


def _written(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)
