"""Drafts of what a page tells that is new or otherwise: TOML for an author to finish, refused by lint until then.

What a person must write is "". The page's sentences stand in remarks, to be read and not to be published.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from textwrap import wrap

from qiwen.ingest.knowledge import Knowledge
from qiwen.ingest.mirrors import article_of, grouped
from qiwen.ingest.page import About, Found, Reading, Status
from qiwen.ingest.segments import fingerprint, items
from qiwen.ingest.sense import mentioned
from qiwen.model.content import Notice, Phase

_WIDTH = 100
_CONTROL = re.compile(r"[\x00-\x1f\x7f]+")
_NO_ID = re.compile(r"[^a-z0-9]+")
_ROLES = {Status.CHANGED: "refines", Status.CONTRADICTS: "disagrees"}
_MOST_TOPICS = 2
_HEX = 6
_ANY_TOPIC = "other-topics"

Files = Mapping[str, str]
"""Path below the content folder to the text of the file."""


def drafts(reading: Reading, knowledge: Knowledge) -> Files:
    """A draft of every notice that the page tells anew or otherwise, of an intent for each new one, of the article.

    Pure, and the same for the same page. Empty where the page tells nothing but what is known.
    """
    found = [one for one in reading.found if one.status is not Status.KNOWN]
    if not found:
        return {}
    known = _article(reading, knowledge)
    article = known or _article_id(reading.page.about, reading.page.text)
    files = {} if known else {f"knowledge/sources/{article}.toml": _source(reading.page.about, knowledge)}
    asked: set[str] = set()
    for one in found:
        notice = knowledge.catalogue.notices.get(one.known or "")
        if notice:
            files[f"knowledge/notices/{notice.id}.toml"] = _changed(one, notice, article, knowledge)
        else:
            id_ = _new_id(one, knowledge)
            files[f"knowledge/notices/{id_}.toml"] = _new(one, article, knowledge)
            files[f"intents/{id_}.toml"] = _intent(one, id_, knowledge, asked)
    return files


def write(readings: Sequence[Reading], folder: Path, knowledge: Knowledge) -> Iterator[Path]:
    """Write the drafts of all readings below `folder` and yield the files written; mirrors are drafted once.

    A file that is there already is somebody's work and stays. What a further page says of the same notice is added
    to its draft as remarks.
    """
    files: dict[str, str] = {}
    firsts = {group[0] for group in grouped(readings)}
    for reading in readings:
        if reading.name not in firsts:
            continue
        for path, text in drafts(reading, knowledge).items():
            further = "\n".join(_remark(f"Another page, {reading.name}, leads to this draft:\n{text}", wrapped=False))
            files[path] = f"{files[path]}\n{further}\n" if path in files and files[path] != text else text
    for path, text in files.items():
        target = folder / path
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
            yield target


def _article(reading: Reading, knowledge: Knowledge) -> str | None:
    """The id of the known article that the page is a copy of."""
    prints = [item.fingerprint for item in items(reading.page.text)]
    told = {one.known for one in reading.found if one.known and one.status is Status.KNOWN}
    article = article_of(reading.page.about, prints, told, knowledge.catalogue, knowledge.findable)
    return article.id if article else None


def _article_id(about: About, text: str) -> str:
    """`<day>-<number>` as far as the page tells them; else part of the text's fingerprint stands for the number."""
    day = about.published.date().isoformat() if about.published else "undated"
    return f"{day}-{_NO_ID.sub('-', about.number.lower()).strip('-') or fingerprint(text)[:_HEX]}"


def _source(about: About, knowledge: Knowledge) -> str:
    published = (about.published.date(),) if about.published else ()
    return _file(
        _remark('Drafted from a page. Write what is "", then give the file a name that tells its subject.'),
        _line("publisher", about.publisher),
        _line("operator", _operator(about, knowledge)),
        _line("title", about.title),
        _line("name", ""),
        _line("name_en", ""),
        (line for day in published for line in _line("published", day)),
        _line("seen", ""),
    )


def _operator(about: About, knowledge: Knowledge) -> str:
    """The operator of a publisher that is known by this name."""
    sources = (source for notice in knowledge.catalogue.notices.values() for source in notice.sources)
    return next((s.article.operator for s in sources if about.publisher and s.article.publisher == about.publisher), "")


def _new_id(one: Found, knowledge: Knowledge) -> str:
    """`new-<topics>-<part of its fingerprint>`: says what it is about until its author names it."""
    recognition = knowledge.recognition
    said = mentioned(recognition.words.sense(recognition.clause(one.passage.text)))
    topics = said & mentioned(recognition.topics) & ~recognition.generic & ~recognition.words.bits[_ANY_TOPIC]
    names = sorted(recognition.words.named(topics), key=lambda name: (len(name), name))[:_MOST_TOPICS]
    return "-".join(("new", *names, fingerprint(one.passage.text)[:_HEX]))


