"""The public pages, after the prefix of the language."""

from django.urls import path

from catalogue.public import feeds
from catalogue.public.adoption import exports as adopted
from catalogue.public.adoption import views as adoption
from catalogue.public.adoption.filters import ADOPTION_LABELS
from catalogue.public.adoption.list_view import AdoptionList
from catalogue.public.chosen_methods import METHOD
from catalogue.public.exports import views as exports
from catalogue.public.finding import views as finding
from catalogue.public.finding.question import LABELS as QUESTION
from catalogue.public.page_keeping import PAGE, kept_page, without_empty_fields
from catalogue.public.parameters import COMPARE, LABELS, LISTED
from catalogue.public.pilots import site_files
from catalogue.public.pilots import views as pilots
from catalogue.public.promotion import parameters as promotion_parameters
from catalogue.public.promotion import views as promotion
from catalogue.public.views import (
    about,
    comparison,
    home,
    methods,
    places,
    rounds,
    statistics,
    suggestions,
    taking,
    themes,
)

urlpatterns = [
    path("", kept_page(home.Home.as_view()), name="home"),
    path(
        "methods/",
        kept_page(methods.WorkMethodList.as_view(), *LABELS, COMPARE),
        name="work-method-list",
    ),
    path("methods/export.csv", exports.MethodsAsCSV.as_view(), name="work-method-csv"),
    path(
        "methods/export.xlsx", exports.MethodsAsXLSX.as_view(), name="work-method-xlsx"
    ),
    path(
        "methods/export.json", exports.MethodsAsJSON.as_view(), name="work-method-json"
    ),
    path("methods/feed.atom", feeds.method_feed, name="work-method-feed"),
    path(
        "methods/suggestions/",
        kept_page(suggestions.method_suggestions, "q"),
        name="work-method-suggestions",
    ),
    path(
        "methods/<int:number>/",
        methods.work_method_by_number,
        name="work-method-by-number",
    ),
    path(
        "methods/<int:number>/adopted/",
        adoption.TellOfAdoption.as_view(),
        name="work-method-adopted",
    ),
    path(
        "methods/<int:number>/adopted/places/",
        adoption.place_suggestions,
        name="work-method-adopted-places",
    ),
    path(
        "methods/<int:number>/adopted/<str:reference>/",
        adoption.adoption_received,
        name="work-method-adopted-received",
    ),
    path(
        "methods/<int:number>/<slug:slug>/",
        kept_page(methods.WorkMethodDetail.as_view(), "q", *LISTED, "order", COMPARE),
        name="work-method-detail",
    ),
    path(
        "methods/<int:number>/<slug:slug>/print/",
        kept_page(taking.method_print_sheet),
        name="work-method-print",
    ),
    path(
        "methods/<int:number>/<slug:slug>/method.docx",
        taking.method_word_file,
        name="work-method-word",
    ),
    path(
        "methods/<int:number>/<slug:slug>/qr.svg",
        taking.method_qr_code,
        name="work-method-qr",
    ),
    path(
        "methods/compare/",
        kept_page(comparison.WorkMethodComparison.as_view(), METHOD, "q"),
        name="work-method-compare",
    ),
    path("methods/booklet.docx", taking.booklet_file, name="work-method-booklet"),
    path(
        "find/",
        without_empty_fields(
            kept_page(finding.FindMethod.as_view(), *QUESTION, COMPARE)
        ),
        name="find-method",
    ),
    path("provinces/", kept_page(places.ProvinceList.as_view()), name="province-list"),
    path(
        "provinces/<slug:slug>/",
        kept_page(places.ProvinceDetail.as_view(), PAGE, COMPARE),
        name="province-detail",
    ),
    path(
        "communities/<int:number>/",
        kept_page(places.CommunityDetail.as_view(), PAGE, COMPARE),
        name="community-detail",
    ),
    path("rounds/", kept_page(rounds.RoundList.as_view()), name="round-list"),
    path(
        "rounds/<slug:slug>/",
        kept_page(rounds.RoundDetail.as_view(), PAGE, COMPARE),
        name="round-detail",
    ),
    path(
        "pilots/",
        kept_page(pilots.PilotProgrammeList.as_view()),
        name="pilot-programme-list",
    ),
    path(
        "pilots/<slug:slug>/",
        kept_page(pilots.PilotProgrammeDetail.as_view()),
        name="pilot-programme-detail",
    ),
    path(
        "pilots/<slug:slug>/sites.csv",
        site_files.sites_as_csv,
        name="pilot-sites-csv",
    ),
    path(
        "pilots/<slug:slug>/sites.json",
        site_files.sites_as_json,
        name="pilot-sites-json",
    ),
    path(
        "pilots/<slug:slug>/<int:number>/",
        kept_page(pilots.PilotSiteDetail.as_view()),
        name="pilot-site-detail",
    ),
    path(
        "themes/<slug:slug>/",
        kept_page(themes.ThemeDetail.as_view(), PAGE, COMPARE),
        name="theme-detail",
    ),
    path(
        "promotion/",
        kept_page(
            promotion.PromotionList.as_view(), *promotion_parameters.LABELS, PAGE
        ),
        name="promotion-list",
    ),
    path(
        "promotion/<int:number>/",
        kept_page(promotion.PromotionDetail.as_view()),
        name="promotion-detail",
    ),
    path(
        "promotion/calendar.ics",
        promotion.promotion_calendar,
        name="promotion-calendar",
    ),
    path("promotion/export.csv", promotion.promotions_as_csv, name="promotion-csv"),
    path(
        "statistics/",
        kept_page(statistics.Statistics.as_view(), "q", *LISTED),
        name="statistics",
    ),
    path("statistics/<slug:chart>.csv", statistics.chart_as_csv, name="statistics-csv"),
    path("statistics/<slug:chart>.svg", statistics.chart_as_svg, name="statistics-svg"),
    path(
        "adoptions/",
        kept_page(AdoptionList.as_view(), *ADOPTION_LABELS, PAGE),
        name="adoption-list",
    ),
    path("adoptions/export.csv", adopted.AdoptionsAsCSV.as_view(), name="adoption-csv"),
    path(
        "adoptions/export.xlsx", adopted.AdoptionsAsXLSX.as_view(), name="adoption-xlsx"
    ),
    path(
        "adoptions/export.json", adopted.AdoptionsAsJSON.as_view(), name="adoption-json"
    ),
    path("about/", kept_page(about.About.as_view()), name="about"),
    path("about/data/", kept_page(about.AboutData.as_view()), name="about-data"),
    path(
        "accessibility/", kept_page(about.Accessibility.as_view()), name="accessibility"
    ),
]
