"""What the pages need besides themselves; the same in every language."""

from django.urls import include, path

from catalogue.public import sitemaps
from catalogue.public.views import files, text_size

urlpatterns = [
    path("text-size/", text_size.text_size, name="text-size"),
    path("text-size.css", text_size.text_size_stylesheet, name="text-size-stylesheet"),
    path("files/<path:path>", files.uploaded_file, name="uploaded-file"),
    path("api/v1/", include("catalogue.public.api.urls")),
    path("sitemap.xml", sitemaps.sitemap, name="sitemap"),
    path("sitemap-<int:number>.xml", sitemaps.sitemap_part, name="sitemap-part"),
    path("robots.txt", sitemaps.robots, name="robots"),
    path("favicon.ico", sitemaps.favicon, name="favicon"),
    path("opensearch.xml", sitemaps.opensearch, name="opensearch"),
]
