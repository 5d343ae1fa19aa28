"""Which article a page is: mirrors of one article are one source, and a republished page may have dropped notices."""

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date

from qiwen.ingest.page import About, Reading
from qiwen.matching.score import closeness
from qiwen.model.content import Article, Catalogue

_IDLE_IN_NAME = re.compile(r"(?:股份)?(?:有限)?(?:责任)?公司|集团|科技|信息|网络|服务|技术|[\W_]+")
_NO_LETTER = re.compile(r"[\W\d_]+")
_LEAST_LINE = 12
_MARK = 16
_LETTERS = str.maketrans("0123456789abcdef", "abcdefghijklmnop")
_SOME_LINES = 0.2
_MOST_LINES = 0.6
"""Share of the smaller page's lines that a mirror has: beside the same publisher and minute, and by themselves."""
_NO_TIME = "T00:00"
_SAME_TITLE = 85
_LEAST_TITLE = 8
_LEAST_PARAGRAPHS = 2
_LEAST_NOTICES = 4
_SAME_NOTICES = 0.5

_TELLS = ("states", "confirms")

Key = tuple[str, str, str]
"""Publisher, number and minute of publishing, each empty where the page does not tell."""


def key(about: About) -> Key | None:
    """What mirrors of one article share; None where the page tells too little (two of the three are needed)."""
    published = about.published.isoformat(timespec="minutes") if about.published else ""
    found = (_name(about.publisher), about.number, published)
    return found if sum(map(bool, found)) > 1 else None


def same(one: About, other: About) -> bool:
    """Whether two pages are mirrors: nothing that both tell differs, and they share two of the three."""
    mine, theirs = key(one), key(other)
    if not mine or not theirs:
        return False
    told = [(a, b) for a, b in zip(mine, theirs, strict=True) if a and b]
    return len(told) > 1 and all(_agree(a, b) for a, b in told)


def grouped(readings: Iterable[Reading]) -> tuple[tuple[str, ...], ...]:
    """The names of the readings, mirrors together, in the order of their first.

    Pages with the same publisher and minute are one article only if they also share some of their lines: a publisher's
    pages may all come out at once. Pages that share most of their lines are one, whatever stands around them.
    """
    groups: list[list[str]] = []
    firsts: list[tuple[About, frozenset[str]]] = []
    homes: defaultdict[str, list[int]] = defaultdict(list)
    for reading in readings:
        lines = _lines(reading)
        shared = Counter(at for line in lines for at in homes[line])
        near = sorted({*shared, *(at for at, (_, others) in enumerate(firsts) if not lines or not others)})
        home = next((at for at in near if _is_one(reading, lines, firsts[at], shared[at])), None)
        if home is not None:
            groups[home].append(reading.name)
            continue
        for line in lines:
            homes[line].append(len(groups))
        groups.append([reading.name])
        firsts.append((reading.page.about, lines))
    return tuple(map(tuple, groups))


def _is_one(reading: Reading, lines: frozenset[str], first: tuple[About, frozenset[str]], shared: int) -> bool:
    about, others = first
    if _differ(about, reading.page.about):
        return False
    if not lines or not others:
        return same(about, reading.page.about)
    share = shared / min(len(lines), len(others))
    return share >= (_SOME_LINES if same(about, reading.page.about) else _MOST_LINES)


def _differ(one: About, other: About) -> bool:
    """Whether anything that both pages tell of themselves differs."""
    mine, theirs = key(one), key(other)
    if not mine or not theirs:
        return False
    return any(not _agree(a, b) for a, b in zip(mine, theirs, strict=True) if a and b)


def _agree(one: str, other: str) -> bool:
    """Whether two fields say the same. A copy may keep the day of publishing and lose the minute."""
    if one.endswith(_NO_TIME) or other.endswith(_NO_TIME):
        return one.removesuffix(_NO_TIME) == other[: len(one) - len(_NO_TIME)] or (
            other.removesuffix(_NO_TIME) == one[: len(other) - len(_NO_TIME)]
        )
    return one == other


