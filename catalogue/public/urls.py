"""The public pages, after the prefix of the language."""

from django.urls import path

from catalogue.public.views import about, home, methods, places, rounds, themes

urlpatterns = [
    path("", home.Home.as_view(), name="home"),
    path("methods/", methods.WorkMethodList.as_view(), name="work-method-list"),
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
    path("about/", about.About.as_view(), name="about"),
    path("about/data/", about.AboutData.as_view(), name="about-data"),
    path("accessibility/", about.Accessibility.as_view(), name="accessibility"),
]
