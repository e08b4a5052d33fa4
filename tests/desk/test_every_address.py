"""Every address of the desk, for every role, on own rows and on foreign ones.

The addresses are asked of the site itself: a new one fails here until it is said who
may open it.
"""

import datetime
from itertools import product

import pytest
from django.contrib import admin
from django.urls import URLPattern, reverse
from django.utils import timezone

from catalogue.accounts.models import User
from catalogue.accounts.roles import GRANTS, Role
from catalogue.accounts.scope import ScopedQuerySet
from catalogue.methods.link_check.checking import keep
from catalogue.methods.link_check.judging import Verdict
from catalogue.methods.models import SourceLink, WorkMethod
from catalogue.places.models import RegisterChange, RegisterLoad
from catalogue.practice.models import StillInUseCall
from catalogue.rounds.models import SelectionRound
from tests.accounts.factories import UserFactory
from tests.methods.factories import (
    MethodParentFactory,
    SourceFactory,
    ThemeFactory,
    WorkMethodFactory,
)
from tests.places.factories import CommunityFactory, ProvinceFactory
from tests.practice.factories import (
    AdoptionFactory,
    PromotionFactory,
    StillInUseAnswerFactory,
    StillInUseCallFactory,
)
from tests.practice.pilot_factories import PilotProgrammeFactory, PilotSiteFactory
from tests.rounds.course import Course
from tests.rounds.factories import (
    NoticeFactory,
    ProvincialReturnFactory,
    ReviewerFactory,
    ReviewGroupFactory,
    SelectionRoundFactory,
    SubmissionFactory,
)

pytestmark = pytest.mark.django_db

State = SelectionRound.State

MISSING = 99_999_999
SHOWN, FORBIDDEN, LIKE_MISSING = 200, 403, 302