def veiled(text: str) -> str:
    """What `grouped` needs of a text, in less room: its long lines, each as sixteen letters that stand for it."""
    marks = (hashlib.sha256(line.encode()).hexdigest()[:_MARK] for line in sorted(_long_lines(text)))
    return "\n".join(mark.translate(_LETTERS) for mark in marks)


def _lines(reading: Reading) -> frozenset[str]:
    return _long_lines(reading.page.text)


def _long_lines(text: str) -> frozenset[str]:
    """The lines that tell one article from another, without what differs between copies."""
    lines = (_NO_LETTER.sub("", line) for line in text.splitlines())
    return frozenset(line for line in lines if len(line) >= _LEAST_LINE)


def article_of(
    about: About, fingerprints: Iterable[str], told: Collection[str], catalogue: Catalogue, sought: Collection[str]
) -> Article | None:
    """The known article that a page is a copy of; None where it is none of them.

    Told by publisher and day, else by title and day or publisher, else by paragraphs unchanged since they were
    reviewed, else by telling mostly the same notices. `told` are the ids told on the page, `sought` those that can be.
    """
    articles = {source.article.id: source.article for notice in catalogue.notices.values() for source in notice.sources}
    by_date = [each for each in articles.values() if _same_day(about, each) and _same_publisher(about, each)]
    by_title = [each for each in articles.values() if _same_title(about, each) and _not_another(about, each)]
    for candidates in (by_date, by_title):
        if len(candidates) == 1:
            return candidates[0]
    pool = by_date or by_title or list(articles.values())
    by_text = _by_paragraphs(fingerprints, catalogue)
    by_notices = _by_notices(set(told), told_by(catalogue, sought))
    best = max(pool, key=lambda each: (by_text[each.id], by_notices.get(each.id, 0.0), each.id), default=None)
    if best is None:
        return None
    if by_date or by_title or by_text[best.id] >= _LEAST_PARAGRAPHS:
        return best
    return best if by_notices.get(best.id, 0.0) >= _SAME_NOTICES and len(set(told)) >= _LEAST_NOTICES else None


def told_by(catalogue: Catalogue, sought: Collection[str]) -> Mapping[str, frozenset[str]]:
    """Article id to the ids of the `sought` notices that it states or confirms."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for notice in catalogue.notices.values():
        if notice.id in sought:
            for source in notice.sources:
                if source.role in _TELLS:
                    found[source.article.id].add(notice.id)
    return defaultdict(frozenset, {id_: frozenset(notices) for id_, notices in found.items()})


def _by_paragraphs(fingerprints: Iterable[str], catalogue: Catalogue) -> Counter[str]:
    """How many different paragraphs of the page stand unchanged in each article."""
    here = set(fingerprints)
    sources = (source for notice in catalogue.notices.values() for source in notice.sources)
    return Counter(id_ for id_, print_ in {(s.article.id, s.fingerprint) for s in sources} if print_ in here and print_)


def _by_notices(told: set[str], known: Mapping[str, frozenset[str]]) -> dict[str, float]:
    """Twice the shared notices over all of both: 1 where page and article tell the same."""
    return {id_: 2 * len(told & notices) / (len(told) + len(notices)) for id_, notices in known.items() if told}


def _same_day(about: About, article: Article) -> bool:
    return bool(about.published and article.published) and _day(about) == article.published


def _day(about: About) -> date | None:
    return about.published.date() if about.published else None


def _same_publisher(about: About, article: Article) -> bool:
    return bool(about.publisher) and _name(about.publisher) == _name(article.publisher)


def _same_title(about: About, article: Article) -> bool:
    one, other = (re.sub(r"\W+", "", title).lower() for title in (about.title, article.title))
    return len(one) >= _LEAST_TITLE and closeness(one, other) >= _SAME_TITLE


def _not_another(about: About, article: Article) -> bool:
    """Whether neither day nor publisher tell that it is another article of the same title."""
    return (not (about.published and article.published) or _same_day(about, article)) and (
        not about.publisher or _same_publisher(about, article) or _same_day(about, article)
    )


def _name(publisher: str) -> str:
    """A publisher's name without what all names hold: 上海腾曦网络服务有限公司 is 上海腾曦."""
    return _IDLE_IN_NAME.sub("", publisher).lower()
