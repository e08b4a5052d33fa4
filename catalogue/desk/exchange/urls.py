"""Addresses of this room, under the admin's own."""

from django.contrib.admin import AdminSite
from django.urls import URLPattern, path

from catalogue.desk.exchange import other_lists, still_in_use, views
from catalogue.desk.exchange.doors import View
from catalogue.desk.exchange.list_files import list_file
from catalogue.desk.exchange.promotion import views as promotion


def exchange_urls(site: AdminSite) -> list[URLPattern]:
    """All of them, open to who is signed in to the site; each view says to whom."""
    addresses: dict[str, tuple[str, View]] = {
        "exchange/promotion/": ("promotion_imports", promotion.imports),
        "exchange/promotion/template.xlsx": ("promotion_template", promotion.template),
        "exchange/promotion/export.<slug:kind>": (
            "promotion_export",
            promotion.export,
        ),
        "exchange/promotion/<int:number>/": ("promotion_import", promotion.preview),
        "exchange/promotion/<int:number>/undo/": ("promotion_undo", promotion.undo),
        "exchange/methods/": ("imports", views.imports),
        "exchange/methods/template.xlsx": ("template", views.template),
        "exchange/methods/export.xlsx": ("export_xlsx", views.export_xlsx),
        "exchange/methods/export.csv": ("export_csv", views.export_csv),
        "exchange/methods/<int:number>/": ("import", views.preview),
        "exchange/methods/<int:number>/choices/": ("choices", views.choices),
        "exchange/methods/<int:number>/save/": ("save", views.save),
        "exchange/methods/<int:number>/discard/": ("discard", views.discard),
        "exchange/methods/<int:number>/to-correct.xlsx": ("marked", views.marked),
        "exchange/methods/<int:number>/undo/": ("undo", views.undo),
        "exchange/methods/imports.<slug:kind>": ("imports_file", other_lists.imports),
        "exchange/trail.<slug:kind>": ("trail_file", other_lists.trail),
        "exchange/still-in-use/<int:number>/": (
            "still_in_use",
            still_in_use.still_in_use,
        ),
        "exchange/<slug:app_label>/<slug:model_name>.<slug:kind>": (
            "list",
            list_file,
        ),
    }
    return [
        path(address, site.admin_view(view), name=f"exchange_{name}")
        for address, (name, view) in addresses.items()
    ]