# Pages that belong to no model: whoever is signed in, unless a right is named.
EVERYBODYS = {
    "index",
    "login",
    "logout",
    "language",
    "password_change",
    "password_change_done",
    "jsi18n",
}
# What these show depends on the rows or the model they are asked for; tests of their
# own are in test_site.py, places/test_admin.py, methods/test_admin.py and
# methods/test_states_in_admin.py, methods/test_contacts.py, test_bringing_back.py,
# rounds/test_meeting.py, rounds/test_board_page.py, rounds/test_result_pages.py.
ASKED_FOR_A_ROW = {
    "view_on_site",
    "autocomplete",
    "app_list",
    "state_of_methods",
    "change_of_method",
    "resembling",
    "unsaved",
    "unsaved_of_new",
    "contact_of_method",
    "bring_back",
    # practice/test_promotion_admin.py.
    "known_methods",
    "move_promotion",
    # practice/test_pilot_admin.py.
    "change_of_site",
    "method_of_site",
    "state_of_programme",
    "state_of_site",
    "undo_merge_of_community",
    "undo_merge_of_workmethod",
    # practice/test_adoption_admin.py
    "decide_adoptions",
    "variation_of_adoption",
    "rounds_meeting",
    "rounds_consensus",
    "rounds_meeting_conflict",
    "rounds_ranking",
    "rounds_absences",
    "rounds_minutes",
    "rounds_minutes_word",
    # rounds/test_calling.py, rounds/test_put_forward.py.
    "rounds_six_characteristics",
    "rounds_submitted_text",
    # rounds/test_submitted_files.py.
    "rounds_attached",
    *(
        f"rounds_{page}"
        for page in (
            *("approval", "result_notice", "announcement", "releases"),
            *("reasons", "reasons_of_one", "answers", "dossier"),
        )
    ),
    "rounds_board",
    "rounds_board_line",
    "rounds_board_swap",
    "rounds_board_undo",
    # Own assignments alone; rounds/test_reviews.py.
    "rounds_review",
    "rounds_keep_review",
    "rounds_conflict",
    # Of a submission or a copy in a round that is held here; rounds/test_managing.py.
    "rounds_assignment",
    "rounds_blind_copy",
    # Of one call, and the own rows in it; practice/test_still_in_use_pages.py.
    *(
        f"practice_still_in_use_{page}"
        for page in ("answers", "overview", "more_time", "close", "notes")
    ),
}
RIGHTS = {
    "audit_trail": "accounts.read_audit_trail",
    "rounds_my_reviews": "rounds.review_submissions",
    "practice_still_in_use_open": "practice.ask_still_in_use",
}
# Pages of a round that is held here, by the right that opens them.
PAGES_OF_A_ROUND = {
    "rounds_course": "rounds.run_round",
    "rounds_quotas": "rounds.run_round",
    "rounds_extension": "rounds.run_round",
    "rounds_groups": "rounds.run_round",
    "rounds_alike": "rounds.run_round",
    "rounds_progress": "rounds.run_round",
    "rounds_outbox": "rounds.run_round",
    "rounds_blind_copies": "rounds.run_round",
    "rounds_put_forward": "rounds.put_forward",
    "rounds_receipt": "rounds.put_forward",
}
# Pages of a room of their own, with tests of their own in desk/exchange/.
EXCHANGE = {
    f"exchange_{page}"
    for page in (
        *("imports", "template", "export_xlsx", "export_csv", "import"),
        *("choices", "save", "discard", "marked", "undo"),
        *("list", "imports_file", "trail_file"),
        *("promotion_imports", "promotion_template", "promotion_export"),
        *("promotion_import", "promotion_undo", "still_in_use"),
    )
}
# The permissions of which one opens a page of a model.
OPENS = {
    "changelist": ("view", "change"),
    "add": ("add",),
    "change": ("view", "change"),
    "history": ("view", "change"),
    "delete": ("delete",),
    "merge": ("merge",),
}
# These are asked for no row.
WITHOUT_A_ROW = ("changelist", "add", "merge")
EXCEPTIONS = {
    "auth_group_changelist": "accounts.assign_roles",
    "auth_group_change": "accounts.assign_roles",
    "auth_group_history": "accounts.assign_roles",
    # It is told in the audit trail, to who reads that.
    "accounts_user_history": None,
    "auth_user_password_change": "accounts.keep_accounts",
    # Nobody takes these out of the catalogue by hand.
    **dict.fromkeys(
        [
            "auth_group_add",
            "auth_group_delete",
            "places_province_add",
            "places_province_delete",
            "places_division_add",
            "places_division_delete",
            "places_street_add",
            "places_street_delete",
            "places_community_delete",
            "places_registerload_add",
            "places_registerload_delete",
            "places_registerchange_add",
            "places_registerchange_delete",
            "methods_sourcelink_add",
            "methods_sourcelink_delete",
            "practice_adoption_delete",
            *(
                f"practice_stillinuse{row}_{page}"
                for row in ("call", "answer")
                for page in ("add", "delete")
            ),
        ],
        None,
    ),
}


def names_of_addresses():
    def walk(patterns):
        for pattern in patterns:
            if isinstance(pattern, URLPattern):
                yield pattern.name
            else:
                yield from walk(pattern.url_patterns)

    return {name for name in walk(admin.site.get_urls()) if name}


def model_of(name):
    for model in admin.site._registry:
        prefix = f"{model._meta.app_label}_{model._meta.model_name}_"
        if name.startswith(prefix):
            return model, name.removeprefix(prefix)
    return (User, "password_change") if "password_change" in name else (None, name)


def opens(name, role):
    """Whether a role opens a page at all, by the table of roles."""
    if name in EXCEPTIONS:
        right = EXCEPTIONS[name]
        return right is not None and role in GRANTS[right]
    model, page = model_of(name)
    acts = [
        f"{model._meta.app_label}.{act}_{model._meta.model_name}" for act in OPENS[page]
    ]
    return any(role in GRANTS.get(act, ()) for act in acts)


