"""Why a text was understood as it was, as plain values for a person or a page."""

from typing import Any

import numpy as np

from qiwen.matching.channels import closest, nearest
from qiwen.matching.matcher import Judged, Matcher
from qiwen.matching.mixing import FIGURES
from qiwen.matching.split import parts
from qiwen.model.content import Tuning
from qiwen.model.match import Decision

_LABELS = 5
_ASKS = 5


def explain(matcher: Matcher, text: str) -> dict[str, Any]:
    """What `text` became on its way to the decision. Deterministic: same content and text, same explanation."""
    judged = matcher.judge(text)
    reading = judged.reading
    return {
        "text": text,
        "read_as": reading.text,
        "peeled_off": sorted(reading.off),
        "repairs": [[repair.was, repair.now] for repair in reading.repairs],
        "concepts": sorted(reading.concepts),
        "questions": list(parts(text)),
        "decision": judged.match.decision.value,
        "intents": list(judged.match.intents),
        "margin": _margin(judged),
        "why": why(judged, matcher.tuning),
        "labels": _labels(matcher, judged),
        "asks": _asks(matcher, judged),
    }


def why(judged: Judged, tuning: Tuning) -> str:
    """The rule that decided, with its numbers."""
    match, best = judged.match, float(judged.probabilities.max(initial=0))
    if not judged.reading.text:
        return "nothing is left to read"
    if len(match.intents) > 1:
        return "two questions: each part is sure by itself, and the whole text has thought of both"
    if match.decision is Decision.SURE:
        return f"{best:.3f} is at least {tuning.sure}, and the second is at least {tuning.margin} behind"
    if match.decision is Decision.TORN:
        return (
            f"the best intent has {match.score:.3f}: at least {tuning.torn}, but not sure ({tuning.sure}) or not apart"
        )
    return f"the best intent has {match.score:.3f}, less than {tuning.torn}: it is most likely none of them"


def _margin(judged: Judged) -> float:
    ordered = np.sort(judged.probabilities)[::-1]
    return round(float(ordered[0] - ordered[1]), 4) if len(ordered) > 1 else 0.0


def _labels(matcher: Matcher, judged: Judged) -> list[dict[str, Any]]:
    if not judged.reading.text:
        return []
    return [
        {
            "intent": matcher.index.labels[at] or "(outside)",
            "probability": round(float(judged.probabilities[at]), 4),
            "figures": {name: round(float(each), 3) for name, each in zip(FIGURES, judged.figures[at], strict=True)},
        }
        for at in np.argsort(-judged.probabilities, kind="stable")[:_LABELS]
    ]


def _asks(matcher: Matcher, judged: Judged) -> list[dict[str, Any]]:
    near = nearest(judged.reading, matcher.index) if judged.reading.text else np.empty(0, dtype=np.intp)
    if not len(near):
        return []
    written, spoken = closest(judged.reading, matcher.index, near)
    order = np.argsort(-np.maximum(written, spoken), kind="stable")[:_ASKS]
    return [
        {
            "ask": matcher.index.asks[near[at]].text,
            "hand": matcher.index.asks[near[at]].hand,
            "intent": matcher.index.labels[matcher.index.owner[near[at]]] or "(outside)",
            "written": round(float(written[at]), 3),
            "spoken": round(float(spoken[at]), 3),
        }
        for at in order
    ]
