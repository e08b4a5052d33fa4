"""The public form: without account, cookie or script, and nothing typed is lost."""

import datetime
import io
import time

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from pghistory.models import Event
from PIL import Image

from catalogue.practice import adoption_reports
from catalogue.practice.models import Adoption, AdoptionContact, AdoptionEvidence
from catalogue.public.adoption import limits
from catalogue.public.adoption.token import SECONDS_AT_MOST, new_mark
from tests.methods.factories import WorkMethodFactory
from tests.places.factories import CommunityFactory
from tests.practice.factories import AdoptionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def method():
    return WorkMethodFactory(published=True, title_zh="小院议事厅")


@pytest.fixture
def community():
    return CommunityFactory(name="军门社区")


def address(method, query="", name="work-method-adopted"):
    return reverse(name, args=[method.pk]) + query


def mark_of(method, *, age=60):
    return new_mark(method.pk, at=time.time() - age)


def told(method, community, **given):
    return {
        "community": community.pk,
        "mark": mark_of(method),
        "since_year": "2021",
        "since_month": "5",
        "adapted": "加了物业代表",
        "result": "Disputes fell by half.",
        **given,
    }


def send(client, method, community, *, headers=None, **given):
    return client.post(
        address(method), told(method, community, **given), headers=headers or {}
    )


def errors_of(response):
    assert response.status_code == 422
    return dict(response.context["form"].errors)


def photo(name="p.jpg", size=(40, 30)):
    content = io.BytesIO()
    Image.new("RGB", size).save(content, "JPEG")
    return SimpleUploadedFile(name, content.getvalue(), "image/jpeg")


def test_report_arrives_and_waits(client, method, community):
    response = send(
        client,
        method,
        community,
        links="https://example.org/a\n https://example.org/b ",
        contact_name="王芳",
        contact_reach="13812345678",
        consent="on",
    )

    adoption = Adoption.objects.get()
    assert response.status_code == 302
    assert response.url == reverse(
        "work-method-adopted-received", args=[method.pk, adoption.reference]
    )
    assert (adoption.method, adoption.community) == (method, community)
    assert (adoption.state, adoption.came_by_form) == ("reported", True)
    assert adoption.since == "2021-05"
    assert (adoption.adapted_zh, adoption.adapted_en) == ("加了物业代表", "")
    assert (adoption.result_zh, adoption.result_en) == ("", "Disputes fell by half.")
    assert [row.address for row in adoption.evidence.all()] == [
        "https://example.org/a",
        "https://example.org/b",
    ]
    assert list(Adoption.objects.public()) == []
    assert adoption.contact.reach == "13812345678"
    assert adoption.contact.delete_on == timezone.localdate() + datetime.timedelta(
        days=180
    )


def test_nothing_but_the_community_is_needed(client, method, community):
    response = client.post(
        address(method), {"community": community.pk, "mark": mark_of(method)}
    )

    assert response.status_code == 302
    assert Adoption.objects.get().since == ""
    assert AdoptionContact.objects.count() == 0


def test_no_page_sets_a_cookie_and_none_is_kept(client, method, community):
    pages = [
        client.get(address(method)),
        client.get(address(method, f"?community={community.pk}")),
        send(client, method, community),
    ]
    pages.append(client.get(pages[-1].url))

    assert [dict(page.cookies) for page in pages] == [{}] * 4
    for page in (pages[0], pages[1], pages[3]):
        assert "no-store" in page["Cache-Control"]
        assert 'content="noindex"' in page.content.decode()


def test_thank_you_page_names_the_reference_and_nothing_told(client, method, community):
    response = send(client, method, community, contact_reach="138", consent="on")

    page = client.get(response.url).content.decode()

    assert Adoption.objects.get().reference in page
    assert "加了物业代表" not in page
    assert "138" not in page.replace(response.url, "")


def test_reference_that_nobody_got_is_missing(client, method, community):
    entered = AdoptionFactory(method=method)
    other = AdoptionFactory(came_by_form=True)
    name = "work-method-adopted-received"

    for reference in ("ABCDEFGH", entered.reference, other.reference, "x" * 300):
        got = client.get(reverse(name, args=[method.pk, reference]))
        assert got.status_code == 404


