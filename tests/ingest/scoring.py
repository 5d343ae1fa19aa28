"""How well pages are cleaned and read: our own articles with every kind of noise, in figures.

`python tests/ingest/scoring.py` prints them; `--failures FILE` lists what went wrong in the part that may be looked at,
`--page FILE` adds the real page of 2022-04-21.
"""

import argparse
import hashlib
import os
import sys
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from articles import Article, articles, seed_gold
from assess import Marks, assess, conserved
from finding import OTHERWISE, Findings, compare
from noise.make import ENCODINGS, KINDS, Filthy, filthy
from reader import read, read_bytes
from veiled import Bounds, Veiled, bare

from qiwen.ingest.page import Cleaned, Status

SEED = "QIWEN_SEED_PAGE"
"""The environment variable that says where the real page lies."""

_IN_TEXT = tuple(kind for kind in KINDS if kind not in ENCODINGS)
_EVERYTHING = tuple(kind for kind in _IN_TEXT if kind not in ("pinyin", "markup"))
_TONES = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ"
"""Letters that only pinyin has."""
_EACH_KIND = 6
"""Every how manieth article gets a page with one kind alone."""


@dataclass(slots=True)
class Score:
    """Of one part of the corpus: what became of the noise, and what was found on clean and on filthy pages."""

    marks: Marks = field(default_factory=Marks)
    untouched: Marks = field(default_factory=Marks)
    on_clean: Findings = field(default_factory=Findings)
    on_filthy: Findings = field(default_factory=Findings)
    decoded: int = 0
    pages: int = 0
    about: dict[str, list[bool]] = field(default_factory=lambda: defaultdict(list))
    unconserved: list[str] = field(default_factory=list)
    wrong_by_page: dict[str, list[str]] = field(default_factory=dict)


def score(part: Iterable[Article]) -> Score:
    """All pages of some articles: without noise, with one kind each, with their own mixture, with everything."""
    told = Score()
    for at, article in enumerate(part):
        _clean_page(article, told)
        for page in (*_mixed(article), *_single(article, at)):
            _filthy_page(article, page, told)
    return told


def _mixed(article: Article) -> Iterator[Filthy]:
    yield filthy(article.source, article.noise)
    yield filthy(article.source, _EVERYTHING, 1)


def _single(article: Article, at: int) -> Iterator[Filthy]:
    for number, kind in enumerate(KINDS):
        if (at + number) % _EACH_KIND == 0:
            yield filthy(article.source, ["traditional", kind] if kind == "big5" else [kind], 2)


def _clean_page(article: Article, told: Score) -> None:
    page = filthy(article.source, [])
    reading = read(page)
    told.untouched.add(assess(page.page, reading.page))
    told.on_clean.add(_named(compare(article.gold, reading.found), article.id))
    _conserve(reading.page, page, told)


def _named(findings: Findings, name: str) -> Findings:
    """With the name of the page before everything that went wrong."""
    findings.faults = [f"{name}: {fault}" for fault in findings.faults]
    findings.misses = Counter({f"{name}: {miss}": count for miss, count in findings.misses.items()})
    return findings


def _filthy_page(article: Article, page: Filthy, told: Score) -> None:
    reading = read(page)
    told.pages += 1
    told.marks.add(assess(page.page, reading.page, [one.passage.text for one in reading.found]))
    _conserve(reading.page, page, told)
    told.decoded += _decoded(page, reading.page)
    if len(page.kinds) > 1:
        told.on_filthy.add(
            _named(
                compare(article.gold, reading.found),
                f"{article.id} with {page.kinds[0]} and {len(page.kinds) - 1} others",
            )
        )
    if "counter" in page.kinds:
        about = reading.page.about
        told.about["publisher"].append(about.publisher == article.publisher)
        told.about["published"].append(about.published is not None and about.published.date() == article.published)


def _decoded(page: Filthy, cleaned: Cleaned) -> bool:
    """Whether the bytes were read as what they are; of HTML, whether the article's letters all came through."""
    if page.suffix == ".txt":
        return cleaned.read == page.page.raw
    letters = set(bare(page.page.raw))
    return letters <= set(bare(cleaned.read))


def _conserve(cleaned: Cleaned, page: Filthy, told: Score) -> None:
    if not conserved(cleaned):
        told.unconserved.append(f"{page.source.name} {'+'.join(page.kinds)}")


# ── the page of 2022-04-21 ──────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Seed:
    """What became of the real page."""

    bounds: Bounds
    length: int
    lacking: tuple[str, ...]
    remaining: tuple[str, ...]
    findings: Findings

    @property
    def error_rate(self) -> tuple[float, float]:
        return self.bounds.low / self.length, self.bounds.high / self.length


