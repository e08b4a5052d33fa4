"""Every list of the desk as a file: what the list shows, to who may open it."""

import csv
import datetime
import io
import shutil
import subprocess

import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from catalogue.accounts.models import User
from catalogue.accounts.roles import Role
from catalogue.desk.exchange import list_files
from catalogue.methods.models import Theme, WorkMethod
from catalogue.places.models import Community
from catalogue.rounds.models import Submission
from tests.accounts.factories import EditorFactory, OfficerFactory, holder_of
from tests.desk.exchange.files import open_workbook
from tests.methods.factories import ThemeFactory, WorkMethodFactory
from tests.places.factories import CommunityFactory, real_province
from tests.rounds.factories import ProvincialReturnFactory, SubmissionFactory

pytestmark = pytest.mark.django_db

KINDS = ["xlsx", "csv"]


def address_of(model, kind="xlsx"):
    names = model._meta.app_label, model._meta.model_name
    return reverse("admin:exchange_list", args=[*names, kind])


def content(response):
    assert response.status_code == 200
    return b"".join(response.streaming_content)


def sheet_of(response):
    """The rows of the workbook, headings first."""
    return [
        list(row)
        for row in open_workbook(content(response)).active.iter_rows(values_only=True)
    ]


def lines_of(response):
    return list(csv.reader(io.StringIO(content(response).decode("utf-8-sig"))))


@pytest.mark.parametrize("role", Role)
def test_a_file_is_for_who_may_open_the_list(client, role):
    client.force_login(holder_of(role))

    for model in admin.site._registry:
        names = f"{model._meta.app_label}_{model._meta.model_name}_changelist"
        shown = client.get(reverse(f"admin:{names}")).status_code
        for kind in KINDS:
            got = client.get(address_of(model, kind))
            assert got.status_code == shown, (model, kind)
            if shown == 200:
                content(got)


@pytest.mark.parametrize("role", Role)
def test_the_trail_and_the_imports_are_for_who_opens_their_pages(client, role):
    client.force_login(holder_of(role))

    for page, file in [
        ("audit_trail", "exchange_trail_file"),
        ("exchange_imports", "exchange_imports_file"),
    ]:
        shown = client.get(reverse(f"admin:{page}")).status_code
        for kind in KINDS:
            address = reverse(f"admin:{file}", args=[kind])
            assert client.get(address).status_code == shown


@pytest.mark.parametrize("kind", KINDS)
def test_officers_take_out_their_own_rows_alone(client, kind):
    own = SubmissionFactory()
    SubmissionFactory()
    client.force_login(OfficerFactory(reporting_body=own.reporting_body))

    read = {"xlsx": sheet_of, "csv": lines_of}[kind]
    headings, *rows = read(client.get(address_of(Submission, kind)))

    assert headings[0] == "Number"
    assert [str(row[0]) for row in rows] == [str(own.method.number)]


@pytest.mark.parametrize(
    "query", ["reporting_body__code__exact={}", "reporting_body__exact={}", "q={}"]
)
def test_a_crafted_filter_brings_no_foreign_row(client, query):
    foreign = SubmissionFactory(method__title_zh="外省的方法")
    client.force_login(OfficerFactory())
    asked = query.format(
        foreign.method.title_zh if "q=" in query else foreign.reporting_body_id
    )

    response = client.get(f"{address_of(Submission, 'csv')}?{asked}")

    if response.status_code == 200:
        assert len(lines_of(response)) == 1
    else:
        assert response.status_code in (400, 404)


def test_a_file_follows_search_filters_and_order_of_the_list(client):
    client.force_login(EditorFactory())
    for name in ("甲社区", "乙社区", "丙社区"):
        WorkMethodFactory(title_zh=f"{name}工作法", status="checking")
    WorkMethodFactory(title_zh="丁社区工作法")
    names = "methods_workmethod_changelist"
    query = "?status__exact=checking&q=社区&o=1"

    listed = client.get(reverse(f"admin:{names}") + query).context["cl"].result_list
    _head, *rows = sheet_of(client.get(address_of(WorkMethod) + query))

    assert [row[0] for row in rows] == [method.number for method in listed]
    assert len(rows) == 3


def test_lookup_that_the_list_does_not_know_is_not_found(client):
    client.force_login(EditorFactory())

    response = client.get(f"{address_of(Submission)}?outcome__foo=1")

    assert response.status_code == 404


@pytest.mark.parametrize(
    "path", ["methods/nothing.csv", "methods/theme.pdf", "nowhere/theme.csv"]
)
def test_what_is_no_list_is_not_found(client, path):
    client.force_login(EditorFactory())

    assert client.get(f"/admin/exchange/{path}").status_code == 404


def test_numbers_days_and_codes_keep_their_types(client):
    client.force_login(EditorFactory())
    community = CommunityFactory(code="350102004001", name="军门社区")
    return_ = ProvincialReturnFactory(solicited=120, submitted=None)

    (place,) = (
        row
        for row in sheet_of(client.get(address_of(Community)))
        if row[1] == "军门社区"
    )
    _head, counts = sheet_of(client.get(address_of(type(return_))))

    assert (place[0], place[3]) == (community.number, "350102004001")
    assert counts[2:4] == [120, None]