def rows_of(body):
    """One row of each model that belongs to a reporting body, and of the others."""
    community = CommunityFactory(street__county__province=body)
    method = WorkMethodFactory(community=community)
    submission = SubmissionFactory(
        method=WorkMethodFactory(community=community),
        selection_round=SelectionRoundFactory(state=SelectionRound.State.OPEN),
    )
    # All bodies are asked in the one call of a year.
    call = StillInUseCall.objects.first() or StillInUseCallFactory()
    return {
        "community": community,
        "street": community.street,
        "division": community.county,
        "province": body,
        "workmethod": method,
        "submission": submission,
        "selectionround": submission.selection_round,
        "provincialreturn": ProvincialReturnFactory(
            reporting_body=body, selection_round=submission.selection_round
        ),
        "notice": NoticeFactory(),
        "reviewer": ReviewerFactory(),
        "reviewgroup": ReviewGroupFactory(),
        "pilotprogramme": PilotProgrammeFactory(province=body),
        "pilotsite": PilotSiteFactory(community=community),
        "promotion": PromotionFactory(reporting_body=body),
        "theme": ThemeFactory(),
        "user": UserFactory(),
        "stillinusecall": call,
        "stillinuseanswer": StillInUseAnswerFactory(call=call, method=method),
        "group": UserFactory(roles=[Role.REVIEWER]).groups.get(),
        "sourcelink": link_of(method),
        "adoption": AdoptionFactory(community=community),
        "methodparent": MethodParentFactory(child=method),
        "registerchange": RegisterChange.objects.create(
            community=community,
            kind=RegisterChange.Kind.WITHDRAWN,
            register_on=datetime.date(2023, 12, 31),
        ),
        "registerload": RegisterLoad.objects.create(
            file=f"{body.slug}.csv",
            sha256="0" * 64,
            rows=1,
            register_on=datetime.date(2023, 12, 31),
            loaded_at=timezone.now(),
        ),
    }


def link_of(method):
    """What was found of an address that the method alone cites."""
    address = f"https://example.org/{method.pk}"
    SourceFactory(method=method, address=address)
    works = Verdict(SourceLink.Status.FINE, None, 200)
    return keep(address, works, now=timezone.now())


def model_pages():
    for name in sorted(names_of_addresses()):
        model, page = model_of(name)
        if model is not None and name not in EVERYBODYS:
            yield name, model, page


def test_every_address_is_known_here():
    known = EVERYBODYS | ASKED_FOR_A_ROW | EXCHANGE | {*RIGHTS, *PAGES_OF_A_ROUND}
    unknown = {
        name for name in names_of_addresses() - known if model_of(name)[0] is None
    }

    assert unknown == set()


@pytest.fixture
def bodies():
    return ProvinceFactory(), ProvinceFactory()


@pytest.fixture
def person(request, client, bodies):
    """Somebody with the role; officers and reviewers belong to the first body."""
    role = request.param
    body = bodies[0] if role in (Role.OFFICER, Role.REVIEWER) else None
    account = UserFactory(roles=[role], reporting_body=body)
    client.force_login(account)
    return account


def role_of(person):
    return Role(person.groups.get().name)


def expected(name, person, row):
    may_open, sees = opens(name, role_of(person)), is_seen_by(person, row)
    if name.endswith("_history") and not sees:
        # Django looks for the row before it looks at the right.
        return LIKE_MISSING
    if not may_open:
        return FORBIDDEN
    return SHOWN if sees else LIKE_MISSING


def is_seen_by(person, row):
    """Whether the row belongs to nobody, to the own body, or to who sees them all.

    Told from the row alone, not by `visible_to`, which is judged here.
    """
    rows = type(row)._default_manager.all()
    if not isinstance(rows, ScopedQuerySet) or person.sees_all_reporting_bodies:
        return True
    if isinstance(row, SourceLink):
        row = WorkMethod.objects.get(sources__address=row.address)
        rows = WorkMethod.objects.all()
    owner = row
    for step in rows.reporting_body_path.split("__"):
        owner = getattr(owner, step)
    return owner.pk == person.reporting_body_id


