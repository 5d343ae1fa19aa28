"""Putting the figures together: what is learned, and the rapidfuzz channels, into one probability a label."""

import numpy as np

from qiwen.matching.score import Scores

FIGURES = ("learned", "written.best", "written.next", "spoken.best", "spoken.next", "outside", "outside.far")
"""What `figures` holds for each label; the last two are 0 for every label but OUTSIDE."""

BY_HAND: Scores = np.array([0.0, 10.0, 9.0, 8.0, 8.0, 0.6, 0.0], dtype=np.float32)
"""The mix where nothing has been learned yet: the channels alone."""


def figures(learned: Scores, channels: Scores) -> Scores:
    """Stack scores (texts, labels) and channels (texts, labels, 4) to (texts, labels, figures); OUTSIDE is last.

    `outside.far` is how far the text lies from every ask that is answered: nothing known looks like it.
    """
    outside = np.zeros((*learned.shape, 2), dtype=np.float32)
    outside[:, -1, 0] = 1
    if learned.shape[1] > 1:
        outside[:, -1, 1] = 1 - channels[:, :-1, 0].max(axis=1)
    return np.concatenate([learned[:, :, None], channels, outside], axis=2).astype(np.float32)


def probabilities(stacked: Scores, mix: Scores) -> Scores:
    """Softmax over the labels of each text."""
    raised = stacked @ mix
    raised = np.exp(raised - raised.max(axis=1, keepdims=True))
    share: Scores = raised / raised.sum(axis=1, keepdims=True)
    return share