def test_moments_are_those_of_the_desk_and_no_password_leaves_it(client):
    client.force_login(holder_of(Role.SYSTEM_ADMINISTRATOR))
    moment = datetime.datetime(2026, 5, 1, 20, 30, tzinfo=datetime.UTC)
    account = OfficerFactory(username="lin", last_login=moment)

    headings, *rows = sheet_of(client.get(address_of(User)))

    (row,) = (row for row in rows if row[0] == "lin")
    assert row[-1] == datetime.datetime(2026, 5, 2, 4, 30)  # noqa: DTZ001
    assert "Password" not in headings
    assert account.password not in [cell for row in rows for cell in row]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1+1"])
def test_no_text_can_run(client, text):
    client.force_login(EditorFactory())
    ThemeFactory(name_zh=text, slug="risky")

    (line,) = (
        line
        for line in lines_of(client.get(address_of(Theme, "csv")))
        if line[2] == "risky"
    )
    book = open_workbook(content(client.get(address_of(Theme))))

    (cell,) = (c for c in book.active["A"] if str(c.value).strip() == text.strip())
    assert line[0] == f"'{text}"
    assert (cell.data_type, cell.quotePrefix) == ("s", True)


def test_headings_and_words_are_those_of_the_desk(client):
    client.force_login(EditorFactory())
    SubmissionFactory()

    client.cookies["django_language"] = "zh-hans"
    headings, row = sheet_of(client.get(address_of(Submission)))

    assert headings[:2] == ["编号", "中文名称"]
    assert row[-1] == "否"


def test_the_list_offers_its_file_as_it_is_filtered(client):
    client.force_login(EditorFactory())
    SubmissionFactory()

    page = client.get("/admin/rounds/submission/?outcome__exact=submitted").content

    file = b"/admin/exchange/rounds/submission.xlsx?outcome__exact=submitted"
    assert b'href="%s"' % file in page


def test_a_sheet_that_cannot_hold_all_says_so(client, monkeypatch):
    monkeypatch.setattr(list_files, "ROWS_AT_MOST", 1)
    client.force_login(EditorFactory())
    ThemeFactory.create_batch(2)

    response = client.get(address_of(Theme), follow=True)

    assert response.redirect_chain == [("/admin/methods/theme/", 302)]
    (message,) = response.context["messages"]
    assert "export it as CSV" in str(message)


@pytest.mark.parametrize("model", [Community, Submission, User, WorkMethod])
def test_questions_grow_with_batches_and_not_with_rows(client, model):
    role = Role.SYSTEM_ADMINISTRATOR if model is User else Role.MINISTRY_EDITOR
    client.force_login(holder_of(role))
    asked = []
    for _ in range(2):
        SubmissionFactory.create_batch(3)
        with CaptureQueriesContext(connection) as got:
            content(client.get(address_of(model, "csv")))
        asked.append(len(got))

    assert asked[0] == asked[1]


def test_only_one_batch_of_rows_is_held(client, monkeypatch):
    monkeypatch.setattr(list_files, "BATCH", 2)
    client.force_login(EditorFactory())
    CommunityFactory.create_batch(5)

    response = client.get(address_of(Community, "csv"))
    pieces = [piece.decode() for piece in response.streaming_content]

    assert max(piece.count("\r\n") for piece in pieces) <= 2
    assert "".join(pieces).count("\r\n") == 1 + Community.objects.count()


def test_the_trail_holds_every_entry_in_its_order(client, monkeypatch):
    monkeypatch.setattr("catalogue.desk.audit_trail._ENTRIES_AT_ONCE", 2)
    client.force_login(holder_of(Role.AUDIT_ADMINISTRATOR))
    for title in ("甲", "乙", "丙"):
        method = WorkMethodFactory(title_zh=title)
        method.title_zh += "改"
        method.save()

    kind = "?kind=methods.workmethod&act=update"
    address = reverse("admin:exchange_trail_file", args=["csv"])
    _head, *rows = lines_of(client.get(address + kind))

    assert [row[4] for row in rows] == [
        f"Chinese title: {title} → {title}改" for title in ("丙", "乙", "甲")
    ]
    everything = lines_of(client.get(address))
    assert [row[0] for row in everything[1:]] == sorted(
        (row[0] for row in everything[1:]), reverse=True
    )


@pytest.mark.usefixtures("junmen")
def test_imports_are_listed_with_their_rows(desk, client, officer):
    desk.take_in([["名称", "社区"], ["甲", ""], ["", "军门社区"]])
    other = OfficerFactory(reporting_body=real_province("hunan"))

    address = reverse("admin:exchange_imports_file", args=["xlsx"])
    headings, row = sheet_of(client.get(address))
    client.force_login(other)
    foreign = sheet_of(client.get(address))

    assert row[0] == "工作法.xlsx"
    assert dict(zip(headings, row, strict=True))["Rows: wrong"] == 1
    assert foreign == [headings]


@pytest.mark.skipif(not shutil.which("soffice"), reason="no LibreOffice was found")
def test_libreoffice_opens_the_workbook(client, tmp_path):
    client.force_login(EditorFactory())
    SubmissionFactory(method__title_zh="=1+1", sequence_number=7)
    file = tmp_path / "submissions.xlsx"
    file.write_bytes(content(client.get(address_of(Submission))))

    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation=file://{tmp_path}/profile",
            "--headless",
            "--convert-to",
            "csv:Text - txt - csv (StarCalc):44,34,76",
            "--outdir",
            str(tmp_path),
            str(file),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )

    text = (tmp_path / "submissions.csv").read_text(encoding="utf-8")
    _head, row = csv.reader(io.StringIO(text))
    assert (row[1], row[5]) == ("=1+1", "7")
