"""One method goes into another, with all that is attached to it."""

import pghistory.models
import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from catalogue.desk.history import entries_of
from catalogue.merging.relations import Follows, fields_that_point_at
from catalogue.methods.merging import (
    METHOD_RELATIONS,
    MethodMergePlan,
    merge_methods,
    standing,
    undo_method_merge,
)
from catalogue.methods.merging.content import snapshot
from catalogue.methods.models import (
    ContactReveal,
    StateChange,
    Step,
    UnsavedText,
    WorkMethod,
)
from catalogue.methods.publication import Reason, change_state
from catalogue.methods.revisions import begin_revision
from catalogue.rounds.models import Submission
from tests.accounts.factories import EditorFactory, OfficerFactory
from tests.methods.factories import (
    MethodCharacteristicFactory,
    SourceFactory,
    StepFactory,
    ThemeFactory,
    WorkMethodFactory,
)
from tests.places.factories import CommunityFactory
from tests.rounds.factories import SelectionRoundFactory, SubmissionFactory

pytestmark = pytest.mark.django_db
Status = WorkMethod.Status


def two(*, stays=None, goes=None):
    community = CommunityFactory()
    return (
        WorkMethodFactory(community=community, title_zh="一", **(stays or {})),
        WorkMethodFactory(community=community, title_zh="二", **(goes or {})),
    )


def merge(stays, goes, **values):
    return merge_methods(
        stays, goes, **{"by": EditorFactory(), "reason": "重复", **values}
    )


def undo(record, **values):
    return undo_method_merge(
        record, **{"by": EditorFactory(), "reason": "误操作", **values}
    )


def hindrances(stays, goes):
    return MethodMergePlan(stays, goes).hindrances


def fresh(*methods):
    return [WorkMethod.objects.get(pk=method.pk) for method in methods]


def test_every_relation_that_there_is_has_been_thought_about():
    """A new field that points at methods fails here.

    Say in the `ready` of its app what becomes of its rows when methods merge, test that
    it does, and then name it here.
    """
    names = {
        f"{field.model._meta.label}.{field.name}"
        for field in fields_that_point_at(WorkMethod)
    }

    assert names == {
        "methods.ContactReveal.method",
        "methods.MethodCharacteristic.method",
        "methods.MethodFile.method",
        "methods.MethodMerge.goes",
        "methods.MethodMerge.stays",
        "methods.MethodParent.child",
        "methods.MethodParent.parent",
        "methods.MethodPhoto.method",
        "methods.SearchText.method",
        "methods.Source.method",
        "methods.StateChange.method",
        "methods.Step.method",
        "methods.UnsavedText.method",
        "methods.WorkMethod.merged_into",
        "methods.WorkMethod.revises",
        "methods.WorkMethod_themes.workmethod",
        "practice.Adoption.method",
        "practice.PilotSite.method",
        "practice.StillInUseAnswer.counts_for",
        "practice.StillInUseAnswer.method",
        "practice.StillInUseAnswer.revised_into",
        "practice.PromotedMethod.method",
        "rounds.Submission.method",
    }
    assert {each.name for each in METHOD_RELATIONS.all(WorkMethod)} == names
    assert [
        each.name for each in METHOD_RELATIONS.that(Follows.MOVES, model=WorkMethod)
    ] == [
        "methods.WorkMethod.merged_into",
        "methods.MethodParent.child",
        "methods.MethodParent.parent",
        "rounds.Submission.method",
        "practice.Adoption.method",
        "practice.PilotSite.method",
        "practice.StillInUseAnswer.counts_for",
    ]


def test_submissions_come_to_the_one_that_stays():
    stays, goes = two()
    own = SubmissionFactory(method=stays)
    coming = SubmissionFactory(method=goes)

    record = merge(stays, goes)

    assert set(Submission.objects.filter(method=stays)) == {own, coming}
    assert record.moved == {"rounds.Submission.method": [coming.pk]}


