"""The addresses of the API; version 1 keeps its names and shapes."""

from django.urls import path, re_path

from catalogue.public.api import views
from catalogue.public.api.documents import ApiDocs, ApiRoot, ApiSchema

urlpatterns = [
    path("", ApiRoot.as_view(), name="api-root"),
    path("methods/", views.MethodList.as_view(), name="api-method-list"),
    path(
        "methods/<int:number>/", views.MethodDetail.as_view(), name="api-method-detail"
    ),
    path("provinces/", views.ProvinceList.as_view(), name="api-province-list"),
    path("communities/", views.CommunityList.as_view(), name="api-community-list"),
    path("rounds/", views.RoundList.as_view(), name="api-round-list"),
    path("promotions/", views.PromotionList.as_view(), name="api-promotion-list"),
    path("adoptions/", views.AdoptionList.as_view(), name="api-adoption-list"),
    path("themes/", views.ThemeList.as_view(), name="api-theme-list"),
    path("schema/", ApiSchema.as_view(), name="api-schema"),
    path("docs/", ApiDocs.as_view(), name="api-docs"),
    # Without the slash at the end the address leads to the one with it.
    re_path(r"^.*/$", views.NothingHere.as_view()),
]