@pytest.mark.parametrize(
    ("given", "field", "words"),
    [
        ({"since_year": "21"}, "since_year", "four digits"),
        ({"since_year": "soon"}, "since_year", "four digits"),
        ({"since_year": "2999"}, "since_year", "still to come"),
        ({"since_year": "", "since_month": "5"}, "since_year", "Give the year"),
        ({"since_month": "13"}, "since_month", "valid choice"),
        ({"links": "example"}, "links", "is no address"),
        ({"links": "javascript:alert(1)"}, "links", "is no address"),
        (
            {"links": "http://a.cn\nhttp://b.cn\nhttp://c.cn\nhttp://d.cn"},
            "links",
            "three",
        ),
        ({"adapted": "长" * 2_001}, "adapted", "2000"),
        ({"adapted": "a\x00b"}, "adapted", "Null"),
        ({"contact_name": "王"}, "contact_reach", "Say how"),
        ({"contact_reach": "138"}, "consent", "Agree"),
        ({"homepage": "https://spam"}, "homepage", "Leave this field empty"),
    ],
)
def test_what_is_wrong_is_said_and_the_rest_stays(
    client, method, community, given, field, words
):
    given = {"contact_name": "", "result": "投诉少了一半", **given}

    response = send(client, method, community, **given)

    errors = errors_of(response)
    assert list(errors) == [field]
    assert words in " ".join(errors[field])
    page = response.content.decode()
    assert "投诉少了一半" in page
    assert f'href="#id_{field}"' in page
    assert f'aria-describedby="id_{field}_error' in page
    assert Adoption.objects.count() == 0


@pytest.mark.parametrize(
    ("mark", "words"),
    [
        (lambda m: mark_of(m, age=1), "very quick"),
        (lambda m: mark_of(m, age=SECONDS_AT_MOST + 60), "lay open for long"),
        (lambda m: mark_of(m, age=-600), "lay open for long"),
        (lambda m: "", "lay open for long"),
        (lambda m: mark_of(m) + "x", "lay open for long"),
        (lambda m: mark_of(WorkMethodFactory()), "lay open for long"),
    ],
)
def test_form_that_is_not_ours_is_shown_again(client, method, community, mark, words):
    response = send(client, method, community, mark=mark(method))

    assert words in errors_of(response)["__all__"][0]
    assert "加了物业代表" in response.content.decode()
    assert Adoption.objects.count() == 0


def test_second_press_of_the_button_arrives(client, method, community):
    old = mark_of(method, age=SECONDS_AT_MOST + 60)

    shown = send(client, method, community, mark=old)
    again = send(client, method, community, mark=shown.context["mark"])

    assert again.status_code == 302
    assert Adoption.objects.count() == 1


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://example.org"},
        {"Origin": "null"},
        # What the browser says of the place counts more.
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"},
    ],
)
def test_other_sites_post_nothing(client, method, community, headers):
    response = send(client, method, community, headers=headers)

    assert "another site" in errors_of(response)["__all__"][0]
    assert Adoption.objects.count() == 0


@pytest.mark.parametrize(
    "headers",
    [{}, {"Sec-Fetch-Site": "same-origin"}, {"Origin": "http://testserver"}],
)
def test_own_form_is_taken(client, method, community, headers):
    assert send(client, method, community, headers=headers).status_code == 302


def test_signed_in_staff_post_as_nobody(client, officer, method, community):
    send(client, method, community)

    assert Adoption.objects.get().reported_by is None
    assert Adoption.objects.get().came_by_form is True


def test_same_report_is_one_row(client, method, community):
    first = send(client, method, community)
    again = send(client, method, community, adapted=" 加了物业代表\n")
    other = send(client, method, community, adapted="换了时间")

    assert first.url == again.url != other.url
    assert Adoption.objects.count() == 2


def test_report_that_was_refused_does_not_come_back(client, method, community):
    first = send(client, method, community)
    Adoption.objects.update(
        state="refused", refusal_reason="广告", decided_at=timezone.now()
    )

    again = send(client, method, community)

    assert again.url == first.url
    assert Adoption.objects.waiting().count() == 0


def test_photo_is_drawn_anew_and_seen_only_once_confirmed(client, method, community):
    send(client, method, community, photo=photo("王芳.jpg"), photo_caption="议事现场")

    evidence = AdoptionEvidence.objects.get()
    before = client.get(evidence.image.url).status_code
    adoption = Adoption.objects.get()
    adoption.state, adoption.decided_at = "confirmed", timezone.now()
    adoption.save()

    assert evidence.title_zh == "议事现场"
    assert "王芳" not in evidence.image.name
    after = client.get(evidence.image.url)
    after.close()
    assert (before, after.status_code) == (404, 200)


def test_what_is_no_photo_is_refused_and_the_text_stays(client, method, community):
    wrong = SimpleUploadedFile("a.jpg", b"<script>", "image/jpeg")

    response = send(client, method, community, photo=wrong)

    assert "no whole JPEG" in errors_of(response)["photo"][0]
    assert "Choose the photo once more" in response.content.decode()
    assert AdoptionEvidence.objects.count() == 0


def test_few_photos_a_minute_are_drawn(client, method, community, clock, monkeypatch):
    monkeypatch.setattr(limits, "MOST_PHOTOS_A_MINUTE", 1)

    send(client, method, community, photo=photo())
    second = send(client, method, community, photo=photo(), adapted="另一个")

    assert second.status_code == 429
    assert Adoption.objects.count() == 1