def test_the_one_that_goes_is_kept_whole_and_writes_to_nobody():
    stays, goes = two(goes={"summary_zh": "密"})
    StepFactory(method=goes, position=1, title_zh="甲")
    text = UnsavedText.objects.create(person=EditorFactory(), method=goes, values={})
    reveal = ContactReveal.objects.create(method=goes, seen_by=EditorFactory())
    before = snapshot(goes)

    merge(stays, goes)

    [kept] = fresh(goes)
    assert (kept.status, kept.merged_into) == (Status.MERGED, stays)
    assert snapshot(kept) == before
    assert UnsavedText.objects.get().method == text.method
    assert ContactReveal.objects.get().method == reveal.method


def test_empty_fields_are_filled_and_others_stay():
    stays, goes = two(
        stays={"kind": "comprehensive"},
        goes={"kind": "single-aspect", "summary_zh": "简介", "year_begun": 2016},
    )

    merge(stays, goes)

    [stays] = fresh(stays)
    assert (stays.title_zh, stays.kind) == ("一", "comprehensive")
    assert (stays.summary_zh, stays.year_begun) == ("简介", 2016)


def test_chosen_values_are_taken():
    stays, goes = two()

    merge(stays, goes, take={"title_zh": "goes"})

    assert fresh(stays)[0].title_zh == "二"


def test_themes_sources_and_characteristics_of_both_stand_once():
    theme, other = ThemeFactory(), ThemeFactory()
    stays, goes = two(stays={"themes": [theme]}, goes={"themes": [theme, other]})
    SourceFactory(method=stays, title="公报")
    SourceFactory(method=goes, title="公报")
    SourceFactory(method=goes, title="报纸")
    MethodCharacteristicFactory(method=stays, evidence_zh="甲")
    MethodCharacteristicFactory(method=goes, evidence_zh="乙")

    merge(stays, goes)

    assert set(stays.themes.all()) == {theme, other}
    assert list(stays.sources.values_list("position", "title")) == [
        (1, "公报"),
        (2, "报纸"),
    ]
    assert [each.evidence_zh for each in stays.characteristics.all()] == ["甲"]


@pytest.mark.parametrize(
    ("choice", "titles"),
    [(None, ["甲"]), ("goes", ["乙", "丙"]), ("both", ["甲", "乙", "丙"])],
)
def test_steps_are_those_that_were_chosen(choice, titles):
    stays, goes = two()
    StepFactory(method=stays, position=1, title_zh="甲")
    StepFactory(method=goes, position=1, title_zh="乙")
    StepFactory(method=goes, position=2, title_zh="丙")

    merge(stays, goes, take={"steps": choice} if choice else None)

    steps = list(stays.steps.values_list("position", "title_zh"))
    assert steps == list(enumerate(titles, start=1))
    assert Step.objects.filter(method=goes).count() == 2


def test_steps_are_filled_where_there_are_none():
    stays, goes = two()
    StepFactory(method=goes, position=1, title_zh="乙")

    merge(stays, goes)

    assert [step.title_zh for step in stays.steps.all()] == ["乙"]


def test_nobody_writes_into_a_published_method():
    stays, goes = two(stays={"published": True}, goes={"summary_zh": "简介"})
    submission = SubmissionFactory(method=goes)
    before = snapshot(stays)
    editor = EditorFactory()

    record = merge(stays, goes, by=editor)

    change = stays.revision
    assert snapshot(stays) == before
    assert (change.status, change.summary_zh) == (Status.DRAFT, "简介")
    assert record.after["change"] == change.pk
    assert Submission.objects.get(pk=submission.pk).method == stays
    with pytest.raises(ValidationError, match="another person"):
        change_state(change, Status.PUBLISHED, by=editor)
    change_state(change, Status.PUBLISHED, by=EditorFactory())
    assert fresh(stays)[0].summary_zh == "简介"


