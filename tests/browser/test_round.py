"""A round from its call to its result, one submission, each role at its own page.

All desks are in Chinese, as the people who run rounds have them.
"""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from catalogue.rounds.life import missing
from catalogue.rounds.models import (
    Assignment,
    GroupMember,
    Review,
    ReviewGroup,
    SelectionRound,
    Submission,
)
from tests.accounts.factories import (
    EditorFactory,
    OfficerFactory,
    RoundManagerFactory,
)
from tests.browser.desk import sign_in
from tests.methods.factories import WorkMethodFactory
from tests.places.factories import CommunityFactory, real_province
from tests.rounds.factories import (
    CriterionFactory,
    HeldRoundFactory,
    QuotaFactory,
    ReviewerFactory,
)

pytestmark = pytest.mark.django_db(transaction=True)

State = SelectionRound.State
TITLE = "院落议事工作法"
NUMBER = "民办函〔2026〕167号"


@pytest.fixture
def held():
    return HeldRoundFactory(slug="in-the-browser", title_zh="第二次征集展示活动")


@pytest.fixture
def criterion(held):
    return CriterionFactory(selection_round=held)


@pytest.fixture
def officer(held):
    fujian = real_province("fujian")
    QuotaFactory(selection_round=held, reporting_body=fujian)
    return OfficerFactory(reporting_body=fujian)


@pytest.fixture
def method(officer):
    community = CommunityFactory(street__county__province=officer.reporting_body)
    return WorkMethodFactory(community=community, status="draft", title_zh=TITLE)


@pytest.fixture
def desk_of(new_page):
    """The desk of a person, in Chinese; signed in once."""
    desks = {}

    def open_desk(person):
        if person.pk not in desks:
            desks[person.pk] = sign_in(new_page(language="zh-CN"), person)
        return desks[person.pk]

    return open_desk


class Round:
    """The pages of one round, and who opens them."""

    def __init__(self, held, desk_of):
        self.held, self.desk_of = held, desk_of
        self.manager, self.editor = RoundManagerFactory(), EditorFactory()

    def open(self, person, name, *key):
        page = self.desk_of(person)
        page.goto(reverse(f"admin:rounds_{name}", args=key or [self.held.pk]))
        return page

    def go_on(self, to):
        """The manager takes the next step, and the round is there."""
        self.held.refresh_from_db()
        assert [each.words for each in missing(self.held)] == []
        page = self.open(self.manager, "course")
        page.locator(f"form:has([name=to][value={to}]) button").click()
        page.wait_for_load_state()
        self.held.refresh_from_db()
        assert self.held.state == to


@pytest.fixture
def held_round(held, criterion, method, desk_of):
    return Round(held, desk_of)


def test_one_submission_goes_from_the_call_to_the_result(
    held_round, officer, criterion, new_page
):
    held_round.go_on(State.OPEN)
    put_forward(held_round, officer)
    let_time_pass(held_round)
    held_round.go_on(State.CLOSED)
    assign(held_round)
    held_round.go_on(State.INDEPENDENT_REVIEW)
    judge(held_round, criterion)
    held_round.go_on(State.GROUP_CONSENSUS)
    record_the_consensus(held_round)
    held_round.go_on(State.INTER_GROUP_CONSENSUS)
    draw_the_line(held_round)
    held_round.go_on(State.APPROVAL)
    record_the_approval(held_round)
    release_the_text(held_round)
    public = new_page(language="zh-CN")
    with override("zh-hans"):
        address = held_round.held.get_absolute_url()
    public.goto(address)
    assert public.get_by_text(TITLE).count() == 0

    announce(held_round)

    public.goto(address)
    public.locator("#selected-list summary").click()
    assert public.locator("#selected-list").get_by_text(TITLE).is_visible()
    assert public.get_by_text(NUMBER).first.is_visible()


def put_forward(held_round, officer):
    page = held_round.open(officer, "put_forward")
    page.locator("[name=method]").check()
    page.locator("[name=_add]").click()
    page.locator("[name=_submit]").click()
    page.wait_for_load_state()
    assert Submission.objects.get().state == Submission.State.SUBMITTED


def let_time_pass(held_round):
    over = timezone.now() - datetime.timedelta(seconds=2)
    SelectionRound.objects.filter(pk=held_round.held.pk).update(closes_at=over)


def assign(held_round):
    tasks = {ReviewerFactory().pk: task for task in ("chair", "secretary")}
    page = held_round.open(held_round.manager, "groups")
    page.locator("[name=number]").fill("1")
    page.locator("[name=_form]").click()
    page.wait_for_load_state()
    for number, task in tasks.items():
        page.locator(f"[name=task-{number}]").select_option(task)
    page.locator("[name=_seat]").click()
    page.wait_for_load_state()
    page.locator("[name=_share]").click()
    page.wait_for_load_state()
    assert Assignment.objects.count() == 2


def judge(held_round, criterion):
    for assignment in Assignment.objects.all():
        person = assignment.reviewer.account
        page = held_round.open(person, "review", assignment.pk)
        page.locator(f"[name=mark-{criterion.pk}][value='4']").check()
        page.locator(f"[name=reason-{criterion.pk}]").fill("有记录为证")
        page.locator("[name=recommendation][value=recommended]").check()
        page.locator("[name=reason]").fill("可以推广")
        page.locator("[name=_hand_in]").click()
        page.wait_for_load_state()
    assert Review.objects.exclude(handed_in_at=None).count() == 2


def record_the_consensus(held_round):
    group = ReviewGroup.objects.get()
    secretary = group.members.get(task=GroupMember.Task.SECRETARY).reviewer.account
    submission = Submission.objects.get()
    page = held_round.open(secretary, "consensus", submission.pk)
    page.locator("[name=result][value=proposed]").check()
    page.locator("[name=reason]").fill("一致同意")
    page.locator("[name=rank]").fill("1")
    page.locator("[name=_stay]").click()
    page.wait_for_load_state()
    assert submission.consensus.rank == 1


def draw_the_line(held_round):
    page = held_round.open(held_round.manager, "board")
    page.locator("#line").fill("1")
    page.locator("form.board-move button[type=submit]").click()
    save = reverse("admin:rounds_board_line", args=[held_round.held.pk])
    page.locator(f"form[action='{save}'] [type=submit]").click()
    page.wait_for_load_state()
    held_round.held.refresh_from_db()
    assert held_round.held.board_line.places == 1


def record_the_approval(held_round):
    page = held_round.open(held_round.manager, "approval")
    page.locator("[name=approved_by]").fill("部领导")
    page.locator("[name=approved_on]").fill(timezone.localdate().isoformat())
    page.locator("form:has([name=approved_by]) [type=submit]").click()
    page.wait_for_load_state()
    held_round.held.refresh_from_db()
    assert held_round.held.state == State.APPROVED


def release_the_text(held_round):
    page = held_round.open(held_round.editor, "releases")
    page.locator("[name=submission]").check()
    page.locator("[name=act][value=release]").click()
    page.wait_for_load_state()
    assert Submission.objects.get().released_by == held_round.editor


def announce(held_round):
    page = held_round.open(held_round.manager, "announcement")
    page.locator("[name=number]").fill(NUMBER)
    page.locator("[name=dated]").fill("2026-12-13")
    page.locator("[name=act][value=notice]").click()
    page.wait_for_load_state()
    page.locator("[name=act][value=announce]").click()
    page.wait_for_load_state()
    held_round.held.refresh_from_db()
    assert held_round.held.state == State.ANNOUNCED
