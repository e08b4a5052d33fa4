import pytest

from catalogue.data_files import DataFileError, read_rows


@pytest.fixture
def write(tmp_path):
    def write_bytes(content, name="rounds.csv"):
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return write_bytes


def fault_of(path, columns=("slug", "title")):
    with pytest.raises(DataFileError) as caught:
        read_rows(path, list(columns))
    return str(caught.value)


def test_rows_carry_their_line_numbers(write):
    path = write('slug,title\na,一\nb,"two\nlines"\nc,三\n'.encode())

    rows = read_rows(path, ["slug", "title"])

    assert [(row.line, row["slug"], row["title"]) for row in rows] == [
        (2, "a", "一"),
        (4, "b", "two\nlines"),
        (5, "c", "三"),
    ]


def test_a_byte_order_mark_is_not_part_of_the_first_column(write):
    rows = read_rows(write(b"\xef\xbb\xbfslug,title\na,b\n"), ["slug", "title"])

    assert rows[0].values == {"slug": "a", "title": "b"}


def test_missing_file_is_named(tmp_path):
    assert fault_of(tmp_path / "rounds.csv") == f"rounds.csv is missing in {tmp_path}."


def test_other_header_is_shown_beside_the_expected_one(write):
    assert fault_of(write(b"slug,name\n")) == (
        "rounds.csv, line 1: found the columns “slug,name”, expected “slug,title”."
    )


def test_empty_file_has_no_header(write):
    assert fault_of(write(b"")) == (
        "rounds.csv, line 1: found the columns “”, expected “slug,title”."
    )


def test_row_with_a_column_too_many_is_named_by_line(write):
    assert fault_of(write(b"slug,title\na,b\nc,d,e\n")) == (
        "rounds.csv, line 3: found 3 columns, expected 2."
    )


def test_bytes_that_are_not_utf8_are_named(write):
    assert fault_of(write("slug,title\na,福建\n".encode("gb18030"))) == (
        "rounds.csv: byte 13 is not UTF-8; save the file as UTF-8."
    )


def test_open_quotes_are_named(write):
    assert fault_of(write(b'slug,title\na,"b\n')).startswith("rounds.csv, line 2: ")


def test_nul_characters_are_refused(write):
    assert fault_of(write(b"slug,title\na,b\0c\n")).startswith("rounds.csv, line 2")


@pytest.mark.parametrize("value", ["-1", "1.5", "一百", "１００", "0x10"])
def test_count_that_is_no_whole_number_says_what_was_expected(write, value):
    (row,) = read_rows(write(f"slug,title\na,{value}\n".encode()), ["slug", "title"])

    with pytest.raises(DataFileError) as caught:
        row.whole_number("title")

    assert str(caught.value) == (
        f"rounds.csv, line 2, column title: found “{value}”, "
        "expected a whole number or nothing."
    )


def test_count_may_be_left_out_and_is_then_unknown(write):
    (row,) = read_rows(write(b"slug,title\na,\n"), ["slug", "title"])

    assert row.whole_number("title") is None


def test_value_outside_the_choices_names_them(write):
    (row,) = read_rows(write(b"slug,title\na,x\n"), ["slug", "title"])

    with pytest.raises(DataFileError, match="expected one of 'yes', 'no'"):
        row.one_of("title", ["yes", "no"])