def test_without_anything_taken_over_there_is_no_change_to_check():
    stays, goes = two(stays={"published": True})

    record = merge(stays, goes)

    assert record.after["change"] is None
    assert not WorkMethod.objects.filter(revises=stays).exists()


def test_a_release_for_later_is_taken_back():
    stays, goes = two(goes={"status": Status.CHECKING})
    goes.publish_at, goes.released_by = "2099-01-01T00:00Z", EditorFactory()
    goes.save()

    merge(stays, goes)

    assert fresh(goes)[0].publish_at is None


def test_those_merged_earlier_follow_in_one_step():
    first, second = two()
    third = WorkMethodFactory(community=first.community)
    merge(second, first)

    merge(third, second)

    [first] = fresh(first)
    assert first.merged_into == third
    assert standing(first) == third


def test_history_of_both_tells_who_and_why():
    stays, goes = two()
    editor = EditorFactory()

    record = merge(stays, goes, by=editor, reason="同一做法")

    events = pghistory.models.Events.objects.tracks(record)
    assert [event.pgh_context["reason"] for event in events] == ["同一做法"]
    assert [event.pgh_context["user"] for event in events] == [editor.pk]
    change = StateChange.objects.get(method=goes)
    assert (change.from_status, change.to_status) == ("draft", "merged")
    assert (change.changed_by, change.reason_zh) == (editor, "同一做法")
    told = {entry.tracked._meta.label for entry in entries_of(stays, seen_by=editor)}
    assert "methods.MethodMerge" in told


@pytest.mark.parametrize("by", [OfficerFactory, lambda: EditorFactory(is_active=False)])
def test_others_merge_nothing(by):
    stays, goes = two()

    with pytest.raises(PermissionDenied):
        merge(stays, goes, by=by())

    assert fresh(goes)[0].status == Status.DRAFT


def test_an_officer_of_the_body_merges_nothing():
    stays, goes = two()
    officer = OfficerFactory(reporting_body=stays.reporting_body)

    with pytest.raises(PermissionDenied):
        merge(stays, goes, by=officer)


def test_without_a_reason_nothing_happens():
    stays, goes = two()

    with pytest.raises(ValidationError):
        merge(stays, goes, reason=" ")

    assert fresh(goes)[0].status == Status.DRAFT


def test_both_in_one_round_is_refused_and_says_what_to_do():
    stays, goes = two()
    selection_round = SelectionRoundFactory()
    for method in (stays, goes):
        SubmissionFactory(method=method, selection_round=selection_round)

    [refusal] = hindrances(stays, goes)

    assert refusal.startswith("Both have a row of which there can be one alone")
    assert refusal.endswith("Delete one of the two first.")
    with pytest.raises(ValidationError):
        merge(stays, goes)
    assert fresh(goes)[0].merged_into is None


@pytest.mark.parametrize("which", [0, 1])
def test_a_change_that_is_being_prepared_is_ended_first(which):
    methods = two(stays={"published": True}, goes={"published": True})
    change = begin_revision(methods[which], by=EditorFactory())

    assert hindrances(*methods) == [
        f"A change of № {methods[which].pk} is being prepared, № {change.pk}: publish "
        "or delete it first."
    ]


def test_a_change_itself_is_not_merged():
    stays, goes = two(stays={"published": True})
    change = begin_revision(stays, by=EditorFactory())

    assert f"№ {change.pk} is a change of another one" in hindrances(goes, change)[0]


def test_two_reporting_bodies_keep_their_methods():
    stays, goes = WorkMethodFactory.create_batch(2)

    assert hindrances(stays, goes)[0].startswith("They belong to two reporting bodies")


def test_demonstration_records_are_not_merged_with_real_ones():
    assert "demonstration" in hindrances(*two(goes={"is_demo": True}))[0]


