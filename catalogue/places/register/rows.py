"""The rows of the register's files: checked, and with what follows from a name."""

import re
from collections.abc import Callable, Collection, Iterator

from catalogue.data_files import Row
from catalogue.places.models import Community, Division, Province
from catalogue.places.names import division_stem, matching_key
from catalogue.places.pinyin import pinyin
from catalogue.places.register.files import RegisterFile
from catalogue.places.register.staging import line_of

PROVINCE_COLUMNS = (
    "code", "adcode", "iso_3166_2", "name_zh", "short_name_zh", "abbr_zh", "name_en",
    "short_name_en", "kind", "region", "nbs_region", "tile_row", "tile_col",
    "reporting_body", "pinyin", "pinyin_initials", "pinyin_marked", "sort_order",
)  # fmt: skip
DIVISION_COLUMNS = (
    "code", "name_zh", "level", "kind", "parent_code", "province_code",
    "in_mca_2026", "in_nbs_2023", "replaced_by",
)  # fmt: skip
STREET_COLUMNS = ("code", "name", "county_code")
COMMUNITY_COLUMNS = ("code", "name", "street_code")

_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_VIRTUAL = "虚拟"
# Kind and settlement, as far as the tenth digit of a code tells them for certain, after
# the statistics bureau's rules for codes.
_KINDS = {
    **dict.fromkeys("01", line_of([Community.CommitteeKind.RESIDENTS.value, ""])),
    **dict.fromkeys(
        "23",
        line_of(
            [
                Community.CommitteeKind.VILLAGERS.value,
                Community.Settlement.VILLAGE.value,
            ]
        ),
    ),
    **dict.fromkeys("45", line_of([Community.CommitteeKind.SIMILAR.value, ""])),
}

Line = tuple[str | None, ...]


def province_rows(file: RegisterFile) -> Iterator[dict[str, object]]:
    """The values of every province, by the names of the model's fields."""
    used: dict[str, int] = {}
    for line, cells in file.rows():
        row = file.row(line, cells)
        _check_code(row, 6, used)
        _check_text(row, 60, "name_zh", "short_name_zh", "name_en", "short_name_en")
        kind = row.one_of("kind", Province.Kind.values)
        yield {
            **{column: row[column] for column in PROVINCE_COLUMNS[:8]},
            "slug": row["short_name_en"].lower().replace(" ", "-"),
            "kind": kind,
            "region": row.one_of("region", ["", *Province.Region.values]),
            "nbs_region": row.one_of(
                "nbs_region", ["", *Province.StatisticalRegion.values]
            ),
            "tile_row": _number(row, "tile_row"),
            "tile_column": _number(row, "tile_col"),
            "is_reporting_body": row.one_of("reporting_body", ["yes", "no"]) == "yes",
            **{column: row[column] for column in PROVINCE_COLUMNS[14:17]},
            "sort_order": _number(row, "sort_order"),
        }


def division_rows(file: RegisterFile, provinces: Collection[str]) -> Iterator[Line]:
    """Code, names, pinyin and place in the country of every prefecture and county."""
    rows = [file.row(line, cells) for line, cells in file.rows()]
    used: dict[str, int] = {}
    for row in rows:
        _check_code(row, 6, used)
    for row in rows:
        _check_text(row, 40, "name_zh")
        _check_parent(row, "province_code", provinces)
        if row["parent_code"] not in provinces:
            _check_parent(row, "parent_code", used)
        if row["replaced_by"]:
            _check_parent(row, "replaced_by", used)
        is_under_province = row["parent_code"] in provinces
        yield (
            row["code"],
            row["name_zh"],
            *pinyin(division_stem(row["name_zh"])),
            row.one_of("level", Division.Level.values),
            row.one_of("kind", Division.Kind.values),
            row["province_code"],
            None if is_under_province else row["parent_code"],
            row.one_of("in_mca_2026", "01"),
            row.one_of("in_nbs_2023", "01"),
            row["replaced_by"] or None,
        )


def street_rows(file: RegisterFile, counties: Collection[str]) -> Iterator[Line]:
    """Code, names, pinyin and county of every street and town."""
    used: dict[str, int] = {}
    for line, cells in file.rows():
        row = file.row(line, cells)
        _check_code(row, 9, used)
        _check_text(row, 60, "name")
        _check_parent(row, "county_code", counties)
        romanised = pinyin(division_stem(row["name"]))
        yield row["code"], row["name"], *romanised, row["county_code"]


def community_rows(
    file: RegisterFile, streets: Collection[str], advance: Callable[[int], None]
) -> Iterator[str]:
    """Code, name, key, pinyin, kind and street of every community, as COPY reads them.

    Six hundred thousand rows pass here, so a good row makes no object of its own.
    """
    used: dict[str, int] = {}
    follows: dict[str, str] = {}
    for line, cells in file.rows():
        code, name, street = cells
        is_good = len(code) == 12 and code.isascii() and code.isdigit()
        if not is_good or code in used or street not in streets or code[9] > "5":
            _find_fault(file.row(line, cells), streets, used)
        used[code] = line
        if name not in follows:
            _check_text(file.row(line, cells), 60, "name")
            follows[name] = _following(name)
        yield f"{code}\t{follows[name]}\t{_KINDS[code[9]]}\t{street}"
        if line % 20_000 == 0:
            advance(line)


def _following(name: str) -> str:
    key = matching_key(name)
    is_virtual = "t" if _VIRTUAL in name else "f"
    return line_of([name, *key, *pinyin(key.stem), is_virtual])


def _find_fault(row: Row, streets: Collection[str], used: dict[str, int]) -> None:
    _check_code(row, 12, used)
    _check_parent(row, "street_code", streets)
    raise row.fault("code", "a tenth digit from 0 to 5, the kind of the committee")


def _check_code(row: Row, digits: int, used: dict[str, int]) -> None:
    code = row["code"]
    if not (len(code) == digits and code.isascii() and code.isdigit()):
        raise row.fault("code", f"{digits} digits")
    if code in used:
        raise row.fault("code", f"a code not used before; line {used[code]} has it")
    used[code] = row.line


def _check_text(row: Row, longest: int, *columns: str) -> None:
    for column in columns:
        if not row[column].strip():
            raise row.fault(column, "a name")
        if len(row[column]) > longest:
            raise row.fault(column, f"at most {longest} characters")
        if _CONTROL.search(row[column]):
            raise row.fault(column, "a name without control characters")


def _check_parent(row: Row, column: str, known: Collection[str]) -> None:
    if row[column] not in known:
        raise row.fault(column, "the code of a place in the file of the level above")


def _number(row: Row, column: str) -> int:
    number = row.whole_number(column)
    if number is None or number > 32_767:
        raise row.fault(column, "a whole number up to 32767")
    return number
