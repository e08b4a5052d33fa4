import csv
import shutil

import pytest

from catalogue.data_files import DataFileError
from catalogue.places.models import Community
from catalogue.rounds.demonstration.names import short_name
from catalogue.rounds.demonstration.stock_files import FOLDER, read_stock
from catalogue.rounds.demonstration.texts import Pair, filled
from catalogue.rounds.loading import DATA_FOLDER


@pytest.fixture
def folder(tmp_path):
    """Only the shared file and one other, to be spoilt."""
    for name in ("shared.toml", "service.toml"):
        shutil.copy(FOLDER / name, tmp_path)
    return tmp_path


def spoil(path, before, after):
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")


def test_stock_has_many_patterns_of_known_themes():
    stock = read_stock()

    with (DATA_FOLDER / "themes.csv").open(encoding="utf-8") as file:
        known = {row["slug"] for row in csv.DictReader(file)}
    keys = [pattern.key for pattern in stock.patterns]
    used = {t for p in stock.patterns for t in (*p.themes, *p.may_also)}
    assert 28 <= len(keys) == len(set(keys)) <= 40
    assert used == known


def test_stock_leaves_three_to_six_steps_whatever_is_left_out():
    for pattern in read_stock().patterns:
        needed = [step for step in pattern.steps if not step.optional]

        assert 3 <= len(needed) <= len(pattern.steps) <= 6, pattern.key


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ('kind = "single-aspect"', 'kind = "double"',
         "service.toml, pattern elderly-meals, field kind: found “double”, "
         "expected one of comprehensive, single-aspect."),
        ('kind = "single-aspect"\n', "",
         "service.toml, pattern elderly-meals, field kind: found “nothing”, "
         "expected a value."),
        ("problem = [", "trouble = 1\nproblem = [",
         "field trouble: found “1”, expected no such field."),
        ('profiles = ["old-estate"', 'profiles = ["castle"',
         "field profiles: found .*castle.* expected a list: one of commercial,"),
        ('matter = ["老人吃饭", "meals for old people"]', 'matter = ["老人吃饭"]',
         r"field matter: found .*, expected a pair \[\"Chinese\", \"English\"\]"),
        ('"meals for old people"', '"meals for 老人"',
         "field matter: .*, expected no Chinese in the English text"),
        ("{meals}份", "{feasts}份",
         "field results: .*, expected no variable {feasts}"),
        ("{meals}份", "{meals份",
         "field results: .*, expected every brace closed"),
        ("from = 120, to = 320", "from = 320, to = 120",
         r"pattern elderly-meals, \[vary\], field elders: .*, "
         "expected “from” at most “to”"),
        ("from = 120, to = 320", "from = 0, to = 320",
         r"expected { from = 2, to = 9, step = 1 }"),
        ("[pattern.vary]\n", "[pattern.vary]\nyear = { from = 1, to = 2, step = 1 }\n",
         "field vary: .*, expected names other than the shared year"),
        ("names = [", "names = [[", "service.toml: .*line .*expected TOML"),
        ('title = ["摸清谁要吃饭", "Find out who needs meals"]\n', "",
         "service.toml, pattern elderly-meals, steps 1, field title: "
         "found “nothing”, expected a value"),
        ("“一碗热饭”助老工作法", "“长者饭桌”共办工作法",
         "field names: found ““长者饭桌”共办工作法” again, expected a name of its own"),
    ],
)  # fmt: skip
def test_faulty_stock_says_where_and_what_was_expected(folder, before, after, message):
    spoil(folder / "service.toml", before, after)

    with pytest.raises(DataFileError, match=message):
        read_stock(folder)


def test_stock_without_its_shared_file_says_so(folder):
    (folder / "shared.toml").unlink()

    with pytest.raises(DataFileError, match=r"shared\.toml is missing in"):
        read_stock(folder)


def test_stock_that_is_not_utf_8_says_so(folder):
    (folder / "service.toml").write_bytes("# 服务".encode("gbk"))

    with pytest.raises(DataFileError, match=r"service\.toml: byte 2 is not UTF-8"):
        read_stock(folder)


def test_shared_file_has_evidence_of_all_six(folder):
    spoil(folder / "shared.toml", "exemplary = [", "excellent = [")

    with pytest.raises(DataFileError, match="field exemplary: found “nothing”"):
        read_stock(folder)


def test_filled_text_begins_with_a_capital():
    text = filled(Pair("{who}说", "{who} speak"), {"who": Pair("邻居", "neighbours")})

    assert text == Pair("邻居说", "Neighbours speak")


@pytest.mark.parametrize(
    ("name", "chinese", "english"),
    [
        ("草厂社区居委会", "草厂社区", "Caochang Community"),
        ("崇寿居民委员会", "崇寿社区", "Chongshou Community"),
        ("半边街社区", "半边街社区", "Banbianjie Community"),
        ("紫薇社区紫薇居委会", "紫薇社区", "Ziwei Community"),
    ],
)
def test_short_name_of_a_community(name, chinese, english):
    community = Community(name=name)

    assert short_name(community) == Pair(chinese, english)