def seed(path: Path) -> Seed:
    """The real page against the numbers of its clean text. Raises ValueError for another page."""
    table = tomllib.loads((Path(__file__).parent / "corpus" / "seed.toml").read_text(encoding="utf-8"))
    data = path.read_bytes()
    if hashlib.sha256(data).hexdigest() != table["sha256"]:
        raise ValueError(f"{path} is not the page of 2022-04-21 as it was saved: its SHA-256 differs")
    reading = read_bytes(path.name, data)
    body = without_frame(reading.page.text, frozenset(table["frame"]))
    veiled = Veiled("".join(table["digests"].split()), tuple((start, end) for start, end in table["free"]))
    return Seed(
        veiled.distance(body),
        len(veiled),
        tuple(term for term in table["present"] if term not in body),
        tuple(term for term in (*table["absent"], *_TONES) if term in body),
        compare(seed_gold(), reading.found),
    )


def without_frame(text: str, frame: frozenset[str]) -> str:
    """Without the lines of the head that may stay or go."""
    lines = (line for line in text.split("\n") if hashlib.sha256(bare(line).encode()).hexdigest()[:16] not in frame)
    return "\n".join(lines)


# ── in print ────────────────────────────────────────────────────────────────


def table(parts: dict[str, Score]) -> str:
    """Everything as a table, a column a part."""
    rows = ["kind".ljust(18) + "".join(f"{name:>22}" for name in parts)]
    kinds = sorted(set().union(*(part.marks.added for part in parts.values())))
    rows += [kind.ljust(18) + "".join(_cell(part, kind) for part in parts.values()) for kind in kinds]
    rows += _figures(parts)
    for name in (*Status, OTHERWISE):
        for where in ("on_clean", "on_filthy"):
            tallies = [getattr(part, where).tallies[name] for part in parts.values()]
            told = "".join(f"{f'P {one.precision:.1%}  R {one.recall:.1%}':>22}" for one in tallies)
            rows.append(f"{name} {where.removeprefix('on_')}".ljust(18) + told)
    return "\n".join(rows)


def _cell(part: Score, kind: str) -> str:
    added, handled = part.marks.added[kind], part.marks.handled[kind]
    return f"{handled:>8}/{added:<5}{handled / added:>8.1%}" if added else f"{'-':>22}"


def _figures(parts: dict[str, Score]) -> Iterator[str]:
    def row(name: str, figures: Iterable[str]) -> str:
        return name.ljust(18) + "".join(f"{figure:>22}" for figure in figures)

    yield row("damage", (f"{part.marks.damaged / part.marks.good:.3%}" for part in parts.values()))
    yield row("error rate", (f"{part.marks.error_rate:.3%}" for part in parts.values()))
    yield row("clean left alone", (f"{1 - part.untouched.error_rate:.3%}" for part in parts.values()))
    yield row("decoded", (f"{part.decoded}/{part.pages}" for part in parts.values()))
    for name in ("publisher", "published"):
        yield row(name, (f"{sum(part.about[name])}/{len(part.about[name])}" for part in parts.values()))


def failures(told: Score, most: int = 12) -> str:
    """What went wrong, for those who may look: a list a kind."""
    rows: list[str] = []
    by_kind = defaultdict(list)
    for failure in told.marks.failures + told.untouched.failures:
        by_kind[failure.kind].append(failure)
    for kind, found in sorted(by_kind.items(), key=lambda item: -len(item[1])):
        rows.append(f"\n## {kind}: {len(found)}")
        unique = dict.fromkeys((one.raw[:160], one.wanted[:80], one.got[:160]) for one in found)
        rows += [f"- {raw!r}\n  wanted {wanted!r} got {got!r}" for raw, wanted, got in list(unique)[:most]]
    for title, findings in (("clean", told.on_clean), ("filthy", told.on_filthy)):
        rows.append(f"\n## findings on {title} pages: missed")
        rows += [f"- {miss}" for miss in findings.misses]
        rows.append(f"\n## findings on {title} pages: found where nothing is")
        rows += [f"- {fault}" for fault in dict.fromkeys(findings.faults)]
    return "\n".join(rows)


def parts() -> dict[str, tuple[Article, ...]]:
    """The corpus in the part that may be looked at and the third that is kept."""
    return {
        "open": tuple(article for article in articles() if not article.kept),
        "kept": tuple(article for article in articles() if article.kept),
    }


def main() -> int:
    """Print the scores."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--page", type=Path, default=os.environ.get(SEED), help="the real page")
    ask.add_argument("--failures", type=Path, help="where to list what went wrong in the open part")
    told = ask.parse_args()
    scores = {name: score(part) for name, part in parts().items()}
    _say(table(scores))
    if told.failures:
        told.failures.write_text(failures(scores["open"]), encoding="utf-8")
    if told.page:
        _print_seed(seed(Path(told.page)))
    return 0


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")


def _print_seed(told: Seed) -> None:
    low, high = told.error_rate
    known = told.findings.tallies[Status.KNOWN]
    _say(f"\nreal page: error rate {low:.2%} to {high:.2%}, notices P {known.precision:.1%} R {known.recall:.1%}")
    for name, terms in (("lacking", told.lacking), ("still there", told.remaining)):
        _say(f"  {name}: {', '.join(terms) or 'nothing'}")
    for line in (*told.findings.misses, *told.findings.faults):
        _say(f"  {line}")


if __name__ == "__main__":
    sys.exit(main())
