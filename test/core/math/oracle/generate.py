"""Writes scipy-cases.json: samples, and what SciPy and NumPy say of them. See README.md."""

import json
import math
import sys
from itertools import combinations

import numpy as np
import scipy
from scipy.stats import PermutationMethod, binom, mannwhitneyu, norm, quantile_test, rankdata, t

random = np.random.default_rng(20)
confidence = 0.95


def figures(count, decimals):
    """Figures as trials give them: about 100, with a scatter of a few per cent; few decimals make ties."""
    return [float(value) for value in np.round(100 * np.exp(random.normal(0, 0.04, count)), decimals)]


def untied(m, n):
    while True:
        step = float(random.choice([0, 5, 15, -15]))
        a, b = figures(m, 6), [round(value + step, 6) for value in figures(n, 6)]
        if len(set(a + b)) == m + n:
            return a, b


def exact(a, b):
    return float(mannwhitneyu(a, b, alternative="two-sided", method="exact").pvalue)


def exact_with_ties(a, b):
    """Every division of the values, by hand; SciPy's own permutation has to agree."""
    ranks = rankdata(a + b)
    seen = ranks[: len(a)].sum()
    sums = np.array([sum(chosen) for chosen in combinations(ranks, len(a))])
    p = min(1.0, 2 * min(np.mean(sums <= seen + 1e-9), np.mean(sums >= seen - 1e-9)))
    scipys = mannwhitneyu(a, b, alternative="two-sided", method=PermutationMethod(n_resamples=10**6)).pvalue
    assert abs(p - scipys) < 1e-9, (a, b, p, scipys)
    return float(p)


def shift(a, b):
    """Hodges-Lehmann by brute force; the interval by asking SciPy's test about a shift in every gap of differences."""
    differences = np.sort(np.subtract.outer(a, b).ravel())
    value = float(np.median(differences))
    gaps = np.concatenate([[differences[0] - 1], (differences[1:] + differences[:-1]) / 2, [differences[-1] + 1]])
    ps = [exact(list(np.array(a) - gap), b) for gap in gaps]
    kept = [i for i, p in enumerate(ps) if p > (1 - confidence) * (1 + 1e-12)]
    if kept[0] == 0:
        return {"value": value, "interval": None}
    return {
        "value": value,
        "interval": {
            "low": float(differences[kept[0] - 1]),
            "high": float(differences[kept[-1]]),
            "confidence": 1 - ps[kept[0] - 1],
        },
    }


def median_interval(values):
    found = quantile_test(values, p=0.5).confidence_interval(confidence)
    if math.isnan(found.low) or math.isnan(found.high):
        return None
    below = sorted(values).index(float(found.low)) + 1
    return {
        "low": float(found.low),
        "high": float(found.high),
        "confidence": float(1 - 2 * binom.cdf(below - 1, len(values), 0.5)),
    }


def rank_tests():
    sizes = [(m, n) for m in range(1, 9) for n in range(1, 9)] + [(5, 20), (12, 9), (20, 20), (25, 30), (30, 30)]
    for m, n in sizes:
        a, b = untied(m, n)
        yield {"a": a, "b": b, "u": float(mannwhitneyu(a, b).statistic), "p": exact(a, b), "method": "exact"}
    for m, n in [(2, 3), (3, 3), (4, 4), (4, 4), (5, 4), (5, 5), (5, 5), (3, 8), (6, 6), (7, 5), (8, 8)]:
        for decimals in (0, -1):
            a, b = figures(m, decimals), figures(n, decimals)
            p = exact_with_ties(a, b)
            yield {"a": a, "b": b, "u": float(mannwhitneyu(a, b).statistic), "p": p, "method": "exact"}
    for m, n, decimals in [(31, 30, 6), (40, 35, 6), (40, 35, 0), (60, 60, 0), (5, 70, -1), (100, 80, 0)]:
        a, b = figures(m, decimals), [value + 1 for value in figures(n, decimals)]
        found = mannwhitneyu(a, b, alternative="two-sided", method="asymptotic", use_continuity=True)
        yield {"a": a, "b": b, "u": float(found.statistic), "p": float(found.pvalue), "method": "normal"}


def detectable(m, n, rejected_p):
    freedom = m + n - 2
    return (t.ppf(1 - rejected_p / 2, freedom) + t.ppf(0.8, freedom)) * math.sqrt((1 / m + 1 / n) * math.pi / 3)


def detectable_shifts():
    for m, n, level in [(4, 4, 0.05), (5, 5, 0.05), (5, 5, 0.05 / 3), (6, 4, 0.05), (10, 10, 0.05 / 3), (20, 15, 0.05)]:
        reachable = sorted({level_of(m, n, u) for u in range(m * n // 2)})
        yield {
            "m": m,
            "n": n,
            "level": level,
            "shift": detectable(m, n, max(p for p in reachable if p <= level * (1 + 1e-12))),
        }


def level_of(m, n, u):
    """Two-sided p of a pair of samples whose U is u: b = 1 ... n, and a one by one as far up as u allows."""
    a = []
    left = u
    for i in range(m):
        step = min(n, left)
        a.append(step + 0.5 + i * 1e-3)
        left -= step
    return exact(a, [float(j) for j in range(1, n + 1)])


def table():
    return {
        "scipy": scipy.__version__,
        "numpy": np.__version__,
        "confidence": confidence,
        "rankTests": list(rank_tests()),
        "shifts": [
            {"a": a, "b": b, **shift(a, b)}
            for a, b in (untied(m, n) for m in range(1, 9) for n in (1, 3, 4, 5, 7, 10))
        ]
        + [{"a": a, "b": b, **shift(a, b)} for a, b in (untied(15, 12), untied(20, 20))],
        "medianIntervals": [
            {"values": values, "interval": median_interval(values)}
            for values in (figures(n, 6) for n in [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 17, 20, 30, 50, 101])
        ],
        "normalTails": [[z, float(norm.sf(z))] for z in [-8, -3, -1.5, 0, 0.1, 1, 1.96, 2.9, 2.9999, 3, 3.1, 5, 8, 20]],
        "studentQuantiles": [
            [p, freedom, float(t.ppf(p, freedom))]
            for freedom in [1, 2, 3, 4, 6, 8, 9, 18, 39, 100]
            for p in [0.5, 0.8, 0.95, 0.975, 0.99, 0.9999]
        ],
        "detectableShifts": list(detectable_shifts()),
    }


def lines(part):
    """One case a line."""
    return json.dumps(part) if not isinstance(part, list) else "[\n" + ",\n".join(map(json.dumps, part)) + "\n]"


if __name__ == "__main__":
    with open(sys.argv[1], "w", encoding="utf-8") as file:
        parts = [f"{json.dumps(name)}: {lines(part)}" for name, part in table().items()]
        file.write("{\n" + ",\n".join(parts) + "\n}\n")
