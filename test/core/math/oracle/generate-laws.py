"""Writes scipy-laws.json: capacities by number of replicas, and the curves that SciPy fits to them. See README.md."""

import json
import sys

import numpy as np
import scipy
from scipy.optimize import brentq, least_squares
from scipy.stats import t

random = np.random.default_rng(21)
confidence = 0.95


def relative(n, contention, coherency):
    return n / (1 + contention * (n - 1) + coherency * n * (n - 1))


def points(replicas, repeats, rate, contention, coherency, scatter):
    ns = np.repeat(replicas, repeats)
    capacities = rate * relative(ns, contention, coherency) * np.exp(random.normal(0, scatter, ns.size))
    return [{"n": int(n), "capacity": round(float(c), 4)} for n, c in zip(ns, capacities)]


def fitted(ns, logs, held=()):
    """Best log(rate), contention, coherency; `held` are (index, value) pairs that stay as they are."""
    free = [i for i in range(3) if i not in dict(held)]
    low = [-np.inf, 0.0, 0.0]

    def whole(x):
        out = np.zeros(3)
        out[free] = x
        for i, value in held:
            out[i] = value
        return out

    def off(x):
        rate, contention, coherency = whole(x)
        return logs - rate - np.log(relative(ns, contention, coherency))

    best = None
    for start in ([logs[0], 0.01, 0.001], [logs[0], 0.2, 0.02], [logs[0], 0.001, 1e-5]):
        found = least_squares(
            off,
            [start[i] for i in free],
            bounds=([low[i] for i in free], [np.inf, 1.0, 1.0] if len(free) == 3 else [[np.inf, 1.0, 1.0][i] for i in free]),
            xtol=1e-15,
            ftol=1e-15,
            gtol=1e-15,
            x_scale=[[1, 0.1, 0.01][i] for i in free],
        )
        if best is None or found.cost < best.cost:
            best = found
    return whole(best.x), 2 * best.cost


def interval(ns, logs, index, best, bound, low, high):
    over = lambda at: fitted(ns, logs, [(index, at)])[1] - bound
    ends = []
    for end in (low, high):
        ends.append(end if over(end) <= 0 else brentq(over, best, end, xtol=1e-12))
    return ends


def case(data):
    ns = np.array([point["n"] for point in data], float)
    logs = np.log([point["capacity"] for point in data])
    best, squares = fitted(ns, logs)
    freedom = len(data) - 3
    bound = squares * (1 + t.ppf((1 + confidence) / 2, freedom) ** 2 / freedom)
    rates = interval(ns, logs, 0, best[0], bound, best[0] - 3, best[0] + 3)
    linear = logs - np.log(ns)
    reach = t.ppf((1 + confidence) / 2, len(data) - 1) * linear.std(ddof=1) / np.sqrt(len(data))
    return {
        "points": data,
        "rate": [float(np.exp(x)) for x in (best[0], *rates)],
        "contention": [float(best[1]), *interval(ns, logs, 1, best[1], bound, 0.0, 1.0)],
        "coherency": [float(best[2]), *interval(ns, logs, 2, best[2], bound, 0.0, 1.0)],
        "squares": float(squares),
        "linearRate": [float(np.exp(linear.mean() + x)) for x in (0, -reach, reach)],
    }


if __name__ == "__main__":
    cases = [
        case(points([1, 2, 4, 8], 3, 17.6, 0.02, 0.001, 0.02)),
        case(points([1, 2, 4, 8], 3, 17.6, 0.0, 0.0, 0.02)),
        case(points([1, 2, 3, 5, 8, 13], 2, 100, 0.1, 0.01, 0.03)),
        case(points([2, 4, 8, 16, 32], 2, 40, 0.05, 0.0, 0.01)),
        case(points([1, 2, 4, 8, 16], 4, 300, 0.0, 0.004, 0.05)),
        case(points([1, 3, 10], 2, 9, 0.3, 0.0, 0.02)),
    ]
    with open(sys.argv[1], "w", encoding="utf-8") as file:
        file.write(json.dumps({"scipy": scipy.__version__, "numpy": np.__version__, "confidence": confidence})[:-1])
        file.write(', "cases": [\n' + ",\n".join(map(json.dumps, cases)) + "\n]}\n")