def _new(one: Found, article: str, knowledge: Knowledge) -> str:
    passage = one.passage
    words = knowledge.recognition.words
    said = mentioned(words.sense(knowledge.recognition.clause(passage.text)))
    return _file(
        _remark('New: no notice tells it. Write what is "" in your own words and give the file a name.'),
        _page_says(one),
        _remark("To recognise it on other pages write a [[way]] in knowledge/recognise.toml. Sets of words it holds:"),
        (f"# {line}" for line in wrap(", ".join(words.named(said)), _WIDTH, break_on_hyphens=False)),
        _line("title", ""),
        _line("title_en", ""),
        _line("says", ""),
        _line("says_en", ""),
        _line("weight", passage.weight.value),
        _line("phase", passage.phase.value),
        _line("valid_from", ""),
        _source_row(one, article, "states"),
    )


def _changed(one: Found, notice: Notice, article: str, knowledge: Knowledge) -> str:
    """The notice as it stands, with the page as a further source and what it adds still to be written."""
    affected = sorted(
        intent.id
        for intent in knowledge.catalogue.intents.values()
        if notice.id in (intent.answer.target, *intent.answer.also)
    )
    return _file(
        _remark(f'A page tells this notice otherwise ({one.status}). Compare, then write what is "" or drop the rows.'),
        _remark(f"Intents that answer with it: {', '.join(affected) or 'none'}"),
        (line for each in one.differs for line in _remark(f"differs: {each}")),
        _page_says(one),
        _as_it_stands(notice),
        _source_row(one, article, _ROLES[one.status]),
        ("", "[[later]]", *_line("article", article), *_line("says", ""), *_line("says_en", "")),
    )


def _as_it_stands(notice: Notice) -> Iterator[str]:
    for key, text in (("title", notice.title), ("says", notice.says), ("next", notice.next)):
        if text:
            yield from (*_line(key, text.hans), *_line(f"{key}_en", text.en))
    yield from (*_line("weight", notice.weight.value), *_line("phase", notice.phase.value))
    yield from _line("valid_from", notice.valid_from)
    if notice.valid_until:
        yield from _line("valid_until", notice.valid_until)
    if notice.superseded_by:
        yield from _line("superseded_by", notice.superseded_by)
    if notice.see_also:
        yield f"see_also = [{', '.join(map(_value, notice.see_also))}]"
    for source in notice.sources:
        yield from ("", "[[source]]", *_line("article", source.article.id), *_line("paragraph", source.paragraph))
        yield from (*_line("role", source.role), *_line("reviewed", source.reviewed))
        yield from _line("fingerprint", source.fingerprint) if source.fingerprint else ()
    for later in notice.later:
        yield from ("", "[[later]]", *_line("article", later.article.id))
        yield from (*_line("says", later.says.hans), *_line("says_en", later.says.en))


def _source_row(one: Found, article: str, role: str) -> Iterator[str]:
    passage = one.passage
    yield from ("", "[[source]]", *_line("article", article), *_line("paragraph", passage.paragraph))
    yield from (*_line("role", role), *_line("reviewed", ""), *_line("fingerprint", passage.fingerprint))


def _intent(one: Found, notice: str, knowledge: Knowledge, asked: set[str]) -> str:
    passage, suggested = one.passage, knowledge.recognition.suggested
    what = passage.subject
    asks = [ask.format(when=suggested.when[passage.phase.value], what=what) for ask in suggested.asks if what]
    asks = [ask for ask in asks if ask not in asked]
    asked |= set(asks)
    return _file(
        _remark("Drafted for a new notice. Write the title, the answer and asks as people really type them."),
        _page_says(one),
        _line("title", ""),
        _line("title_en", ""),
        _line("group", "before" if passage.phase is Phase.ANY else passage.phase.value),
        ("", "[answer]", *_remark(f'once it is written: notice = "{notice}"'), *_line("notice", "")),
        ("", "[asks]", *_remark("suggestions: replace them and name the hand that wrote yours")),
        (f"{suggested.hand} = [{', '.join(map(_value, asks or ['']))}]",),
    )


def _page_says(one: Found) -> Iterator[str]:
    """The page's sentences, for the author's eyes."""
    for text in (one.passage.text, *one.passage.more):
        yield from _remark(f"page ({one.passage.paragraph}): {text}")


def _file(*parts: Iterable[str]) -> str:
    return "\n".join(line for part in parts for line in part) + "\n"


def _line(key: str, value: str | date) -> tuple[str]:
    return (f"{key} = {value.isoformat() if isinstance(value, date) else _value(value)}",)


def _value(text: str) -> str:
    """A TOML string; JSON's escapes are TOML's."""
    return json.dumps(_CONTROL.sub(" ", text), ensure_ascii=False)


def _remark(text: str, *, wrapped: bool = True) -> Iterator[str]:
    """`text` as remarks, in lines that can be read; control characters are TOML's to refuse."""
    for line in text.splitlines():
        clean = _CONTROL.sub(" ", line)
        size = _WIDTH if wrapped else max(len(clean), 1)
        yield from (f"# {clean[at : at + size]}".rstrip() for at in range(0, max(len(clean), 1), size))