def test_photo_of_a_form_with_another_fault_is_not_drawn(
    client, method, community, monkeypatch
):
    monkeypatch.setattr(
        "catalogue.public.adoption.form.photo_to_keep",
        lambda file: pytest.fail("drawn all the same"),
    )

    response = send(client, method, community, photo=photo(), since_year="2999")

    assert list(errors_of(response)) == ["since_year"]


def test_community_is_found_by_name_and_chosen(client, method, community):
    CommunityFactory(name="柏林寺村")

    step = client.get(address(method, "?place=军门"))
    [place] = step.context["places"]
    form = client.get(place.url)

    assert place.url == address(method, f"?community={community.pk}")
    assert f'name="community" value="{community.pk}"' in form.content.decode()


@pytest.mark.parametrize("place", ["", "%00", "zzzzzz", "%ff"])
def test_search_that_finds_nothing_says_so(client, method, place):
    response = client.get(address(method, f"?place={place}"))

    assert response.status_code == 200
    assert response.context["places"] == []


@pytest.mark.parametrize("number", ["x", "0", "99999999999", "-1", "１"])
def test_unknown_community_leads_to_the_search(client, method, number):
    shown = client.get(address(method, f"?community={number}"))
    posted = client.post(address(method), {"community": number})

    assert {shown.templates[0].name, posted.templates[0].name} == {
        "public/adoption/choose.html"
    }


def test_community_that_was_merged_leads_to_the_one_that_stays(client, method):
    stays = CommunityFactory()
    goes = CommunityFactory(street=stays.street, merged_into=stays)

    response = client.get(address(method, f"?community={goes.pk}"))

    assert response.context["community"] == stays


def test_suggestions_lead_to_the_form(client, method, community):
    url = address(method, "?q=军门", "work-method-adopted-places")

    [group] = client.get(url).json()["groups"]

    [suggestion] = group["suggestions"]
    assert suggestion["url"] == address(method, f"?community={community.pk}")


@pytest.mark.parametrize("status", ["draft", "checking", "returned"])
def test_method_that_is_not_published_takes_no_report(client, community, status):
    method = WorkMethodFactory(status=status)

    assert client.get(address(method)).status_code == 404
    assert send(client, method, community).status_code == 404
    assert Adoption.objects.count() == 0


def test_what_is_recorded_already_is_said_before_anything_is_typed(
    client, method, community
):
    AdoptionFactory(method=method, community=community, confirmed=True)

    shown = client.get(address(method, f"?community={community.pk}"))
    posted = send(client, method, community)

    assert "recorded already" in shown.content.decode()
    assert "<form" not in shown.content.decode().split("<main")[1].split("</main")[0]
    assert "recorded already" in errors_of(posted)["__all__"][0]


def test_form_says_who_reads_the_contact_and_how_long(
    client, method, community, settings
):
    settings.ADOPTION_CONTACT_DAYS = 30
    day = timezone.localdate() + datetime.timedelta(days=30)

    page = client.get(address(method, f"?community={community.pk}"))

    assert page.context["kept_until"] == day
    assert "deleted after 30 days" in page.content.decode()


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_form_is_there_in_both_languages(client, method, community, language):
    with override(language):
        url = address(method, f"?community={community.pk}")

    assert url.startswith(f"/{language}/")
    assert client.get(url).status_code == 200


def test_full_desk_is_said_and_nothing_is_kept(client, method, community, monkeypatch):
    monkeypatch.setattr(adoption_reports, "MOST_WAITING_OF_A_METHOD", 1)
    AdoptionFactory(method=method, came_by_form=True)

    shown = client.get(address(method, f"?community={community.pk}"))
    posted = send(client, method, community)

    assert "write to the reporting body" in shown.content.decode()
    assert "write to the reporting body" in errors_of(posted)["__all__"][0]
    assert "加了物业代表" in posted.content.decode()
    assert Adoption.objects.count() == 1


def test_contacts_are_deleted_when_their_day_has_come(client, method, community):
    send(client, method, community, contact_reach="138", consent="on")
    contact = AdoptionContact.objects.get()
    day = contact.delete_on

    before = adoption_reports.forget_contacts(day - datetime.timedelta(days=1))
    then = adoption_reports.forget_contacts(day)

    assert (before, then) == (0, 1)
    assert AdoptionContact.objects.count() == 0
    assert Adoption.objects.count() == 1


def test_contact_stands_in_no_table_of_history(client, method, community):
    send(client, method, community, contact_reach="13812345678", consent="on")

    histories = [each for each in apps.get_models() if issubclass(each, Event)]
    said = [
        str(row)
        for history in histories
        for row in history.objects.values()
        if "13812345678" in str(row)
    ]
    assert said == []
