"""What the interview of 2018 tells of promotion, as it is loaded."""

import csv
import io
import shutil

import pytest
from django.core.management import call_command
from django.db import transaction

from catalogue.data_files import DataFileError
from catalogue.methods.models import LoadedRow, WorkMethod
from catalogue.partial_dates import validate_partial_date
from catalogue.practice.loading import DATA_FOLDER
from catalogue.practice.loading.promotions_file import load_promotions
from catalogue.practice.models import Promotion
from catalogue.rounds.models import SelectionRound
from tests.methods.factories import WorkMethodFactory
from tests.places.factories import real_province
from tests.rounds.factories import SelectionRoundFactory

FILE = DATA_FOLDER / "promotions.csv"
JUNMEN = "350102004001"


def rows():
    with FILE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def country(db):
    """The provinces, the round and the method that the file names."""
    for slug in (
        *("beijing", "tianjin", "heilongjiang", "zhejiang", "fujian", "henan"),
        *("hubei", "chongqing", "sichuan", "shaanxi"),
    ):
        real_province(slug)
    SelectionRoundFactory(slug="national-2018", announced=True)
    method = WorkMethodFactory(published=True, title_zh="军门社区工作法")
    LoadedRow.objects.create(
        file="methods.csv", key=JUNMEN, record_id=method.pk, values={}
    )
    return method


def load(folder=DATA_FOLDER):
    with transaction.atomic():
        load_promotions(folder)


def changed(tmp_path, **values):
    """A folder with a file whose first row says something else."""
    found = rows()
    found[0] |= values
    with (tmp_path / "promotions.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, found[0].keys())
        writer.writeheader()
        writer.writerows(found)
    return tmp_path


def test_every_row_has_its_source_and_a_date_no_more_precise_than_told():
    for row in rows():
        assert "online interview of 13 December 2018" in row["source"]
        for date in filter(None, (row["begins"], row["ends"])):
            validate_partial_date(date)
            # The interview alone has a day; of the rest it tells the year.
            assert len(date) == (10 if row["kind"] == "interview" else 4)


def test_what_was_an_arrangement_stays_planned():
    planned = {row["key"] for row in rows() if row["standing"] == "planned"}

    assert planned == {"ministry-media", "central-media", "lecture-hall-2"}


@pytest.mark.django_db
def test_all_are_loaded_and_public(country):
    load()

    public = Promotion.objects.public()
    assert public.count() == len(rows()) == 23
    classes = public.get(title_en__startswith="Fifteen")
    assert (classes.sessions, classes.begins_on) == (15, "2018")
    assert list(classes.methods.all()) == [country]
    assert classes.people_reached is None
    fujian = public.get(kind="site-meeting")
    assert fujian.province.slug == "fujian"
    assert fujian.reporting_body is None
    interview = public.get(kind="interview")
    assert str(interview.begins_at) == "09:30:00"
    assert [each.slug for each in interview.rounds.all()] == ["national-2018"]


@pytest.mark.django_db
def test_loading_again_keeps_what_staff_changed(country, tmp_path):
    load()
    interview = Promotion.objects.get(kind="interview")
    interview.title_zh = "民政部在线访谈"
    interview.status = Promotion.Status.WITHDRAWN
    interview.save()
    interview.methods.clear()
    Promotion.objects.filter(title_en__startswith="Fifteen").delete()

    load(changed(tmp_path, title_zh="别的", begins_at="10:00"))

    interview.refresh_from_db()
    assert interview.title_zh == "民政部在线访谈"
    assert interview.status == Promotion.Status.WITHDRAWN
    assert not interview.methods.exists()
    assert str(interview.begins_at) == "10:00:00"
    assert Promotion.objects.count() == 22


@pytest.mark.django_db
@pytest.mark.parametrize(
    "values",
    [
        {"kind": "lecture"},
        {"standing": "maybe"},
        {"begins": "2018-13"},
        {"begins_at": "9 am"},
        {"methods": "1"},
        {"rounds": "nowhere"},
        {"province": "1"},
        {"source": ""},
        {"link_source": "perhaps"},
        {"sessions": "many"},
    ],
)
def test_a_fault_names_file_and_line_and_loads_nothing(country, tmp_path, values):
    with pytest.raises(DataFileError, match=r"promotions\.csv, line 2"):
        load(changed(tmp_path, **values))

    assert not Promotion.objects.exists()


@pytest.mark.django_db
def test_a_method_that_staff_deleted_is_left_out(country):
    WorkMethod.objects.filter(pk=country.pk).delete()

    load()

    assert Promotion.objects.count() == 23
    assert Promotion.objects.public().count() == 23


@pytest.mark.django_db
def test_own_folder_of_the_command_brings_no_promotion(tmp_path):
    from catalogue.rounds.loading import DATA_FOLDER as ROUNDS_FOLDER

    for name in ("themes", "rounds", "notices", "round_returns", "methods"):
        shutil.copy(ROUNDS_FOLDER / f"{name}.csv", tmp_path)
        lines = (tmp_path / f"{name}.csv").read_text(encoding="utf-8").splitlines()
        (tmp_path / f"{name}.csv").write_text(lines[0] + "\n", encoding="utf-8")

    call_command("load_catalogue", folder=tmp_path, stdout=io.StringIO())

    assert not SelectionRound.objects.exists()
    assert not Promotion.objects.exists()
