"""The one list of the public pages that every gate goes through."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from catalogue.methods.models import Theme, WorkMethod
from catalogue.places.models import Community
from catalogue.practice.models import (
    Adoption,
    PilotProgramme,
    PilotSite,
    Promotion,
    StillInUseAnswer,
)
from catalogue.rounds.models import SelectionRound, Submission

LANGUAGES = ("en", "zh-hans")
TOO_MANY = "&".join(f"field{number}=1" for number in range(1, 1_100))


@dataclass(frozen=True)
class Address:
    """A page with the status that it answers with."""

    name: str
    path: str
    status: int = 200

    def __str__(self):
        return self.name


def public_addresses(language):
    """Every kind of public page in the language, and each state worth a look."""
    with override(language):
        listed = reverse("work-method-list")
        compare = reverse("work-method-compare")
        chosen = [method.number for method in methods_of_each_outcome().values()][:4]
        return [
            Address("home", reverse("home")),
            Address("list", listed),
            Address("list filtered", f"{listed}?province=fujian&theme=service"),
            Address("list searched", f"{listed}?q=议事"),
            Address("list empty", f"{listed}?q=zzzz&province=beijing"),
            Address("list with a bad value", f"{listed}?theme=nonsense"),
            Address("list, second page", f"{listed}?order=title&page=2"),
            Address("list with one chosen to compare", f"{listed}?compare={chosen[0]}"),
            Address(
                "list with four chosen to compare",
                f"{listed}?{'&'.join(f'compare={n}' for n in chosen)}",
            ),
            Address("list past its end", f"{listed}?page=999", 404),
            *_methods(),
            *_finding(),
            *_adoptions(),
            *_pilots(),
            *_still_in_use(),
            Address("compare nothing", compare),
            Address("compare one", f"{compare}?method={chosen[0]}"),
            Address(
                "compare four", f"{compare}?{'&'.join(f'method={n}' for n in chosen)}"
            ),
            Address("compare, searched", f"{compare}?method={chosen[0]}&q=社区"),
            Address("provinces", reverse("province-list")),
            Address("province", reverse("province-detail", args=["fujian"])),
            Address("province without methods", _province("xizang")),
            Address("community", _community()),
            Address("rounds", reverse("round-list")),
            *_rounds(),
            *_themes(),
            *_promotion(),
            Address("statistics", reverse("statistics")),
            Address("statistics filtered", f"{reverse('statistics')}?theme=service"),
            Address("about", reverse("about")),
            Address("about the data", reverse("about-data")),
            Address("accessibility", reverse("accessibility")),
            Address("API", reverse("api-docs")),
            Address("no such page", f"{reverse('home')}nonsense/", 404),
            Address("booklet too long", reverse("work-method-booklet"), 400),
            Address("too many fields", f"{listed}?{TOO_MANY}", 400),
        ]


def staff_addresses(language):
    """Pages in the look of the public ones that no reader gets without an account."""
    with override(language):
        withdrawn = WorkMethod.objects.get(status=WorkMethod.Status.WITHDRAWN)
        methods = (withdrawn, methods_of_each_outcome()[Submission.Outcome.SUBMITTED])
        return [
            Address(
                f"preview of {method.number}",
                reverse("work-method-preview", args=[method.number]),
            )
            for method in methods
        ]


def forbidden_address():
    """A page that an account without any role may not open."""
    return Address("forbidden", reverse("admin:methods_workmethod_changelist"), 403)


def methods_of_each_outcome():
    """One published method of each outcome, by the outcome; "" has none."""
    published = WorkMethod.objects.published().order_by("number")
    found = {
        outcome: published.filter(submissions__outcome=outcome).first()
        for outcome in Submission.Outcome.values
    }
    found[""] = published.filter(submissions=None).first()
    return {outcome: method for outcome, method in found.items() if method}


def _methods():
    for outcome, method in methods_of_each_outcome().items():
        kind = outcome or "without outcome"
        yield Address(f"method, {kind}", method.get_absolute_url())
    whole = methods_of_each_outcome()[Submission.Outcome.SUBMITTED]
    for name, method in {"whole": whole, "bare": _bare()}.items():
        print_sheet = reverse("work-method-print", args=[method.number, method.slug])
        yield Address(f"print sheet, {name}", print_sheet)
    yield Address("method, bare", _bare().get_absolute_url())
    in_list = f"{whole.get_absolute_url()}?province=fujian"
    yield Address("method, in a list", in_list)
    yield Address("method, chosen to compare", f"{in_list}&compare={whole.number}")
    withdrawn = WorkMethod.objects.get(status=WorkMethod.Status.WITHDRAWN)
    yield Address("method, withdrawn", withdrawn.get_absolute_url(), 410)


def _finding():
    find = reverse("find-method")
    whole = "place=old-estate&size=middle&residents=old&money=little&rooms=enough"
    yield Address("find a method", find)
    yield Address("find, answered", f"{find}?problem=parking&q=停车 charging&{whole}")
    yield Address("find, near ones only", f"{find}?problem=children")
    yield Address("find, no answer", f"{find}?q=zzzz&place=village")
    yield Address("find with a bad value", f"{find}?problem=nonsense")


def _promotion():
    listed = reverse("promotion-list")
    yield Address("promotion", listed)
    yield Address("promotion filtered", f"{listed}?kind=press&year=2018")
    yield Address("promotion empty", f"{listed}?kind=other")
    yield Address("promotion with a bad value", f"{listed}?kind=nonsense")
    yield Address("promotion, past the end", f"{listed}?page=999", 404)
    public = Promotion.objects.public()
    yield Address(
        "promotion, interview", public.get(kind="interview").get_absolute_url()
    )
    for name, row in (("to come", public.coming()), ("planned", public.over())):
        yield Address(f"promotion, {name}", row.first().get_absolute_url())


def _pilots():
    """The real programme with a site, and one that is run here with a whole site."""
    yield Address("pilots", reverse("pilot-programme-list"))
    for programme in PilotProgramme.objects.public():
        yield Address(f"pilots, {programme.slug}", programme.get_absolute_url())
        site = PilotSite.objects.public().filter(programme=programme).first()
        yield Address(f"pilot site, {programme.slug}", site.get_absolute_url())
        if site.method:
            yield Address("method of a pilot", site.method.get_absolute_url())


def _adoptions():
    report = Adoption.objects.get(came_by_form=True)
    listed = reverse("adoption-list")
    yield Address("adoptions", listed)
    yield Address("adoptions of a method", f"{listed}?method={report.method_id}")
    yield Address("adoptions, none", f"{listed}?state=ended&province=beijing")
    yield Address("adoptions with a bad value", f"{listed}?theme=nonsense")
    form = reverse("work-method-adopted", args=[report.method_id])
    yield Address("adopted, which community", form)
    yield Address("adopted, communities found", f"{form}?place=社区")
    yield Address("adopted, no community found", f"{form}?place=zzzz")
    taken = [report.community_id, report.method.community_id]
    free = Community.objects.findable().exclude(pk__in=taken).first()
    yield Address("adopted, form", f"{form}?community={free.pk}")
    known = report.method.adoptions.in_use().first()
    yield Address("adopted, known", f"{form}?community={known.community_id}")
    yield Address(
        "adopted, received",
        reverse(
            "work-method-adopted-received", args=[report.method_id, report.reference]
        ),
    )


def _still_in_use():
    """A method for each answer of the yearly call, and one without an answer."""
    for row in StillInUseAnswer.objects.public().order_by("pk"):
        name = f"method, {row.answer or 'asked after, no answer'}"
        yield Address(name, row.method.get_absolute_url())


def _bare():
    return WorkMethod.objects.get(title_zh="无名工作法")


def _province(slug):
    return reverse("province-detail", args=[slug])


def _community():
    community = Community.objects.get(code="350102004001")
    return reverse("community-detail", args=[community.number])


def _rounds():
    for selection_round in SelectionRound.objects.public():
        path = selection_round.get_absolute_url()
        yield Address(f"round {selection_round.slug}", path)


def _themes():
    for slug in ("service", Theme.objects.exclude(slug="service").latest("pk").slug):
        yield Address(f"theme {slug}", reverse("theme-detail", args=[slug]))


assert [code for code, _ in settings.LANGUAGES] == list(LANGUAGES)
