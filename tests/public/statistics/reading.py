"""Charts and their files read as people and programs read them."""

import csv
import io

from django.urls import reverse

from catalogue.public.kept_pages import PAGES


def charts(client, language="en"):
    """By name, every chart of the page, made anew: a kept page has no context."""
    PAGES.empty()
    response = client.get(f"/{language}/statistics/")
    assert response.status_code == 200
    return {
        chart.slug: chart
        for group in response.context["groups"]
        for chart in group.charts
    }


def csv_rows(client, slug):
    response = client.get(reverse("statistics-csv", args=[slug]))
    assert response.status_code == 200
    assert response.content.startswith(b"\xef\xbb\xbf")
    text = response.content.decode("utf-8-sig")
    return [*csv.reader(io.StringIO(text, newline=""))]
