"""The public pages of pilots: what they tell, and what never becomes public."""

import csv
import io
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from PIL import Image

from catalogue.methods.models import MethodCharacteristic
from catalogue.practice.models import (
    Co,
    Consequence,
    PilotAssessment,
    PilotMoney,
    PilotPhotos,
    PilotProgramme,
    PilotSite,
)
from catalogue.public.kept_pages import PAGES
from tests.methods.factories import MethodCharacteristicFactory, WorkMethodFactory
from tests.places.factories import CommunityFactory, StreetFactory
from tests.practice.pilot_factories import (
    PilotActFactory,
    PilotAssessmentFactory,
    PilotMoneyFactory,
    PilotProgrammeFactory,
    PilotSatisfactionFactory,
    PilotSiteFactory,
    PilotSourceFactory,
    PilotStageFactory,
)
from tests.rounds.factories import SelectionRoundFactory

pytestmark = pytest.mark.django_db

State = PilotSite.State
Moment, Judges = PilotAssessment.Moment, PilotAssessment.Judges
LIST = "/en/pilots/"


def open_site(**values):
    return PilotSiteFactory(confirmed=True, **values)


def text_of(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize(
    "values",
    [
        {"state": State.DRAFT},
        {"state": State.SENT},
        {"state": State.RETURNED},
        {"state": State.WITHDRAWN},
        {"confirmed": True, "programme__state": PilotProgramme.State.PREPARING},
    ],
)
def test_what_is_not_confirmed_is_nowhere(client, values):
    site = PilotSiteFactory(community__name="秘而不宣社区", **values)
    programme = site.programme
    files = [
        reverse(f"pilot-sites-{kind}", args=[programme.slug])
        for kind in ("csv", "json")
    ]

    assert client.get(site.get_absolute_url()).status_code == 404
    for address in (
        LIST,
        programme.get_absolute_url(),
        *files,
        "/sitemap.xml",
    ):
        response = client.get(address)
        assert response.status_code in (200, 404)
        assert "秘而不宣社区" not in response.content.decode()
        assert site.get_absolute_url() not in response.content.decode()


def test_a_change_is_not_public_before_it_is_confirmed(client):
    site = open_site()
    change = PilotSiteFactory(
        programme=site.programme,
        community=site.community,
        revises=site,
        leader_zh="县委书记",
    )

    assert client.get(change.get_absolute_url()).status_code == 404
    assert "县委书记<" not in text_of(client, site.get_absolute_url())


def test_a_site_stands_under_its_programme_alone(client):
    site, other = open_site(), PilotProgrammeFactory()

    address = reverse("pilot-site-detail", args=[other.slug, site.number])

    assert client.get(address).status_code == 404


def test_a_kept_page_grows_new_when_a_site_is_confirmed(client):
    site = PilotSiteFactory()
    address = site.programme.get_absolute_url()
    assert str(site) not in text_of(client, address)

    PilotSite.objects.filter(pk=site.pk).update(
        state=State.CONFIRMED, confirmed_at="2026-01-01T00:00Z"
    )

    assert str(site) in text_of(client, address)


class TestProgramme:
    def test_counties_with_their_counts_model_points_and_faults(self, client):
        programme = PilotProgrammeFactory(sites_at_least=2, sites_at_most=3)
        street = StreetFactory()
        model = open_site(
            programme=programme,
            community=CommunityFactory(street=street),
            is_model_point=True,
            is_led_by_secretary=True,
        )
        open_site(programme=programme, community=CommunityFactory(street=street))
        lonely = open_site(programme=programme)

        context = client.get(programme.get_absolute_url()).context
        rows = {
            str(row.name): (len(row.sites), row.model_points, row.words)
            for row in context["counties"]
        }

        assert rows == {
            str(street.county): (2, [model], []),
            str(lonely.community.county): (1, [], ["too few", "no model point"]),
        }

    def test_of_some_recorded_sites_nothing_is_said_against_a_county(self, client):
        programme = PilotProgrammeFactory(is_run_here=False)
        open_site(programme=programme)

        response = client.get(programme.get_absolute_url())

        assert [row.words for row in response.context["counties"]] == [[]]
        assert "no statement about the county" in response.content.decode()

    def test_rules_stand_in_words(self, client):
        programme = PilotProgrammeFactory()

        assert client.get(programme.get_absolute_url()).context["rules"] == [
            "Every county names 5 to 10 urban or rural communities as pilots.",
            "One of them is the model point; the county Party secretary leads it.",
            "Each site has one county leader, one department, one task team, one plan.",
        ]

    def test_what_is_no_rule_is_not_told(self, client):
        programme = PilotProgrammeFactory(
            **dict.fromkeys(
                [
                    *("too_few_sites", "too_many_sites", "not_led_by_secretary"),
                    *("no_leader", "no_team", "no_plan"),
                ],
                Consequence.NONE,
            )
        )

        assert client.get(programme.get_absolute_url()).context["rules"] == [
            "One of them is the model point.",
            "Each site has one department.",
        ]

    def test_the_funnel_begins_with_the_organisers_figure(self, client):
        programme = PilotProgrammeFactory(is_run_here=False)
        PilotStageFactory(programme=programme, official_sites=1038)
        PilotStageFactory(programme=programme, number=2, official_counties=14)
        whole = open_site(programme=programme)
        for co in Co:
            PilotActFactory(site=whole, co=co)
        for moment in Moment:
            PilotAssessmentFactory(site=whole, moment=moment)
        PilotSatisfactionFactory(site=whole)
        started = open_site(programme=programme)
        PilotAssessmentFactory(site=started)
        PilotSatisfactionFactory(site=started, asked=0, answered=0, satisfied=0)
        open_site(programme=programme, is_example=True)

        response = client.get(programme.get_absolute_url())

        assert [row.total for row in response.context["funnel"]] == [1038, 2, 1, 1, 1]
        assert "14 counties, by the organiser’s figure" in response.content.decode()

    def test_an_official_figure_that_is_not_known_is_not_guessed(self, client):
        programme = PilotProgrammeFactory(is_run_here=False)

        funnel = client.get(programme.get_absolute_url()).context["funnel"]

        assert [row.total for row in funnel] == [None, 0, 0, 0, 0]

    def test_examples_stand_apart(self, client):
        programme = PilotProgrammeFactory()
        example = open_site(programme=programme, is_example=True)

        context = client.get(programme.get_absolute_url()).context

        assert [site for site, _levels in context["examples"]] == [example]
        assert context["counties"] == []

    def test_it_and_its_round_lead_to_each_other(self, client):
        selection_round = SelectionRoundFactory(kind="pilot", announced=True)
        programme = PilotProgrammeFactory(selection_round=selection_round)

        there = text_of(client, programme.get_absolute_url())
        back = text_of(client, selection_round.get_absolute_url())

        assert selection_round.get_absolute_url() in there
        assert programme.get_absolute_url() in back

    def test_lists_and_home_lead_to_it(self, client):
        programme = PilotProgrammeFactory()

        assert programme.get_absolute_url() in text_of(client, LIST)
        for address in ("/en/", "/en/rounds/"):
            assert f'href="{LIST}"' in text_of(client, address)


class TestSite:
    def test_acts_stand_under_the_five_cos_side_by_side(self, client):
        site = open_site()
        PilotActFactory(site=site, co=Co.SHARE, what_zh="共用广场")
        PilotActFactory(
            site=site, co=Co.CONSULT, what_en="Hamlet meeting", people=40, dated="2022"
        )

        cos = client.get(site.get_absolute_url()).context["cos"]

        assert [(co.character, [str(act.what) for act in co.acts]) for co in cos] == [
            ("谋", ["Hamlet meeting"]),
            ("建", []),
            ("管", []),
            ("评", []),
            ("享", ["共用广场"]),
        ]
        assert "40 people took part" in text_of(client, site.get_absolute_url())

    def test_money_is_told_by_source_with_its_total(self, client):
        site = open_site()
        givers = PilotMoney.Giver
        PilotMoneyFactory(site=site, giver=givers.GOVERNMENT, amount="100000")
        PilotMoneyFactory(site=site, giver=givers.RESIDENTS, amount="1200.50")
        PilotMoneyFactory(site=site, giver=givers.RESIDENTS, amount="0.50")

        context = client.get(site.get_absolute_url()).context

        assert [(row.giver, row.amount) for row in context["money"]] == [
            ("residents", "1,201"),
            ("government", "100,000"),
        ]
        assert context["money_total"] == "101,201"

    def test_the_five_changes_by_who_assessed_them(self, client):
        site = open_site()
        PilotAssessmentFactory(site=site, moment=Moment.START, mark=2)
        PilotAssessmentFactory(site=site, moment=Moment.END, mark=4)
        PilotAssessmentFactory(site=site, judges=Judges.THIRD_PARTY, mark=3)

        rows = client.get(site.get_absolute_url()).context["changes"]

        assert [[(marks.start, marks.end) for marks in row.marks] for row in rows] == [
            [(2, 4), (None, None), (3, None)]
        ] + [[(None, None)] * 3] * 4

    @pytest.mark.parametrize(
        ("asked", "answered", "satisfied", "told"),
        [
            (10, 8, 6, "75%"),
            (10, 0, 0, "Nobody answered"),
            (0, 0, 0, "Nobody answered"),
        ],
    )
    def test_satisfaction_with_a_rate_where_somebody_answered(
        self, client, asked, answered, satisfied, told
    ):
        site = open_site()
        PilotSatisfactionFactory(
            site=site, asked=asked, answered=answered, satisfied=satisfied
        )

        assert told in text_of(client, site.get_absolute_url())

    def test_photos_before_and_after_say_what_they_show(self, client, settings):
        site = open_site()
        Path(settings.MEDIA_ROOT).mkdir(parents=True, exist_ok=True)
        picture = io.BytesIO()
        Image.new("RGB", (40, 30)).save(picture, "PNG")
        PilotPhotos.objects.create(
            site=site,
            caption_zh="村口广场",
            before_shows_en="Rubbish by the road",
            before=ContentFile(picture.getvalue(), "a.png"),
            after=ContentFile(picture.getvalue(), "b.png"),
        )

        page = text_of(client, site.get_absolute_url())

        assert 'alt="Rubbish by the road" lang="en"' in page
        assert 'alt="村口广场" lang="zh-Hans"' in page
        assert page.count('width="40" height="30"') == 2

    def test_what_no_source_tells_is_named(self, client):
        site = open_site(leader_zh="", team_zh="")
        PilotMoneyFactory(site=site)

        assert client.get(site.get_absolute_url()).context["missing"] == [
            "County leader",
            "Task team",
            "Photos before and after",
            "The five changes",
            "Satisfaction of residents",
        ]

    def test_its_method_is_linked_where_the_public_may_read_it(self, client):
        published = WorkMethodFactory(published=True)
        site, other = open_site(method=published), open_site(method=WorkMethodFactory())

        assert published.get_absolute_url() in text_of(client, site.get_absolute_url())
        assert client.get(other.get_absolute_url()).context["method"] is None

    def test_sources_are_cited_and_linked_only_where_they_may_be(self, client):
        site = open_site()
        PilotSourceFactory(site=site, address="https://example.org/copy")

        page = text_of(client, site.get_absolute_url())

        assert "县民政局简报" in page
        assert 'href="https://example.org/copy"' not in page


class TestMethodPage:
    def test_the_five_cos_take_the_place_of_the_characteristics(self, client):
        method = WorkMethodFactory(published=True)
        MethodCharacteristicFactory(
            method=method, characteristic=MethodCharacteristic.Characteristic.OPERABLE
        )
        site = open_site(method=method)
        PilotActFactory(site=site, what_zh="召开湾子会")

        response = client.get(method.get_absolute_url())
        page = response.content.decode()

        assert 'id="five-cos"' in page
        assert 'id="characteristics"' not in page
        assert "召开湾子会" in page
        assert site.get_absolute_url() in page
        assert "The six characteristics" not in response.context["missing"]

    def test_a_site_that_is_not_public_changes_nothing(self, client):
        method = WorkMethodFactory(published=True)
        PilotSiteFactory(method=method)

        response = client.get(method.get_absolute_url())

        assert response.context["pilot_site"] is None
        assert "The six characteristics" in response.context["missing"]


class TestFiles:
    def test_csv_has_a_row_for_each_site(self, client):
        site = open_site(is_model_point=True, leader_zh="=1+1")
        PilotActFactory(site=site, co=Co.BUILD)
        PilotMoneyFactory(site=site, amount="12.50")
        PilotSatisfactionFactory(site=site, asked=9, answered=8, satisfied=7)
        address = reverse("pilot-sites-csv", args=[site.programme.slug])

        text = client.get(address).content.decode("utf-8-sig")
        [row] = csv.DictReader(io.StringIO(text))

        assert row["Number"] == str(site.number)
        assert row["Model point"] == "TRUE"
        assert row["County leader"] == "'=1+1"
        assert (row["Acts: Co-build"], row["Acts: Share"]) == ("1", "0")
        assert row["Money in yuan"] == "12.50"
        assert (row["Asked"], row["Answered"], row["Satisfied"]) == ("9", "8", "7")

    def test_csv_is_in_the_language_of_the_address(self, client):
        programme = open_site().programme

        with translation.override("zh-hans"):
            address = reverse("pilot-sites-csv", args=[programme.slug])
        assert address.startswith("/zh-hans/")
        assert client.get(address).status_code == 200

    def test_json_holds_acts_sums_and_marks(self, client):
        site = open_site()
        PilotActFactory(site=site, people=3)
        PilotMoneyFactory(site=site, amount="12.50")
        PilotAssessmentFactory(site=site, mark=2)

        answer = client.get(
            reverse("pilot-sites-json", args=[site.programme.slug])
        ).json()

        [found] = answer["results"]
        assert answer["count"] == 1
        assert found["acts"] == [
            {
                "co": "co-consult",
                "what_zh": "召开居民议事会",
                "what_en": "",
                "who_zh": "",
                "who_en": "",
                "date": None,
                "people": 3,
            }
        ]
        assert found["money"][0]["amount"] == "12.50"
        assert found["assessments"][0]["mark"] == 2

    @pytest.mark.parametrize("kind", ["csv", "json"])
    def test_who_has_the_newest_file_gets_none(self, client, kind):
        site = open_site()
        address = reverse(f"pilot-sites-{kind}", args=[site.programme.slug])
        tag = client.get(address)["ETag"]

        assert client.get(address, headers={"if-none-match": tag}).status_code == 304

    @pytest.mark.parametrize("kind", ["csv", "json"])
    def test_of_a_hidden_programme_there_is_no_file(self, client, kind):
        hidden = PilotProgrammeFactory(state=PilotProgramme.State.PREPARING)

        address = reverse(f"pilot-sites-{kind}", args=[hidden.slug])

        assert client.get(address).status_code == 404


def filled(count):
    """A programme with so many sites in each of so many counties, and one of them."""
    programme = PilotProgrammeFactory()
    for _county in range(count):
        street = StreetFactory()
        for _place in range(count):
            site = open_site(
                programme=programme, community=CommunityFactory(street=street)
            )
            for _part in range(count):
                PilotActFactory(site=site)
                PilotMoneyFactory(site=site)
                PilotSatisfactionFactory(site=site)
                PilotSourceFactory(site=site)
    return programme, site


@pytest.mark.parametrize("page", ["list", "programme", "site", "csv", "json"])
def test_query_counts_stay_flat(client, page):
    counts = []
    for many in (1, 3):
        programme, site = filled(many)
        addresses = {
            "list": LIST,
            "programme": programme.get_absolute_url(),
            "site": site.get_absolute_url(),
            "csv": reverse("pilot-sites-csv", args=[programme.slug]),
            "json": reverse("pilot-sites-json", args=[programme.slug]),
        }
        client.get(addresses[page])
        PAGES.empty()
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(addresses[page])
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 20
