"""Golden conditional means, velocity, score and density of stochastic interpolants between mixtures of pairs of Gaussians."""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

import golden
from mpmath import cos, det, exp, eye, inverse, log, matrix, mp, mpf, pi, sin, sqrt

mp.dps = 50

WEIGHTS = [0.25, 0.75]
MEANS0 = [[0.5, -1.0], [-0.25, 0.75]]
COVARIANCES0 = [[[1.0, 0.25], [0.25, 0.5]], [[0.5, -0.125], [-0.125, 0.75]]]
MEANS1 = [[1.5, -0.5], [-1.0, 2.0]]
COVARIANCES1 = [[[0.5, 0.125], [0.125, 0.25]], [[0.75, -0.25], [-0.25, 1.0]]]
POINTS = [[0.25, -0.75], [2.0, 1.5]]
SCALE = mpf(1.25)

# a, a', b, b', gamma^2, (gamma^2)'/2
LINE = lambda t: (1 - t, mpf(-1), t, mpf(1))
CIRCLE = lambda t: (cos(pi * t / 2), -pi / 2 * sin(pi * t / 2), sin(pi * t / 2), pi / 2 * cos(pi * t / 2))
BRIDGE = lambda t: (SCALE**2 * t * (1 - t), SCALE**2 * (1 - 2 * t) / 2)
INTERPOLANTS = {
    "bridge": lambda t: LINE(t) + BRIDGE(t),
    "tube": lambda t: LINE(t) + (SCALE**2, mpf(0)),
    "trigonometric": lambda t: CIRCLE(t) + BRIDGE(t),
}


def quantities(factors, x):
    """E[x0|x], E[x1|x], E[z|x], the velocity, the score and log p, from the joint Gaussian of each with x given k."""
    a, da, b, db, variance, half_rate = factors
    x = matrix(x)
    logs, parts = [], []
    for weight, m0, s0, m1, s1 in zip(WEIGHTS, MEANS0, COVARIANCES0, MEANS1, COVARIANCES1):
        m0, s0, m1, s1 = matrix(m0), matrix(s0), matrix(m1), matrix(s1)
        c = a**2 * s0 + b**2 * s1 + variance * eye(2)
        off = x - a * m0 - b * m1
        u = inverse(c) * off
        logs.append(log(mpf(weight)) - (off.T * u)[0] / 2 - log(det(c)) / 2 - log(2 * pi))
        rate = da * m0 + db * m1 + (a * da * s0 + b * db * s1 + half_rate * eye(2)) * u  # by Cov(x', x)
        parts.append((m0 + a * s0 * u, m1 + b * s1 * u, sqrt(variance) * u, rate, -u))
    top = max(logs)
    total = top + log(sum(exp(l - top) for l in logs))
    w = [exp(l - total) for l in logs]
    return [list(w[0] * p + w[1] * q) for p, q in zip(*parts)] + [total]


out = golden.Golden(
    "path/interpolant",
    __file__,
    "of x_t = a x0 + b x1 + gamma z, (x0, x1) ~ sum_k pi_k N(m0_k, S0_k) x N(m1_k, S1_k): E[x0|x], E[x1|x], E[z|x], E[dx/dt|x], grad log p, log p",
    precision="mpmath, 50 digits",
)
for name, interpolant in INTERPOLANTS.items():
    for t in (0.0, 1e-8, 0.125, 0.5, 0.9, 1.0):
        case = f"{name} t={t!r}"
        out.input(case, "t", t)
        out.input(case, "scale", float(SCALE))
        out.input(case, "weights", WEIGHTS)
        out.input(case, "means0", MEANS0)
        out.input(case, "covariances0", COVARIANCES0)
        out.input(case, "means1", MEANS1)
        out.input(case, "covariances1", COVARIANCES1)
        out.input(case, "x", POINTS)
        rows = [quantities(interpolant(mpf(t)), x) for x in POINTS]
        for k, quantity in enumerate(("source_mean", "data_mean", "denoiser", "velocity", "score", "log_density")):
            out.output(case, quantity, [row[k] for row in rows])
out.write()
