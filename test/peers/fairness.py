"""Golden values of statsmodels, scipy and pandas for outcomes by group and for strata. Run by hand: python test/peers/fairness.py"""

import json
from pathlib import Path

import numpy as np
import pandas as pd
from scipy import stats
import statsmodels.formula.api as smf
from statsmodels.stats.contingency_tables import StratifiedTable, Table2x2
from statsmodels.stats.meta_analysis import effectsize_smd
from statsmodels.stats.proportion import confint_proportions_2indep

HERE = Path(__file__).parent
DATA = HERE.parent / "fixtures" / "data"
rng = np.random.default_rng(11)


def differences():
    found = []
    for x1, n1, x2, n2 in [(5, 40, 40, 160), (30, 100, 5, 40), (0, 50, 12, 60), (33, 33, 20, 44)]:
        low, high = confint_proportions_2indep(x1, n1, x2, n2, method="newcomb")
        found.append({"counts": [x1, n1, x2, n2], "low": low, "high": high})
    return found


def ratios():
    """AIF360's disparate impact is the ratio of base rates; the interval is scipy's relative_risk (Katz)."""
    found = []
    for x1, n1, x2, n2 in [(5, 40, 30, 100), (109, 577, 233, 314), (12, 60, 50, 80)]:
        result = stats.contingency.relative_risk(x1, n1, x2, n2)
        low, high = result.confidence_interval(0.95)
        found.append(
            {"counts": [x1, n1, x2, n2], "ratio": result.relative_risk, "low": low, "high": high}
        )
    return found


def means():
    a, b = rng.normal(3, 2, 45), rng.normal(4, 1.5, 70)
    g, var = effectsize_smd(a.mean(), a.std(ddof=1), 45, b.mean(), b.std(ddof=1), 70)
    return {"a": a.tolist(), "b": b.tolist(), "g": g, "variance": var}


def strata():
    found = []
    tables = [
        [[[81, 6], [234, 36]], [[192, 71], [55, 25]]],
        [[[512, 313], [89, 19]], [[353, 207], [17, 8]], [[120, 205], [202, 391]]],
        [[[5, 20], [9, 11]], [[0, 14], [4, 30]], [[12, 3], [8, 9]]],
    ]
    for table in tables:
        pooled = StratifiedTable([np.array(t, dtype=float) for t in table])
        low, high = pooled.oddsratio_pooled_confint()
        crude = Table2x2(np.sum(table, axis=0).astype(float))
        found.append(
            {
                "strata": [[c for row in t for c in row] for t in table],
                "oddsRatio": pooled.oddsratio_pooled,
                "low": low,
                "high": high,
                "riskDifference": risk_difference(table),
                "homogeneityP": float(pooled.test_equal_odds().pvalue),
                "crude": crude.oddsratio,
                "crudeInterval": list(crude.oddsratio_confint()),
            }
        )
    return found


def risk_difference(table):
    up = down = 0
    for (a, b), (c, d) in table:
        n = a + b + c + d
        up += (a * (c + d) - c * (a + b)) / n
        down += (a + b) * (c + d) / n
    return up / down


def slopes():
    """A number regressed on a contrast, alone and with an intercept for each stratum, by ordinary least squares."""
    z = rng.integers(0, 4, 400)
    x = (rng.random(400) < 0.2 + 0.2 * z).astype(int)
    y = np.round(100 + 3 * z - 1.5 * x + rng.normal(0, 2, 400), 2)
    frame = pd.DataFrame({"y": y, "first": 1 - x, "z": z})
    found = {"x": x.tolist(), "y": y.tolist(), "z": z.tolist()}
    for name, formula in [("crude", "y ~ first"), ("within", "y ~ first + C(z)")]:
        fit = smf.ols(formula, frame).fit()
        found[name] = {"estimate": fit.params["first"], "se": fit.bse["first"]}
    return found


def files():
    """Rates and Cramér's V of three files, by pandas and scipy."""
    found = []
    for file, group, label, positive, header in [
        ("titanic.csv", "sex", "survived", "1", 0),
        ("compas.csv", "race", "two_year_recid", "1", 0),
        ("compas.csv", "age_cat", "two_year_recid", "1", 0),
        ("adult-test.csv", "column_10", "column_15", ">50K.", None),
        ("german.csv", "column_9", "column_21", "2", None),
    ]:
        frame = pd.read_csv(DATA / file, dtype=str, skipinitialspace=True, header=header)
        if header is None:
            frame.columns = [f"column_{i + 1}" for i in range(frame.shape[1])]
        table = pd.crosstab(frame[group], frame[label])
        compared = table[table.sum(axis=1) >= 30]
        rates = table[positive] / table.sum(axis=1)
        own = rates[compared.index]
        chi2, p, _, _ = stats.chi2_contingency(compared, correction=False)
        found.append(
            {
                "file": file,
                "group": group,
                "label": label,
                "positive": positive,
                "rates": rates.to_dict(),
                "ratio": own.min() / own.max(),
                "lowest": own.idxmin(),
                "highest": own.idxmax(),
                "chi2": chi2,
                "p": p,
                "v": stats.contingency.association(compared, method="cramer", correction=False),
            }
        )
    return found


golden = {
    "differences": differences(),
    "ratios": ratios(),
    "means": means(),
    "strata": strata(),
    "slopes": slopes(),
    "files": files(),
}
(HERE / "fairness.json").write_text(json.dumps(golden, indent=1) + "\n")
