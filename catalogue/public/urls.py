"""The public pages, after the prefix of the language."""

from django.urls import path

from catalogue.public import feeds
from catalogue.public.exports import views as exports
from catalogue.public.views import (
    about,
    comparison,
    home,
    methods,
    places,
    rounds,
    statistics,
    taking,
    themes,
)

urlpatterns = [
    path("", home.Home.as_view(), name="home"),
    path("methods/", methods.WorkMethodList.as_view(), name="work-method-list"),
    path("methods/export.csv", exports.MethodsAsCSV.as_view(), name="work-method-csv"),
    path(
        "methods/export.xlsx", exports.MethodsAsXLSX.as_view(), name="work-method-xlsx"
    ),
    path(
        "methods/export.json", exports.MethodsAsJSON.as_view(), name="work-method-json"
    ),
    path("methods/feed.atom", feeds.method_feed, name="work-method-feed"),
    path(
        "methods/<int:number>/",
        methods.work_method_by_number,
        name="work-method-by-number",
    ),
    path(
        "methods/<int:number>/<slug:slug>/",
        methods.WorkMethodDetail.as_view(),
        name="work-method-detail",
    ),
    path(
        "methods/<int:number>/<slug:slug>/print/",
        taking.method_print_sheet,
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
        comparison.WorkMethodComparison.as_view(),
        name="work-method-compare",
    ),
    path("methods/booklet.docx", taking.booklet_file, name="work-method-booklet"),
    path("provinces/", places.ProvinceList.as_view(), name="province-list"),
    path(
        "provinces/<slug:slug>/",
        places.ProvinceDetail.as_view(),
        name="province-detail",
    ),
    path(
        "communities/<int:number>/",
        places.CommunityDetail.as_view(),
        name="community-detail",
    ),
    path("rounds/", rounds.RoundList.as_view(), name="round-list"),
    path("rounds/<slug:slug>/", rounds.RoundDetail.as_view(), name="round-detail"),
    path("themes/<slug:slug>/", themes.ThemeDetail.as_view(), name="theme-detail"),
    path("statistics/", statistics.Statistics.as_view(), name="statistics"),
    path("statistics/<slug:chart>.csv", statistics.chart_as_csv, name="statistics-csv"),
    path("statistics/<slug:chart>.svg", statistics.chart_as_svg, name="statistics-svg"),
    path("about/", about.About.as_view(), name="about"),
    path("about/data/", about.AboutData.as_view(), name="about-data"),
    path("accessibility/", about.Accessibility.as_view(), name="accessibility"),
]
