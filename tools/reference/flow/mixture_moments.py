"""Golden mean and covariance of what the flow of Table 4's mixture makes of N(0, I), along equation (3) and along the published drift.

The expectation over x0 is a sum over a square grid (the trapezoidal rule, whose error falls faster than any power of the spacing for a smooth
function times a Gaussian), and the path of each node is solved by the classical Runge-Kutta method. Along (3) the moments of x_t are known in
closed form, (1-t) mu0 + t E[x1] and (1-t)^2 Sigma0 + t^2 Cov[x1], which checks both.
"""

import json
import pathlib
import sys

import numpy as np

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import golden  # noqa: E402

TIMES = [0.0, 0.25, 0.5, 0.75, 0.99, 1.0]
REACH = 8.5

# The mixture of the paper's Table 4: pi_k = 1/3, mu0 = 0 and Sigma0 = I.
MIXTURE = golden.ROOT / "reference-data" / "experiment" / "table4_mixture.json"
table4 = json.loads(MIXTURE.read_text(encoding="utf-8"))
means, covariances = np.array(table4["means"]), np.array(table4["covs"])
identity = np.eye(2)


def drift(t, x, published):
    """Equation (3); as published, without the term -(1-t) Sigma0."""
    logs, drifts = [], []
    for mean, covariance in zip(means, covariances):
        s = (1 - t) ** 2 * identity + t**2 * covariance
        r = x - t * mean
        u = np.linalg.solve(s, r.T).T
        logs.append(-(r * u).sum(1) / 2 - np.log(np.linalg.det(s)) / 2)
        drifts.append(mean + u @ (t * covariance - (0 if published else 1 - t) * identity))
    gamma = np.exp(np.array(logs) - np.max(logs, axis=0))
    gamma /= gamma.sum(0)
    return (gamma[:, :, None] * np.array(drifts)).sum(0)


def paths(x, published, steps):
    """The states at TIMES, with at most 1 / steps of time in each step."""
    yield x
    for start, end in zip(TIMES, TIMES[1:]):
        n = max(1, round((end - start) * steps))
        h = (end - start) / n
        for i in range(n):
            t = start + i * h
            a = drift(t, x, published)
            b = drift(t + h / 2, x + h / 2 * a, published)
            c = drift(t + h / 2, x + h / 2 * b, published)
            d = drift(t + h, x + h * c, published)
            x = x + h / 6 * (a + 2 * b + 2 * c + d)
        yield x


def moments(published, spacing, steps):
    axis = np.arange(-round(REACH / spacing), round(REACH / spacing) + 1) * spacing
    weight = np.exp(-(axis**2) / 2)
    weight /= weight.sum()
    nodes = np.array([[a, b] for a in axis for b in axis])
    weights = np.outer(weight, weight).ravel()
    for x in paths(nodes, published, steps):
        mean = weights @ x
        yield mean, (weights[:, None] * (x - mean)).T @ (x - mean)


def close(one, other):
    return max(np.abs(one[0] - other[0]).max(), np.abs(one[1] - other[1]).max()) < 1e-7


out = golden.Golden(
    "flow/mixture_moments",
    __file__,
    "mean and covariance of x_t, where dx/dt = v(t, x) from x_0 ~ N(0, I), v the equation (3), or the published code's drift without the term "
    "-(1-t) Sigma0",
    precision="numpy in float64; two spacings and two steps agree to 1e-7, as do the closed forms",
    versions={"numpy": np.__version__},
    uses=[golden.__file__, MIXTURE],
)
mean = means.mean(0)
covariance = covariances.mean(0) + (means - mean).T @ (means - mean) / 3
for name, published in (("exact", False), ("published", True)):
    fine = list(moments(published, 0.125, 200))
    coarse = list(moments(published, 0.2, 100))
    for t, one, other in zip(TIMES, fine, coarse):
        assert close(one, other), (t, one, other)
        assert published or close(one, (t * mean, (1 - t) ** 2 * identity + t**2 * covariance)), (t, one)
        case = f"{name} t={t}"
        out.input(case, "t", t)
        out.output(case, "mean", one[0])
        out.output(case, "covariance", one[1])
out.write()
