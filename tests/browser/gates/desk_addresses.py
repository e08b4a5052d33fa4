"""The one list of the pages of the desk that the gates go through, for each role.

The addresses are asked of the site itself. The pages of a model, and those whose
address takes nothing, are in the list by themselves; one that asks for a row is named
in `pages_of_rows`, or in `NO_PAGES`.
"""

from django.urls import NoReverseMatch, reverse

from catalogue.accounts.roles import GRANTS, Role
from tests.browser.gates.addresses import Address
from tests.browser.gates.desk_rounds import OPENED, pages_of_rounds
from tests.desk.test_every_address import (
    EVERYBODYS,
    RIGHTS,
    WITHOUT_A_ROW,
    model_of,
    names_of_addresses,
    opens,
)

# A post, an answer to a script, a file, or a way elsewhere.
NO_PAGES = {
    *("language", "login", "logout", "jsi18n", "view_on_site", "autocomplete"),
    *("resembling", "unsaved", "unsaved_of_new"),
    *(
        "change_of_method",
        "change_of_site",
        "method_of_site",
        "contact_of_method",
        "bring_back",
    ),
    "variation_of_adoption",
    *("exchange_template", "exchange_export_xlsx", "exchange_export_csv"),
    *("exchange_list", "exchange_imports_file", "exchange_trail_file"),
    *("exchange_promotion_template", "exchange_promotion_export", "known_methods"),
    *("exchange_choices", "exchange_save", "exchange_discard", "exchange_marked"),
    *("rounds_absences", "rounds_ranking", "rounds_minutes_word", "rounds_dossier"),
    *("rounds_board_line", "rounds_board_swap", "rounds_board_undo"),
    "rounds_attached",
    *("practice_still_in_use_close", "practice_still_in_use_notes"),
    "exchange_still_in_use",
    *("rounds_keep_review", "rounds_result_notice", "rounds_six_characteristics"),
}
# Pages that no gate has looked at yet: each is taken out of here when it passes.
NOT_YET = {
    # A copy of a file without the names in it, which the records have none of.
    "rounds_blind_copy",
}
_PROMOTION_IMPORT = "exchange_promotion_import"
ENTERS = (Role.OFFICER, Role.MINISTRY_EDITOR)
# Who opens the pages of an import, which belong to no model.
OPENED_BY = {"exchange_imports": ENTERS, "exchange_promotion_imports": ENTERS} | {
    name: GRANTS[right] for name, right in RIGHTS.items()
}
FIRST_APP = {
    Role.SYSTEM_ADMINISTRATOR: "accounts",
    Role.SECURITY_ADMINISTRATOR: "accounts",
} | dict.fromkeys((*ENTERS, Role.ROUND_MANAGER), "methods")


def pages_of_rows(role, records):
    """The pages whose address asks for something, by the name of the address."""
    imports = records.imports if role in ENTERS else {}
    promotion = records.promotion_imports.get(role, {})
    return {
        "app_list": [
            Address(f"app {app}", reverse("admin:app_list", args=[app]))
            for app in [FIRST_APP.get(role)]
            if app
        ],
        "state_of_methods": list(_state_pages(role, records.methods)),
        "decide_adoptions": list(_decision_pages(role, records.rows["adoption"])),
        "state_of_programme": list(_programme_steps(role, records.rows)),
        "state_of_site": list(_site_moves(role, records.rows)),
        **_call_pages(role, records.rows["stillinusecall"]),
        "exchange_import": [
            Address(f"import, {name}", _page_of("exchange_import", each))
            for name, each in imports.items()
        ],
        **pages_of_rounds(role, records.rounds),
        **dict.fromkeys(("undo_merge_of_community", "undo_merge_of_workmethod"), ()),
        "exchange_promotion_import": [
            Address(f"import of promotion, {name}", _page_of(_PROMOTION_IMPORT, each))
            for name, each in promotion.items()
        ],
        "exchange_promotion_undo": [
            Address(
                "import of promotion to undo",
                _page_of("exchange_promotion_undo", each),
            )
            for each in promotion.values()
            if each.is_saved
        ],
        "move_promotion": [
            Address(
                "return promotion",
                reverse(
                    "admin:move_promotion",
                    args=[records.rows["promotion"].pk, "returned"],
                ),
            )
            for _each in [role]
            if role in GRANTS["practice.publish_promotion"]
        ],
        "exchange_undo": [
            Address("import to undo", _page_of("exchange_undo", each))
            for each in imports.values()
            if each.is_saved
        ],
    }


def desk_addresses(role, records):
    """Every page of the desk that somebody with the role opens."""
    of_rows = pages_of_rows(role, records)
    for name in sorted(names_of_addresses() - NO_PAGES - NOT_YET):
        if name in of_rows:
            yield from of_rows[name]
        elif name in EVERYBODYS or model_of(name)[0] is None:
            if role in OPENED_BY.get(name, Role) and _asks_for_nothing(name):
                yield Address(name, reverse(f"admin:{name}"))
        elif opens(name, role):
            yield _of_model(name, records.rows)
    yield from _merging(role, records)
    yield from _of_methods(role, records.methods)
    yield Address("no such page", reverse("admin:index") + "nonsense/", 404)
    yield Address("not open", reverse("admin:places_street_add"), 403)


