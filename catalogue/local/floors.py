"""The floors of the house: imports point down, and the two top rooms stay apart."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from catalogue.local.paths import REPOSITORY

FLOORS = {
    "places": 1,
    "accounts": 2,
    "methods": 3,
    "rounds": 4,
    "practice": 5,
    "desk": 6,
    "public": 6,
}
TYING_TOGETHER = {"settings", "urls", "wsgi"}
"""Modules that may import every room, and that no room imports."""
APART = {"public": ("admin/", "desk/"), "admin": ("public/",), "desk": ("public/",)}
TEMPLATE_REFERENCE = re.compile(r"{%-?\s*(?:extends|include)\s+[\"']([^\"']+)[\"']")


def faults_of_imports(root: Path = REPOSITORY) -> Iterator[str]:
    """Name each import and template reference that points up or across."""
    for path in sorted((root / "catalogue").rglob("*.py")):
        importer = _room(path.relative_to(root / "catalogue"))
        if importer in TYING_TOGETHER:
            continue
        for line, module in _imports(path, root):
            if not _may_import(importer, module):
                yield f"{path.relative_to(root)}:{line} imports {module}."
    yield from _faults_of_templates(root / "templates")


def _room(path: Path) -> str:
    return path.parts[0].removesuffix(".py")


def _imports(path: Path, root: Path) -> Iterator[tuple[int, str]]:
    """Give line and full name of every module of ours that the file imports."""
    package = path.relative_to(root).parent.parts
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"), str(path))):
        if isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name.startswith("catalogue."):
                    yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom):
            base = [*package[: len(package) + 1 - node.level]] if node.level else []
            module = ".".join([*base, *([node.module] if node.module else [])])
            if module == "catalogue":
                for alias in node.names:
                    yield node.lineno, f"catalogue.{alias.name}"
            elif module.startswith("catalogue."):
                yield node.lineno, module


def _may_import(importer: str, module: str) -> bool:
    imported = module.split(".")[1]
    if imported == importer:
        return True
    if "local" in (importer, imported):
        # A run of the catalogue knows its settings; nothing served knows the run.
        return importer == "local" and imported == "settings"
    # What lies directly in catalogue/ is the ground: it knows no room.
    return FLOORS.get(imported, 0) < FLOORS.get(importer, 0) or (
        imported not in FLOORS and imported not in TYING_TOGETHER
    )


def _faults_of_templates(templates: Path) -> Iterator[str]:
    for path in sorted(templates.rglob("*.html")):
        room = path.relative_to(templates).parts[0]
        for reference in TEMPLATE_REFERENCE.findall(path.read_text(encoding="utf-8")):
            if reference.startswith(APART.get(room, ())):
                yield f"{path.relative_to(templates.parent)} refers to {reference}."
