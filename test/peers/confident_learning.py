"""Doubtful labels as cleanlab finds them: `python3 test/peers/confident_learning.py` writes confident-learning.json.

Where two remainders of a rounded row are equal, cleanlab goes by the last bit of a float; such tables are drawn again.
"""

import json
import pathlib

import cleanlab
import numpy
import sklearn
from cleanlab.count import compute_confident_joint, get_confident_thresholds
from cleanlab.filter import find_label_issues
from cleanlab.rank import get_label_quality_scores
from sklearn.metrics import cohen_kappa_score

HERE = pathlib.Path(__file__).parent
random = numpy.random.default_rng(7)

# Classes, rows, share of labels that are flipped, how sure the model is, whether classes are uneven.
SETTINGS = [(2, 60, 0.1, 2.0, False), (3, 150, 0.08, 3.0, False), (3, 200, 0.2, 1.0, True), (5, 300, 0.1, 2.5, True), (4, 220, 0.15, 1.5, False)]



def ties(joint, given):
    """Whether some row of the joint, brought to the rows of its class, has equal remainders other than 0."""
    for row, count in zip(joint, numpy.bincount(given)):
        rest = numpy.round(row / row.sum() * count % 1, 6) % 1
        rest = rest[rest > 0]
        if len(set(rest)) < len(rest):
            return True
    return False


cases = []
settings = list(SETTINGS)
while settings:
    classes, rows, flipped, sure, uneven = settings[0]
    shares = numpy.arange(classes, 0, -1.0) ** (2 if uneven else 0)
    true = random.choice(classes, rows, p=shares / shares.sum())
    true[: 3 * classes] = numpy.tile(numpy.arange(classes), 3)
    given = numpy.where(random.random(rows) < flipped, random.integers(0, classes, rows), true)
    given[: 2 * classes] = true[: 2 * classes]
    logits = random.normal(size=(rows, classes)) + sure * numpy.eye(classes)[true]
    # Written with twelve digits, and read back before they are used.
    p = numpy.exp(logits) / numpy.exp(logits).sum(axis=1, keepdims=True)
    p = numpy.round(p, 12)
    if ties(compute_confident_joint(given, p, calibrate=False), given):
        continue
    settings.pop(0)
    issues = find_label_issues(given, p, filter_by="prune_by_noise_rate", n_jobs=1)
    margin = get_label_quality_scores(given, p, method="normalized_margin", adjust_pred_probs=False)
    adjusted = get_label_quality_scores(given, p, method="normalized_margin", adjust_pred_probs=True)
    cases.append(
        {
            "labels": given.tolist(),
            "probabilities": p.tolist(),
            "thresholds": get_confident_thresholds(given, p).tolist(),
            "joint": compute_confident_joint(given, p, calibrate=False).tolist(),
            "calibrated": compute_confident_joint(given, p, calibrate=True).tolist(),
            "flagged": numpy.flatnonzero(issues).tolist(),
            "margins": margin.tolist(),
            "adjusted": adjusted.tolist(),
            "kappa": float(cohen_kappa_score(given, p.argmax(axis=1))),
        }
    )
    print(classes, rows, int(issues.sum()))

out = {"cleanlab": cleanlab.__version__, "scikit-learn": sklearn.__version__, "cases": cases}
(HERE / "confident-learning.json").write_text(json.dumps(out) + "\n")
