"""Pictures of pages, to look at after a run with SCREENSHOTS=1."""

import os

from django.conf import settings


def save_screenshot(page, name):
    """Save the whole page as var/screenshots/<name>-<width>.png, when asked to."""
    if os.environ.get("SCREENSHOTS") != "1":
        return
    folder = settings.VAR_DIR / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    width = page.viewport_size["width"]
    page.screenshot(path=folder / f"{name}-{width}.png", full_page=True)
