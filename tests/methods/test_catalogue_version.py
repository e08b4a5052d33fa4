"""Whatever changes what the public may see makes a new version of the catalogue."""

import threading
from functools import partial

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection, transaction
from pghistory.models import Event

from catalogue.methods.models import (
    CatalogueChange,
    CatalogueVersion,
    ContactReveal,
    LoadedRow,
    MethodMerge,
    SourceLink,
    UnsavedText,
    WorkMethod,
)
from catalogue.methods.publication import Reason, change_state
from catalogue.places.models import CommunityMerge, RegisterChange
from catalogue.practice.adopting import confirm_adoption, end_adoption
from catalogue.practice.models import Adoption, AdoptionContact, PilotSiteChange
from catalogue.rounds.models import (
    Absence,
    AgreedReason,
    Approval,
    Assignment,
    BoardLine,
    BoardSwap,
    GroupConsensus,
    GroupMember,
    MarkMeaning,
    Quota,
    Recusal,
    RedactedText,
    Review,
    Reviewer,
    ReviewMark,
    RoundMessage,
    RoundStateChange,
    SubmittedText,
    TookPart,
)
from tests.accounts.factories import EditorFactory, UserFactory
from tests.methods.factories import (
    MethodCharacteristicFactory,
    MethodParentFactory,
    SourceFactory,
    StepFactory,
    ThemeFactory,
    WorkMethodFactory,
)
from tests.places.factories import CommunityFactory
from tests.practice.factories import AdoptionFactory
from tests.rounds.factories import (
    NoticeFactory,
    ProvincialReturnFactory,
    SelectionRoundFactory,
    SubmissionFactory,
)

NEVER_SHOWN = {
    Absence,
    AdoptionContact,
    AgreedReason,
    Assignment,
    BoardLine,
    BoardSwap,
    CatalogueChange,
    CatalogueVersion,
    CommunityMerge,
    ContactReveal,
    GroupConsensus,
    LoadedRow,
    MarkMeaning,
    MethodMerge,
    PilotSiteChange,
    Recusal,
    RedactedText,
    RegisterChange,
    Review,
    Reviewer,
    ReviewMark,
    RoundMessage,
    SourceLink,
    TookPart,
    UnsavedText,
}
# Nothing of these is shown before the announcement, which itself makes a version; and
# by then triggers keep what was written from changing.
SETTLED_BEFORE_THE_ANNOUNCEMENT = {
    Approval,
    GroupMember,
    Quota,
    RoundStateChange,
    SubmittedText,
}


def version():
    return CatalogueVersion.objects.now()


@pytest.mark.django_db
def test_every_table_that_the_public_sees_is_watched():
    unwatched = NEVER_SHOWN | SETTLED_BEFORE_THE_ANNOUNCEMENT
    seen = {
        model._meta.db_table
        for room in ("places", "methods", "rounds", "practice")
        for model in apps.get_app_config(room).get_models(include_auto_created=True)
        if not issubclass(model, Event) and model not in unwatched
    }
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text FROM pg_trigger "
            "WHERE tgname = 'note_catalogue_change' AND tgenabled = 'O'"
        )
        watched = {table for (table,) in cursor.fetchall()}

    assert watched == seen


@pytest.mark.django_db
@pytest.mark.parametrize(
    "make",
    [
        partial(AdoptionFactory, confirmed=True),
        MethodCharacteristicFactory,
        MethodParentFactory,
        SourceFactory,
        StepFactory,
        ThemeFactory,
        WorkMethodFactory,
        CommunityFactory,
        NoticeFactory,
        ProvincialReturnFactory,
        SelectionRoundFactory,
        SubmissionFactory,
    ],
)
def test_saving_changing_and_deleting_each_make_a_version(make):
    seen = [version()]
    row = make()
    seen.append(version())
    row.save()
    seen.append(version())
    type(row).objects.filter(pk=row.pk).delete()
    seen.append(version())

    assert len(set(seen)) == 4


@pytest.mark.django_db
def test_report_that_nobody_confirmed_makes_no_version():
    report = AdoptionFactory()
    before = version()

    report.save()
    evidence = report.evidence.create(address="https://example.org/")
    evidence.delete()
    refused = AdoptionFactory(
        method=report.method,
        community=report.community,
        state=Adoption.State.REFUSED,
        refusal_reason="不实",
        decided_at=report.reported_at,
    )
    refused.delete()

    assert version() == before


@pytest.mark.django_db
def test_confirming_ending_and_evidence_make_versions():
    report, editor = AdoptionFactory(), EditorFactory()
    seen = [version()]

    confirm_adoption(report, by=editor)
    seen.append(version())
    evidence = report.evidence.create(address="https://example.org/")
    seen.append(version())
    evidence.delete()
    seen.append(version())
    end_adoption(report, by=editor, ended_on="2024", reason="撤并")
    seen.append(version())

    assert len(set(seen)) == 5


@pytest.mark.django_db
def test_plain_sql_makes_a_version():
    method = WorkMethodFactory(published=True)
    before = version()

    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE methods_workmethod SET status = 'withdrawn' WHERE number = %s",
            [method.pk],
        )

    assert version() != before


@pytest.mark.django_db
def test_publishing_and_withdrawing_make_versions():
    method = WorkMethodFactory(published=True)
    publisher = UserFactory(is_superuser=True)
    before = version()

    change_state(
        method, WorkMethod.Status.WITHDRAWN, by=publisher, reason=Reason(en="Merged.")
    )
    withdrawn = version()
    change_state(method, WorkMethod.Status.PUBLISHED, by=publisher)

    assert len({before, withdrawn, version()}) == 3


@pytest.mark.django_db
def test_reading_makes_no_version(client):
    method = WorkMethodFactory(published=True)
    before = version()

    client.get(method.get_absolute_url())

    assert version() == before


@pytest.mark.django_db
def test_what_is_rolled_back_leaves_the_version_it_was():
    before = version()

    with transaction.atomic():
        ThemeFactory()
        assert version() != before
        transaction.set_rollback(True)

    assert version() == before


@pytest.mark.django_db(transaction=True)
def test_committing_makes_one_version_and_leaves_no_note():
    before = version()

    with transaction.atomic():
        ThemeFactory()
        ThemeFactory()
        inside = version()

    assert before < inside < version()
    assert CatalogueVersion.objects.get().version == version()
    assert not CatalogueChange.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_nobody_sees_a_version_before_its_rows():
    before = version()

    with transaction.atomic():
        ThemeFactory()
        assert _seen_by_another() == before

    assert _seen_by_another() == version() != before


@pytest.mark.django_db(transaction=True)
def test_two_who_write_do_not_wait_for_each_other():
    with transaction.atomic():
        ThemeFactory()
        _elsewhere(ThemeFactory)
        first = _seen_by_another()

    assert version() > first


@pytest.mark.django_db(transaction=True)
def test_emptying_a_table_makes_a_version():
    ThemeFactory()
    before = version()

    call_command("flush", interactive=False, verbosity=0)

    assert version() > before


def _seen_by_another():
    seen = []
    _elsewhere(lambda: seen.append(version()))
    return seen[0]


def _elsewhere(do):
    def work():
        try:
            do()
            done.append(True)
        finally:
            connection.close()

    done = []
    thread = threading.Thread(target=work)
    thread.start()
    thread.join(timeout=20)
    assert done, "the other connection had to wait"
