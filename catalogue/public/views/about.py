from typing import Any

from django.views.generic import TemplateView

from catalogue.methods.models import Source, WorkMethod
from catalogue.places.models import Community, Division, Province, Street
from catalogue.rounds.models import SelectionRound


class About(TemplateView):
    """What the catalogue is, for whom, and what it does not claim."""

    template_name = "public/about.html"


class Accessibility(TemplateView):
    """How the pages can be used, and where they fall short."""

    template_name = "public/accessibility.html"


class AboutData(TemplateView):
    """Where the data come from and how many records are loaded."""

    template_name = "public/about_data.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(counts=_counts(), **kwargs)


def _counts() -> dict[str, int]:
    published = WorkMethod.objects.published()
    real = published.without_demonstration()
    methods = real.count()
    return {
        "methods": methods,
        "demonstration": published.count() - methods,
        "rounds": SelectionRound.objects.public().count(),
        "sources": Source.objects.filter(method__in=real).count(),
        "communities": Community.objects.real().count(),
        "provinces": Province.objects.count(),
        "streets": Street.objects.count(),
        "divisions": Division.objects.count(),
    }