def test_what_readers_know_goes_only_where_they_can_read():
    draft, public = two(goes={"published": True})

    assert hindrances(draft, public)[0].startswith(f"Readers know № {public.pk}")
    change_state(
        public, Status.WITHDRAWN, by=EditorFactory(), reason=Reason(en="Twice.")
    )
    assert hindrances(draft, *fresh(public))[0].startswith("Readers know")


def test_a_merged_method_changes_no_more():
    stays, goes = two(stays={"published": True}, goes={"status": Status.CHECKING})
    merge(stays, goes)
    [goes] = fresh(goes)

    with pytest.raises(ValidationError):
        change_state(goes, Status.PUBLISHED, by=EditorFactory())
    assert hindrances(stays, goes)[0].startswith(f"№ {goes.pk} was merged")


def test_undone_merger_leaves_both_as_they_were():
    stays, goes = two(goes={"summary_zh": "简介", "status": Status.CHECKING})
    StepFactory(method=stays, position=1, title_zh="甲")
    StepFactory(method=goes, position=1, title_zh="乙")
    SourceFactory(method=goes, title="报纸")
    first = WorkMethodFactory(community=stays.community)
    merge(goes, first)
    submission = SubmissionFactory(method=goes)
    before = [snapshot(method) for method in fresh(stays, goes, first)]
    record = merge(stays, goes, take={"title_zh": "goes", "steps": "both"})

    undo(record)

    stays, goes, first = fresh(stays, goes, first)
    assert [snapshot(method) for method in (stays, goes, first)] == before
    assert (goes.status, goes.merged_into) == (Status.CHECKING, None)
    assert first.merged_into == goes
    assert Submission.objects.get(pk=submission.pk).method == goes


def test_undone_merger_makes_a_published_method_public_again():
    stays, goes = two(stays={"published": True}, goes={"published": True})
    record = merge(stays, goes)

    undo(record)

    assert set(WorkMethod.objects.published()) == {stays, goes}


def test_what_was_written_since_keeps_a_merger():
    stays, goes = two(goes={"summary_zh": "简介"})
    record = merge(stays, goes)
    [stays] = fresh(stays)
    stays.results_zh = "新"
    stays.save()

    with pytest.raises(ValidationError) as refusal:
        undo(record)

    assert refusal.value.messages == [
        f"“results in Chinese” of № {stays.pk} was changed since."
    ]
    assert fresh(goes)[0].status == Status.MERGED


def test_the_change_that_a_merger_prepared_is_ended_before_it_is_undone():
    stays, goes = two(stays={"published": True}, goes={"summary_zh": "简介"})
    record = merge(stays, goes)
    change = stays.revision

    with pytest.raises(ValidationError, match=f"№ {change.pk} that the merger"):
        undo(record)
    change_state(change, Status.PUBLISHED, by=EditorFactory())
    undo(record)

    stays, goes = fresh(stays, goes)
    assert (stays.summary_zh, goes.status) == ("简介", Status.DRAFT)


def test_a_submission_that_was_deleted_since_keeps_a_merger():
    stays, goes = two()
    submission = SubmissionFactory(method=goes)
    record = merge(stays, goes)
    submission.delete()

    with pytest.raises(ValidationError, match="submissions"):
        undo(record)

    assert fresh(goes)[0].status == Status.MERGED


def test_a_later_merger_is_undone_first():
    first, second = two()
    third = WorkMethodFactory(community=first.community)
    record = merge(second, first)
    merge(third, second)

    with pytest.raises(ValidationError, match="undo that merger first"):
        undo(record)


@pytest.mark.parametrize("times", [1, 2])
def test_an_officer_undoes_nothing_and_an_editor_once(times):
    stays, goes = two()
    record = merge(stays, goes)

    if times == 1:
        with pytest.raises(PermissionDenied):
            undo(record, by=OfficerFactory(reporting_body=stays.reporting_body))
        assert fresh(goes)[0].status == Status.MERGED
    else:
        undo(record)
        with pytest.raises(ValidationError, match="undone already"):
            undo(record)