@pytest.mark.parametrize("person", Role, indirect=True)
def test_pages_of_own_and_foreign_rows(client, person, bodies):
    for body, foreign in zip(bodies, (False, True), strict=True):
        rows = rows_of(body)
        for name, model, page in model_pages():
            row = rows[model._meta.model_name]
            if page in WITHOUT_A_ROW:
                address = reverse(f"admin:{name}")
                answer = SHOWN if opens(name, role_of(person)) else FORBIDDEN
            else:
                address = reverse(f"admin:{name}", args=[row.pk])
                answer = expected(name, person, row)

            got = client.get(address).status_code

            assert got == answer, (name, "foreign" if foreign else "own", got, answer)


@pytest.mark.parametrize("person", Role, indirect=True)
def test_pages_that_take_a_right_of_their_own(client, person):
    for name, right in RIGHTS.items():
        answer = SHOWN if role_of(person) in GRANTS[right] else FORBIDDEN

        assert client.get(reverse(f"admin:{name}")).status_code == answer, name


@pytest.mark.parametrize("person", Role, indirect=True)
def test_pages_of_a_round_take_a_right_and_a_round_that_is_held_here(client, person):
    held, recorded = Course().to(State.OPEN).round, SelectionRoundFactory()
    for name, right in PAGES_OF_A_ROUND.items():
        may = role_of(person) in GRANTS[right]
        for number, answer in ((held.pk, 200), (recorded.pk, 404), (MISSING, 404)):
            got = client.get(reverse(f"admin:{name}", args=[number])).status_code

            assert got == (answer if may else FORBIDDEN), (name, number)


@pytest.mark.parametrize("person", Role, indirect=True)
def test_forms_that_are_not_offered_are_refused_and_change_nothing(
    client, person, bodies
):
    rows = rows_of(bodies[1])
    before = {
        name: type(row).objects.values().get(pk=row.pk) for name, row in rows.items()
    }
    forms = [
        {},
        {"post": "yes"},
        {"_save": "Save", "title_zh": "甲", "roles": "officer"},
    ]
    for (name, model, page), form in product(model_pages(), forms):
        row = rows[model._meta.model_name]
        if page in (*WITHOUT_A_ROW, "history"):
            continue
        answer = expected(name, person, row)
        if answer == SHOWN:
            continue

        got = client.post(reverse(f"admin:{name}", args=[row.pk]), form).status_code

        assert got == answer, (name, form, got, answer)
    after = {
        name: type(row).objects.values().get(pk=row.pk) for name, row in rows.items()
    }
    assert after == before


@pytest.mark.parametrize("person", [Role.OFFICER], indirect=True)
def test_a_foreign_row_answers_like_a_missing_one(client, person, bodies):
    rows = rows_of(bodies[1])
    for name, model, page in model_pages():
        row = rows[model._meta.model_name]
        if page in WITHOUT_A_ROW or not opens(name, Role.OFFICER):
            continue
        if expected(name, person, row) == SHOWN:
            continue

        foreign = client.get(reverse(f"admin:{name}", args=[row.pk]), follow=True)
        missing = client.get(reverse(f"admin:{name}", args=[MISSING]), follow=True)

        assert foreign.redirect_chain == missing.redirect_chain, name
        words = [
            [
                str(message).replace(str(pk), "…")
                for message in answer.context["messages"]
            ]
            for answer, pk in ((foreign, row.pk), (missing, MISSING))
        ]
        assert words[0] == words[1], name


def test_who_is_not_signed_in_is_asked_to(client, bodies):
    rows = rows_of(bodies[0])
    for name, model, page in model_pages():
        args = [] if page in WITHOUT_A_ROW else [rows[model._meta.model_name].pk]

        response = client.get(reverse(f"admin:{name}", args=args))

        assert response.status_code == 302
        assert response.url.startswith(reverse("admin:login"))
