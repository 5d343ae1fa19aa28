"""What others would do with the same asks: to know whether ours is worth its weight. Texts are taken as they stand."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import numpy as np
import numpy.typing as npt
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.pipeline import make_pipeline
from sklearn.svm import LinearSVC

from qiwen.matching.index import Index
from qiwen.matching.score import ready_made

_CHUNK = 256
_SATURATION, _LENGTH = 1.5, 0.75  # BM25's usual k1 and b
_SEED = 20220421

Figures = npt.NDArray[np.float64]


def ranked(name: str, texts: Sequence[str], asks: Index) -> list[tuple[str, ...]]:
    """The labels of each text, best first, by the baseline `name`; ties go to the label that comes first."""
    scores = BASELINES[name](texts, asks)
    return [tuple(asks.labels[at] for at in np.argsort(-row, kind="stable")) for row in scores]


def _nearest(scorer: str, texts: Sequence[str], asks: Index) -> Figures:
    """The best ask of each label, as rapidfuzz's extractOne would find it."""
    raw = [ask.text for ask in asks.asks]
    chunks = [texts[start : start + _CHUNK] for start in range(0, len(texts), _CHUNK)]
    return np.concatenate([_best(ready_made(scorer, chunk, raw), asks) for chunk in chunks])


def _linear(texts: Sequence[str], asks: Index) -> Figures:
    """TF-IDF of 1 to 4 characters, and a linear classifier."""
    words = TfidfVectorizer(analyzer="char", ngram_range=(1, 4), sublinear_tf=True)
    model = make_pipeline(words, LinearSVC(random_state=_SEED)).fit([ask.text for ask in asks.asks], asks.owner)
    scores = np.full((len(texts), len(asks.labels)), -np.inf)
    scores[:, model.classes_] = model.decision_function(texts)
    return scores


def _bm25(texts: Sequence[str], asks: Index) -> Figures:
    """BM25 where pairs of characters are the words; the best ask of each label."""
    words = CountVectorizer(analyzer="char", ngram_range=(2, 2))
    counts = words.fit_transform([ask.text for ask in asks.asks]).astype(np.float64)
    length = np.asarray(counts.sum(axis=1)).ravel()
    held = np.bincount(counts.indices, minlength=counts.shape[1])
    rarity = np.log1p((len(length) - held + 0.5) / (held + 0.5))
    row = np.repeat(np.arange(len(length)), np.diff(counts.indptr))
    room = _SATURATION * (1 - _LENGTH + _LENGTH * length / length.mean())
    counts.data *= (_SATURATION + 1) / (counts.data + room[row]) * rarity[counts.indices]
    return _best((words.transform(texts) @ counts.T).toarray(), asks)


def _best(scores: npt.NDArray[np.floating], asks: Index) -> Figures:
    """The best ask of each label; a label without asks is never found."""
    best = np.full((len(scores), len(asks.labels)), -np.inf)
    for label in np.unique(asks.owner):
        best[:, label] = scores[:, asks.owner == label].max(axis=1)
    return best


BASELINES: Mapping[str, Callable[[Sequence[str], Index], Figures]] = {
    "rapidfuzz ratio": partial(_nearest, "ratio"),
    "rapidfuzz WRatio": partial(_nearest, "WRatio"),
    "rapidfuzz token_set_ratio": partial(_nearest, "token_set_ratio"),
    "TF-IDF + LinearSVC": _linear,
    "BM25": _bm25,
}
