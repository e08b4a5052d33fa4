"""What a reader writes in own words, cut into words that records can be asked for."""

from collections.abc import Iterator

from catalogue.methods.search.lexemes import Unit, Word
from catalogue.methods.search.normalise import normalise
from catalogue.methods.search.tokens import pairs, runs
from catalogue.public.finding.everyday_problems import SUBJECTS
from catalogue.public.finding.subjects import Subject

MOST_WORDS = 40
MOST_HEARD = 3
# Characters that join words and tell nothing; a pair with one of them is none.
_JOINING = frozenset(
    "的了是我们你他她它这那在有没不无很太和与及也都就要会能可怎么吗呢吧把被让给对但为什上下着过到从去来想请问"
)
_ENGLISH_JOINING = """
    about all and any are been but can cannot community communities could does for from
    get has have how into its kind know nobody not our out over should some that the
    their them there they this too what when where which who why will with would you
    your
""".split()  # noqa: SIM905 - a list of words is read as one
_SHORTEST_WORD = 3


def words_of(text: str) -> dict[str, Unit]:
    """The telling words of a text in its order, each once, with what finds them."""
    found: dict[str, Unit] = {}
    for word, unit in _words(normalise(text)):
        if len(found) < MOST_WORDS:
            found.setdefault(word, unit)
    return found


def _words(normalised: str) -> Iterator[tuple[str, Unit]]:
    for kind, run, _place in runs(normalised):
        if kind == "letters":
            if len(run) >= _SHORTEST_WORD and run not in _ENGLISH_JOINING:
                yield run, Word(run, is_alone=True)
            continue
        for pair in pairs(run):
            if not _JOINING & set(pair):
                yield pair, Unit(pair)


def heard_in(text: str) -> list[Subject]:
    """The everyday problems whose words stand in a text, those with the most first."""
    letters, signs = set(), []
    for kind, run, _place in runs(normalise(text)):
        if kind == "letters":
            letters.add(run)
        else:
            signs.append(run)
    counts = {
        key: sum(
            word in letters or any(word in run for run in signs)
            for word in subject.words.split()
        )
        for key, subject in SUBJECTS.items()
    }
    named = [subject for key, subject in SUBJECTS.items() if counts[key]]
    return sorted(named, key=lambda each: -counts[each.key])[:MOST_HEARD]
