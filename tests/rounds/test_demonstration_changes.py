import pytest
from django.apps import apps
from django.db import transaction

from catalogue.methods.models import MethodFile, MethodPhoto, WorkMethod
from catalogue.places.models import Community
from catalogue.rounds.demonstration import (
    add_demonstration,
    remove_demonstration,
)
from catalogue.rounds.demonstration.errors import DemonstrationError
from catalogue.rounds.models import SelectionRound, Submission
from tests.rounds.demonstration_country import content, make_country

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("demonstration_changes")]


@pytest.fixture(scope="module")
def _country_of_this_module(django_db_setup, django_db_blocker):
    # Made once; each test works in a savepoint of its own.
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_country()
        transaction.set_rollback(True)


@pytest.fixture
def country(_country_of_this_module, db):
    return _country_of_this_module


@pytest.fixture
def demonstration(country):
    add_demonstration()
    return WorkMethod.objects.filter(is_demo=True)


def table_counts():
    """Rows of every table that is not history."""
    return {
        model.__name__: model._default_manager.count()
        for model in apps.get_models()
        # The history and the notes of this transaction stay; they are no records.
        if not model.__name__.endswith(("Event", "CatalogueChange"))
        and model._meta.managed
        and model._meta.app_label != "pghistory"
    }


def test_demonstration_numbers_go_on_after_the_real_records(country):
    real = Submission.objects.filter(reporting_body="130000").first()
    real.sequence_number = 7
    real.save()

    add_demonstration()

    numbers = Submission.objects.filter(
        reporting_body="130000", method__is_demo=True
    ).values_list("sequence_number", flat=True)
    assert list(numbers) == list(range(8, 8 + len(numbers)))


def test_demonstration_added_twice_adds_nothing(demonstration):
    before = table_counts()

    added = add_demonstration()

    assert added == 0
    assert table_counts() == before


def test_demonstration_is_the_same_each_time(demonstration):
    before = content()

    remove_demonstration()
    add_demonstration()

    assert content() == before


def test_removal_leaves_every_table_as_it_was(country):
    before = table_counts()
    add_demonstration()

    removed = remove_demonstration()

    assert removed == 197
    assert table_counts() == before


def test_removal_takes_files_that_staff_attached(
    demonstration, settings, django_capture_on_commit_callbacks
):
    method = demonstration.first()
    folder = settings.MEDIA_ROOT
    folder.mkdir()
    for name in ("photo.png", "form.pdf", "other.pdf"):
        (folder / name).write_bytes(b"x")
    MethodPhoto.objects.create(method=method, image="photo.png", caption_zh="图")
    MethodFile.objects.create(method=method, file="form.pdf", title_zh="表")

    with django_capture_on_commit_callbacks(execute=True):
        remove_demonstration()

    assert [path.name for path in folder.iterdir()] == ["other.pdf"]


def test_removal_without_demonstration_removes_nothing(country):
    before = table_counts()

    removed = remove_demonstration()

    assert removed == 0
    assert table_counts() == before


def test_history_says_who_added_and_removed(demonstration):
    number = demonstration.first().number
    remove_demonstration()

    events = apps.get_model("methods", "WorkMethodEvent").objects.filter(
        pgh_obj_id=number
    )

    assert list(
        events.order_by("pgh_id").values_list("pgh_label", "pgh_context__metadata")
    ) == [
        ("insert", {"reason": "load_demo"}),
        ("delete", {"reason": "remove_demo"}),
    ]


def test_demonstration_needs_official_totals(country):
    SelectionRound.objects.update(official_selected=None)

    with pytest.raises(DemonstrationError, match="no official totals"):
        add_demonstration()


def test_demonstration_needs_the_register(country):
    Community.objects.filter(work_methods=None).delete()

    with pytest.raises(DemonstrationError, match="run load_places first"):
        add_demonstration()


def test_demonstration_needs_enough_communities(country):
    Community.objects.filter(code__startswith="1101", work_methods=None).delete()

    with pytest.raises(DemonstrationError, match="too few residents’ committees"):
        add_demonstration()

    assert not WorkMethod.objects.filter(is_demo=True).exists()


def test_demonstration_has_no_room_when_real_records_fill_the_round(country):
    SelectionRound.objects.update(official_submitted=12, official_selected=12)

    with pytest.raises(DemonstrationError, match="leave no room"):
        add_demonstration()
