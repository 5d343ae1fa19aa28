"""From a clean page to what it tells: each passage known, changed, contradicting or new, and what the page dropped."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator

from qiwen.ingest.compare import Comparer, Mention
from qiwen.ingest.fresh import Newcomers
from qiwen.ingest.gather import Told, found, newcomer, same, with_more
from qiwen.ingest.knowledge import Knowledge
from qiwen.ingest.mirrors import article_of, told_by
from qiwen.ingest.page import Cleaned, Found, Status
from qiwen.ingest.phases import Marks
from qiwen.ingest.segments import Item, items, refuted
from qiwen.ingest.sense import mentioned
from qiwen.ingest.statements import Reader, Statement

_LOOKED_BACK = 60
"""New passages that a further one is compared with; the same thing is said twice near by, or word for word."""

_Placed = tuple[tuple[int, int], Found]
"""A finding and its place on the page: number of its statement, number of its first clause."""


def find(page: Cleaned, knowledge: Knowledge) -> tuple[tuple[Found, ...], tuple[str, ...]]:
    """What `page` tells, in its order, and the ids of known notices that it dropped as a copy of a known article."""
    if not knowledge.recognition.concerns(f"{page.about.title}\n{page.text}"):
        return (), ()
    reader = Reader(knowledge.recognition)
    statements = tuple(reader.statement(item, page.about.title) for item in _held(items(page.text)))
    told = tuple(_told(statements, knowledge))
    marks = Marks(knowledge.recognition, knowledge.catalogue.lexicon)
    known = [
        (min(each.place for each in group), found(id_, group, marks, knowledge))
        for id_, group in _by_notice(told).items()
    ]
    fresh = _once(known, _fresh(statements, told, marks, knowledge))
    everything = sorted((*known, *fresh), key=lambda placed: placed[0])
    ids = {each.mention.notice for each in told} | {each.known for _, each in fresh if each.known}
    agreed = {each.known for _, each in everything if each.known and each.status is Status.KNOWN}
    return tuple(each for _, each in everything), _missing(page, statements, ids, agreed, knowledge)


def _held(page: tuple[Item, ...]) -> Iterator[Item]:
    """The items that a page stands by: not those that it calls wrong."""
    following = (*(item.text for item in page[1:]), "")
    return (item for item, text in zip(page, following, strict=False) if not refuted(item, text))


def _told(statements: tuple[Statement, ...], knowledge: Knowledge) -> Iterator[Told]:
    comparer = Comparer(knowledge.recognition)
    page = 0
    for statement in statements:
        page |= statement.said | mentioned(statement.near)
    seen: dict[tuple[str, ...], tuple[Mention, ...]] = {}
    for at, statement in enumerate(statements):
        words = statement.item.words
        if words not in seen:
            ways = knowledge.recognition.candidates(statement.said)
            all_ = tuple(each for way in ways for each in comparer.mentions(statement, way, page))
            seen[words] = tuple(each for each in all_ if not _explained(each, all_))
        yield from (Told(each, statement, at) for each in seen[words])


def _explained(mention: Mention, others: Iterable[Mention]) -> bool:
    """Whether its other figure belongs to another notice told in the same words (60天 of unbinding, not deleting)."""
    if mention.status is not Status.CHANGED or not mention.way.figures:
        return False
    kinds = {figure.kind for figure in mention.way.figures}
    return any(
        other.status is Status.KNOWN
        and kinds & {figure.kind for figure in other.way.figures}
        and set(other.clauses) & set(mention.clauses)
        for other in others
    )


def _by_notice(told: tuple[Told, ...]) -> dict[str, list[Told]]:
    """Mentions grouped; what is told within another notice joins it where the page tells both."""
    groups: defaultdict[str, list[Told]] = defaultdict(list)
    ids = {each.mention.notice for each in told if not each.mention.way.within}
    for each in told:
        within = each.mention.way.within
        groups[within if within in ids else each.mention.notice].append(each)
    return dict(groups)


def _fresh(
    statements: tuple[Statement, ...], told: tuple[Told, ...], marks: Marks, knowledge: Knowledge
) -> Iterator[_Placed]:
    newcomers = Newcomers(knowledge.recognition)
    by_statement: defaultdict[int, list[Mention]] = defaultdict(list)
    for each in told:
        by_statement[each.at].append(each.mention)
    seen: set[tuple[str, ...]] = set()
    for at, statement in enumerate(statements):
        if statement.item.words in seen:
            continue
        seen.add(statement.item.words)
        mentions = by_statement[at]
        beside = knowledge.beside({mention.notice for mention in mentions})
        for one in newcomers.of(statement, _covered(statement, mentions), beside):
            yield (at, len(statement.clauses)), newcomer(one, statement, marks, knowledge)


def _covered(statement: Statement, mentions: Iterable[Mention]) -> frozenset[int]:
    """The numbers of the clauses that tell known notices; all, where one is told by the lead or as an answer."""
    everything = range(len(statement.clauses))
    told = (range(m.start, m.start + len(m.clauses)) if m.own else everything for m in mentions)
    return frozenset(at for each in told for at in each)


def _once(known: Iterable[_Placed], fresh: Iterable[_Placed]) -> list[_Placed]:
    """Fresh passages, the same one said twice joined; one in our own wording is left out where its notice is told."""
    told = {one.known for _, one in known}
    kept: list[_Placed] = []
    for place, one in fresh:
        if one.known and one.known in told:
            continue
        near = range(max(0, len(kept) - _LOOKED_BACK), len(kept))
        at = next((at for at in near if same(kept[at][1], one)), None)
        if at is None:
            kept.append((place, one))
        else:
            kept[at] = kept[at][0], with_more(kept[at][1], one)
    return kept


def _missing(
    page: Cleaned,
    statements: tuple[Statement, ...],
    told: Collection[str],
    agreed: Collection[str],
    knowledge: Knowledge,
) -> tuple[str, ...]:
    """What the article of which the page is a copy tells besides `told`; `agreed` are told as the article does."""
    prints = {statement.item.fingerprint for statement in statements}
    article = article_of(page.about, prints, agreed, knowledge.catalogue, knowledge.findable)
    if article is None:
        return ()
    stated = told_by(knowledge.catalogue, knowledge.findable)[article.id]
    return tuple(sorted(stated - set(told) - knowledge.recognition.implied))


__all__ = ["Knowledge", "find"]
