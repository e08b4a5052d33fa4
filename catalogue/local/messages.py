"""The texts to translate: collected from code and templates, translated, compiled.

GNU gettext is not on every machine, so Babel does what makemessages would.
"""

import io
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po, write_po
from django.utils.translation.template import templatize

from catalogue.local.paths import REPOSITORY
from catalogue.local.problems import Problem

LOCALE = "zh_Hans"
PO_FILE = REPOSITORY / "catalogue" / "locale" / LOCALE / "LC_MESSAGES" / "django.po"
HEADER = f"""\
# {LOCALE} texts of the catalogue. `make messages` keeps the entries in step with the
# code; the translations are written here by hand.
msgid ""
msgstr ""
"Language: {LOCALE}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

"""
PLURAL = (1, 2)
WITH_CONTEXT = ((1, "c"), 2)
PLURAL_WITH_CONTEXT = ((1, "c"), 2, 3)
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": PLURAL,
    "ngettext_lazy": PLURAL,
    "pgettext": WITH_CONTEXT,
    "pgettext_lazy": WITH_CONTEXT,
    "npgettext": PLURAL_WITH_CONTEXT,
    "npgettext_lazy": PLURAL_WITH_CONTEXT,
}
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|(?<!%)%[sd]|\{\w*\}")
# A fixed date: the compiled file changes with its texts and nothing else.
NO_DATE = datetime(2000, 1, 1, tzinfo=UTC)

Key = tuple[str, str]


def collect_texts(root: Path = REPOSITORY) -> Catalog:
    """Return every text that code and templates mark for translation."""
    collected = Catalog(locale=LOCALE, charset="utf-8")
    for path, source in _sources(root):
        options = {"encoding": "utf-8"}
        found = extract(
            "python", io.BytesIO(source), KEYWORDS, ["Translators:"], options
        )
        for _line, text, comments, context in found:
            try:
                collected.add(text, auto_comments=comments, context=context)
            except ValueError as error:
                raise Problem(f"{path}: {error}") from None
    return collected


def update_translations(po_file: Path = PO_FILE, merged: Iterable[Path] = ()) -> int:
    """Bring the .po file in step with the code and compile it.

    Translations are kept, obsolete ones dropped, empty ones filled from the merged
    files. Returns how many texts have no translation yet.
    """
    known = [_translations(path) for path in (po_file, *merged) if path.exists()]
    catalog = collect_texts()
    missing = 0
    for message in _messages(catalog):
        candidates = [texts[_key(message)] for texts in known if _key(message) in texts]
        if candidates:
            plural = isinstance(message.id, tuple | list)
            message.string = candidates[0] if plural else candidates[0][0]
        missing += not _is_translated(message)
    po_file.parent.mkdir(parents=True, exist_ok=True)
    po_file.write_bytes(_written(catalog))
    po_file.with_suffix(".mo").write_bytes(_compiled(read_catalog(po_file)))
    return missing


def faults_of_translations(po_file: Path = PO_FILE) -> Iterator[str]:
    """Say what is missing, left over, incomplete or stale, one sentence each."""
    wanted = {_key(message): message for message in _messages(collect_texts())}
    catalog = read_catalog(po_file)
    present = {_key(message): message for message in _messages(catalog)}
    for key in wanted.keys() - present.keys():
        yield f"“{key[1]}” is not in {po_file.name}; run make messages."
    for key in present.keys() - wanted.keys():
        yield f"“{key[1]}” is in {po_file.name} and nowhere else; run make messages."
    for key in wanted.keys() & present.keys():
        yield from _faults_of_message(present[key])
    compiled = po_file.with_suffix(".mo")
    if not compiled.exists() or compiled.read_bytes() != _compiled(catalog):
        yield f"{compiled.name} is older than {po_file.name}; run make messages."


def read_catalog(path: Path) -> Catalog:
    """Read a .po file; raise Problem with line and reason when it is malformed."""
    try:
        with path.open("rb") as file:
            return read_po(file, locale=LOCALE, charset="utf-8", abort_invalid=True)
    except FileNotFoundError:
        return Catalog(locale=LOCALE, charset="utf-8")
    except (PoFileError, ValueError) as error:
        raise Problem(f"{path} is no .po file: {error}") from None


def _sources(root: Path) -> Iterator[tuple[Path, bytes]]:
    for path in sorted((root / "catalogue").rglob("*.py")):
        if "migrations" not in path.parts and "local" not in path.parts:
            yield path, path.read_bytes()
    templates = [*(root / "templates").rglob("*")]
    templates += (root / "catalogue").glob("*/templates/**/*")
    for path in sorted(templates):
        if path.suffix in (".html", ".txt", ".xml", ".svg"):
            text = templatize(path.read_text(encoding="utf-8"), origin=str(path))
            # Within brackets Python does not mind how the lines are indented.
            yield path, f"({text})".encode()


def _faults_of_message(message: Message) -> Iterator[str]:
    original = _singular(message)
    if not _is_translated(message):
        yield f"“{original}” has no translation."
        return
    if message.fuzzy:
        yield f"The translation of “{original}” is marked fuzzy."
    plural = isinstance(message.id, tuple | list)
    originals = message.id if plural else (message.id,)
    allowed = [_placeholders(str(text)) for text in originals]
    for text in _strings(message):
        if _placeholders(text) not in allowed:
            yield f"The translation of “{original}” has other placeholders."


def _translations(path: Path) -> dict[Key, tuple[str, ...]]:
    return {
        _key(message): _strings(message)
        for message in _messages(read_catalog(path))
        if _is_translated(message) and not message.fuzzy
    }


def _messages(catalog: Catalog) -> Iterator[Message]:
    return (message for message in catalog if message.id)


def _key(message: Message) -> Key:
    return message.context or "", _singular(message)


def _singular(message: Message) -> str:
    return message.id[0] if isinstance(message.id, tuple | list) else message.id


def _strings(message: Message) -> tuple[str, ...]:
    if isinstance(message.string, tuple | list):
        return tuple(message.string)
    return (message.string or "",)


def _is_translated(message: Message) -> bool:
    return all(_strings(message))


def _placeholders(text: str) -> list[str]:
    return sorted(set(PLACEHOLDER.findall(text)))


def _written(catalog: Catalog) -> bytes:
    body = io.BytesIO()
    write_po(
        body,
        catalog,
        width=0,
        no_location=True,
        omit_header=True,
        sort_output=True,
        ignore_obsolete=True,
    )
    return HEADER.encode() + body.getvalue().lstrip()


def _compiled(catalog: Catalog) -> bytes:
    catalog.creation_date = catalog.revision_date = NO_DATE
    catalog.project = catalog.version = catalog.msgid_bugs_address = ""
    catalog.last_translator = catalog.language_team = ""
    compiled = io.BytesIO()
    write_mo(compiled, catalog)
    return compiled.getvalue()
