"""The calendar of coming events holds to RFC 5545."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from icalendar import Calendar

from catalogue.practice.models import Promotion
from tests.methods.factories import WorkMethodFactory
from tests.places.factories import real_province
from tests.practice.factories import PromotionFactory

pytestmark = pytest.mark.django_db

Standing = Promotion.Standing
LONG = "社区工作者培训班，“五民”工作法；第一期, part; one \\ two\nnext line " * 6


def day(after):
    return timezone.localdate() + datetime.timedelta(days=after)


def event(**values):
    values = {"standing": Standing.PLANNED, "published": True, **values}
    if isinstance(values.get("begins_on"), datetime.date):
        values["begins_on"] = values["begins_on"].isoformat()
    if isinstance(values.get("ends_on"), datetime.date):
        values["ends_on"] = values["ends_on"].isoformat()
    return PromotionFactory(**values)


def fetch(client, query="", **headers):
    return client.get(reverse("promotion-calendar") + query, **headers)


def events(client, query=""):
    return Calendar.from_ical(fetch(client, query).content).walk("VEVENT")


def test_only_what_is_to_come_on_a_day_is_in_it(client):
    coming = event(begins_on=day(3))
    cancelled = event(begins_on=day(4), standing=Standing.CANCELLED)
    event(begins_on=day(-3))
    event(begins_on="2999-05")
    event(begins_on="")
    event(begins_on=day(0), standing=Standing.HELD)
    PromotionFactory(begins_on=day(3).isoformat(), standing=Standing.PLANNED)

    found = events(client)

    assert [
        (str(each["UID"]).partition("@")[0], str(each["STATUS"])) for each in found
    ] == [
        (f"promotion-{coming.pk}", "CONFIRMED"),
        (f"promotion-{cancelled.pk}", "CANCELLED"),
    ]


def test_whole_days_end_on_the_day_after(client):
    event(begins_on=day(3), ends_on=day(5))

    [found] = events(client)

    assert found.decoded("DTSTART") == day(3)
    assert found.decoded("DTEND") == day(6)


def test_hours_are_those_of_beijing(client):
    first = day(3)
    event(begins_on=first, begins_at=datetime.time(9, 30), ends_at=datetime.time(11, 0))

    [found] = events(client)

    utc = datetime.UTC
    assert found.decoded("DTSTART") == datetime.datetime.combine(
        first, datetime.time(1, 30), utc
    )
    assert found.decoded("DTEND") == datetime.datetime.combine(
        first, datetime.time(3, 0), utc
    )


def test_texts_come_through_whole_and_lines_are_short(client):
    method = WorkMethodFactory(published=True, title_zh="议事工作法")
    event(
        begins_on=day(3),
        title_zh="培训班，“五民”；第一期, one \\ two" * 4,
        summary_zh=LONG,
        serving=[method],
    )

    with override("zh-hans"):
        response = fetch(client)

    lines = response.content.split(b"\r\n")
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert lines[-1] == b""
    assert max(map(len, lines)) <= 75
    assert b"\n" not in b"".join(lines)
    for line in lines:
        # A fold never falls inside a character.
        line.decode()
    [found] = Calendar.from_ical(response.content).walk("VEVENT")
    assert str(found["SUMMARY"]) == "培训班，“五民”；第一期, one \\ two" * 4
    assert str(found["DESCRIPTION"]) == f"{LONG}\n议事工作法"
    calendar = Calendar.from_ical(response.content)
    assert (str(calendar["VERSION"]), str(calendar["METHOD"])) == ("2.0", "PUBLISH")


def test_uid_and_stamp_stay_and_the_answer_is_not_sent_twice(client):
    promotion = event(begins_on=day(3))

    first, second = fetch(client), fetch(client)
    known = fetch(client, headers={"If-None-Match": first["ETag"]})

    assert first.content == second.content
    assert known.status_code == 304
    [found] = Calendar.from_ical(first.content).walk("VEVENT")
    assert found.decoded("DTSTAMP") == promotion.updated_at.replace(microsecond=0)
    assert str(found["UID"]) == f"promotion-{promotion.pk}@testserver"


def test_calendar_is_filtered_as_the_list_is(client):
    fujian = real_province("fujian")
    there = event(begins_on=day(3), province=fujian)
    seminar = event(begins_on=day(4), kind="seminar")

    def numbers(query):
        return [
            int(str(each["UID"]).partition("@")[0].removeprefix("promotion-"))
            for each in events(client, query)
        ]

    assert numbers("?province=fujian") == [there.pk]
    assert numbers("?kind=seminar") == [seminar.pk]


@pytest.mark.parametrize("query", ["?kind=lecture", "?nonsense=1", "?province=x"])
@pytest.mark.parametrize("name", ["promotion-calendar", "promotion-csv"])
def test_unknown_values_are_refused_by_name(client, name, query):
    response = client.get(reverse(name) + query)

    assert response.status_code == 400
    assert response.json().keys() == {query[1:].partition("=")[0]}


def test_a_demonstration_says_so_in_its_title(client):
    event(begins_on=day(3), is_demo=True, title_en="Class")

    with override("en"):
        [found] = events(client)

    assert str(found["SUMMARY"]) == "Demonstration record: Class"


def test_csv_holds_the_whole_list(client):
    method = WorkMethodFactory(published=True, title_en="Council")
    PromotionFactory(
        published=True,
        title_zh="=SUM(A1)",
        title_en="Class",
        begins_on="2018",
        people_reached=30,
        serving=[method, WorkMethodFactory(title_en="Draft")],
    )

    with override("en"):
        text = client.get(reverse("promotion-csv")).content.decode("utf-8-sig")

    head, row, end = text.split("\r\n")
    assert head.startswith("Number,Web address,Kind")
    assert "'=SUM(A1)" in row
    assert "Council" in row
    assert "Draft" not in row
    assert end == ""