def unknown_addresses(records):
    """Those that ask for a row and of which nobody has said which."""
    of_rows = pages_of_rows(Role.MINISTRY_EDITOR, records)
    for name in names_of_addresses() - NO_PAGES - NOT_YET - of_rows.keys():
        if model_of(name)[0] is None and not _asks_for_nothing(name):
            yield name


def _asks_for_nothing(name):
    try:
        return bool(reverse(f"admin:{name}"))
    except NoReverseMatch:
        return False


def _of_model(name, rows):
    model, page = model_of(name)
    if page in WITHOUT_A_ROW:
        return Address(name, reverse(f"admin:{name}"))
    return Address(name, _page_of(name, rows[model._meta.model_name]))


def _page_of(name, row):
    return reverse(f"admin:{name}", args=[row.pk])


def _of_methods(role, methods):
    """The page of a method in each state, and a list and a history with more."""
    if not opens("methods_workmethod_change", role):
        return
    page = "admin:methods_workmethod_change"
    for state, method in methods.items():
        yield Address(f"method, {state}", reverse(page, args=[method.pk]))
    preview = reverse("work-method-preview", args=[methods["draft"].pk])
    yield Address("preview", preview)
    listed = reverse("admin:methods_workmethod_changelist")
    yield Address("methods, filtered", f"{listed}?status__exact=draft")
    yield Address("methods, none", f"{listed}?q=zzzz")


def _merging(role, records):
    """Two records side by side, and the merger of two others, of either kind."""
    for name, pair, merge in (
        ("places_community", records.communities, records.merge),
        ("methods_workmethod", records.same_methods, records.method_merge),
    ):
        if not opens(f"{name}_merge", role):
            continue
        stays, goes = (each.pk for each in pair)
        merging = reverse(f"admin:{name}_merge")
        yield Address(f"merging, {name}", f"{merging}?stays={stays}&goes={goes}")
        undo = f"undo_merge_of_{name.split('_')[1]}"
        yield Address(f"merging to undo, {name}", _page_of(undo, merge))


def _state_pages(role, methods):
    if role not in ENTERS:
        return
    for state in ("returned", "published", "withdrawn", "draft"):
        address = reverse("admin:state_of_methods", args=[state])
        numbers = [methods["change"].pk, methods["checking"].pk]
        for name, chosen in (("one", numbers[:1]), ("two", numbers)):
            query = "&".join(f"number={number}" for number in chosen)
            yield Address(f"state {state}, {name}", f"{address}?{query}")


def _decision_pages(role, adoption):
    if role not in ENTERS:
        return
    for name in ("confirm", "refuse", "end"):
        address = reverse("admin:decide_adoptions", args=[name])
        yield Address(f"adoption, {name}", f"{address}?number={adoption.pk}")


def _programme_steps(role, rows):
    if role in GRANTS["practice.run_pilotprogramme"]:
        for to in ("closed", "preparing"):
            args = [rows["pilotprogramme"].pk, to]
            address = reverse("admin:state_of_programme", args=args)
            yield Address(f"state of a programme, {to}", address)


def _site_moves(role, rows):
    """The officer's own draft, and what waits for who confirms."""
    may = role in GRANTS["practice.confirm_pilotsite"]
    moves = {"returned": may, "confirmed": may, "sent": role in ENTERS}
    for to, opens_it in moves.items():
        site = rows["pilotsite" if to == "sent" else "sent pilotsite"]
        if opens_it:
            address = reverse("admin:state_of_site", args=[site.pk, to])
            yield Address(f"state of a site, {to}", address)


def _call_pages(role, call):
    """The pages of the yearly call, for who answers and for who asks."""
    asks = role in GRANTS["practice.ask_still_in_use"]
    answers = asks or role in GRANTS["practice.answer_still_in_use"]
    pages = {
        "answers": ("", "?show=all", "?q=zzzz") if answers else (),
        "overview": ("",) if asks else (),
        "more_time": ("",) if asks else (),
    }
    return {
        f"practice_still_in_use_{page}": [
            Address(
                f"still in use, {page}{query}",
                _page_of(f"practice_still_in_use_{page}", call) + query,
            )
            for query in queries
        ]
        for page, queries in pages.items()
    }


def is_ours(name):
    """Whether the page of that name has a template of ours alone."""
    return name in ("index", "audit_trail") or name.startswith(
        (
            *("exchange", "import", "merging", "method,", "state", "adoption,"),
            *("preview", "still in use", "practice_still_in_use", "return promotion"),
            "methods_workmethod_change",
        )
    )


def is_of_round(name):
    """Whether it is a page of a round that is held here."""
    return name.split(",")[0] in OPENED
