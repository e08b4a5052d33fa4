"""What the pages need besides themselves; the same in every language."""

from django.urls import path

from catalogue.public.views import files, text_size

urlpatterns = [
    path("text-size/", text_size.text_size, name="text-size"),
    path("text-size.css", text_size.text_size_stylesheet, name="text-size-stylesheet"),
    path("files/<path:path>", files.uploaded_file, name="uploaded-file"),
]
