"""A register that is not as it must be: one sentence, and nothing is loaded."""

import gzip
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from catalogue.places.models import Community, Province, RegisterLoad

pytestmark = pytest.mark.django_db


def fault_of(register):
    with pytest.raises(CommandError) as caught:
        call_command("load_places", folder=register.folder, stdout=StringIO())
    assert not Province.objects.exists()
    assert not Community.objects.exists()
    assert not RegisterLoad.objects.exists()
    return str(caught.value)


@pytest.mark.parametrize(
    ("name", "old", "new", "fault"),
    [
        (
            "communities",
            "code,name,street_code",
            "code,title,street_code",
            "communities.csv.gz, line 1: found the columns “code,title,street_code”, "
            "expected “code,name,street_code”.",
        ),
        (
            "communities",
            "350102001002,",
            "35010200100,",
            "communities.csv.gz, line 4, column code: found “35010200100”, "
            "expected 12 digits.",
        ),
        (
            "communities",
            "350102001002,",
            "３50102001002,",
            "communities.csv.gz, line 4, column code: found “３50102001002”, "
            "expected 12 digits.",
        ),
        (
            "communities",
            "350102001002,",
            "350102001702,",
            "communities.csv.gz, line 4, column code: found “350102001702”, "
            "expected a tenth digit from 0 to 5, the kind of the committee.",
        ),
        (
            "communities",
            "350102001002,",
            "350102001001,",
            "communities.csv.gz, line 4, column code: found “350102001001”, "
            "expected a code not used before; line 3 has it.",
        ),
        (
            "communities",
            "岗贝社区,441900003",
            "岗贝社区,441900004",
            "communities.csv.gz, line 6, column street_code: found “441900004”, "
            "expected the code of a place in the file of the level above.",
        ),
        (
            "communities",
            "岗贝社区",
            " ",
            "communities.csv.gz, line 6, column name: found “ ”, expected a name.",
        ),
        (
            "communities",
            "岗贝社区",
            "岗" * 61,
            "communities.csv.gz, line 6, column name: found "
            f"“{'岗' * 61}”, expected at most 60 characters.",
        ),
        (
            "communities",
            "岗贝社区",
            "岗\0贝社区",
            "communities.csv.gz, line 6, column name: found “岗\0贝社区”, "
            "expected a name without control characters.",
        ),
        (
            "communities",
            "岗贝社区,",
            "岗贝社区,,",
            "communities.csv.gz, line 6: found 4 columns, expected 3.",
        ),
        (
            "communities",
            "岗贝社区",
            '"岗贝社区',
            "communities.csv.gz, line 9: unexpected end of data; expected CSV with "
            "quoted fields closed.",
        ),
        (
            "streets",
            "前门街道,110101",
            "前门街道,110102",
            "streets.csv.gz, line 2, column county_code: found “110102”, "
            "expected the code of a place in the file of the level above.",
        ),
        (
            "streets",
            "110101002,",
            "11010100x,",
            "streets.csv.gz, line 2, column code: found “11010100x”, "
            "expected 9 digits.",
        ),
        (
            "divisions",
            "鼓楼区,county,district",
            "鼓楼区,county,street",
            "divisions.csv.gz, line 4, column kind: found “street”, expected one of",
        ),
        (
            "divisions",
            "350100,350000,1,1",
            "350109,350000,1,1",
            "divisions.csv.gz, line 4, column parent_code: found “350109”, "
            "expected the code of a place in the file of the level above.",
        ),
        (
            "divisions",
            ",500157\n",
            ",500158\n",
            "divisions.csv.gz, line 6, column replaced_by: found “500158”, "
            "expected the code of a place in the file of the level above.",
        ),
    ],
)
def test_fault_names_file_line_column_and_remedy(register, name, old, new, fault):
    register.replace(name, old, new)

    assert fault_of(register).startswith(fault)


def test_bytes_that_are_not_utf8(register):
    content = gzip.decompress((register.folder / "streets.csv.gz").read_bytes())
    register.write(
        "streets", content.replace("东街".encode(), "东街".encode("gb18030"))
    )

    assert fault_of(register) == (
        "streets.csv.gz, line 3: byte 11 of the line is not UTF-8; "
        "expected a file saved as UTF-8."
    )


@pytest.mark.parametrize("length", [0, 5, 100, -4])
def test_gzip_that_breaks_off(register, length):
    path = register.folder / "communities.csv.gz"
    path.write_bytes(path.read_bytes()[:length] if length else b"code,name")

    fault = fault_of(register)

    assert fault.startswith("communities.csv.gz, line ")
    assert fault.endswith("the gzip data break off; expected a whole gzip file.")


def test_missing_file_and_folder(register):
    (register.folder / "streets.csv.gz").unlink()

    assert fault_of(register) == f"streets.csv.gz is missing in {register.folder}."


def test_plain_files_serve_as_well(register):
    path = register.folder / "communities.csv.gz"
    (register.folder / "communities.csv").write_bytes(
        gzip.decompress(path.read_bytes())
    )
    path.unlink()

    register.load()

    assert Community.objects.count() == 8


def test_province_file_is_checked_too(register):
    path = register.folder / "provinces.csv"
    path.write_text(
        path.read_text(encoding="utf-8").replace(",yes,", ",maybe,", 1), "utf-8"
    )

    assert fault_of(register) == (
        "provinces.csv, line 2, column reporting_body: found “maybe”, "
        "expected one of 'yes', 'no'."
    )


def test_day_of_the_register_is_checked(register):
    with pytest.raises(CommandError, match="expected a day such as 2023-06-30"):
        call_command("load_places", "--register-on", "last year")


def test_summary_counts_what_was_done(register):
    out = StringIO()

    call_command("load_places", folder=register.folder, stdout=out)

    assert out.getvalue() == (
        "Loaded 35 of provinces.csv, 7 of divisions.csv.gz, 4 of streets.csv.gz, "
        "8 of communities.csv.gz. 8 communities are new.\n"
    )
