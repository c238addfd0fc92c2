"""Golden marginal field of a finite data set, under each schedule."""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

import factors
import golden
from factors import SCHEDULES, TIMES
from mpmath import exp, log, mp, mpf, pi

mp.dps = 50

DATA = [[1.0, 0.5], [-1.5, 0.25], [0.75, -2.0], [1.125, 0.375], [0.0, 3.0]]
NEAR = [([0.5, -0.25], 0), ([-1.0, 0.75], 2)]  # x is alpha x_i + sigma z, rounded

out = golden.Golden(
    "path/finite_data",
    __file__,
    "w_i = softmax_i(-|x - alpha x_i|^2/(2 sigma^2)), u = sum_i w_i ((sigma'/sigma)(x - alpha x_i) + alpha' x_i), log p = log of the mean over i of N(x | "
    "alpha x_i, sigma^2 I), and the Jacobian (sigma'/sigma) I + (alpha' sigma - alpha sigma') alpha/sigma^3 Cov_w[x_i]; none where sigma = 0",
    precision="mpmath, 50 digits",
    uses=[golden.__file__, factors.__file__],
)
for name, schedule in SCHEDULES.items():
    for t in TIMES:
        f = schedule(mpf(t))
        if f.sigma == 0:
            continue
        case = f"{name} t={t!r}"
        states = [[float(f.alpha * DATA[i][k] + f.sigma * z[k]) for k in (0, 1)] for z, i in NEAR]
        out.input(case, "t", t)
        out.input(case, "data", DATA)
        out.input(case, "x", states)
        weights, fields, densities, jacobians = [], [], [], []
        for x in states:
            off = [[mpf(x[k]) - f.alpha * y[k] for k in (0, 1)] for y in DATA]
            logs = [-(a**2 + b**2) / (2 * f.sigma**2) for a, b in off]
            top = max(logs)
            total = sum(exp(a - top) for a in logs)
            w = [exp(a - top) / total for a in logs]
            mean = [sum(a * y[k] for a, y in zip(w, DATA)) for k in (0, 1)]
            covariance = [
                [sum(a * (y[i] - mean[i]) * (y[j] - mean[j]) for a, y in zip(w, DATA)) for j in (0, 1)] for i in (0, 1)
            ]
            weights.append(w)
            fields.append(
                [
                    sum(a * (f.sigma_rate / f.sigma * o[k] + f.alpha_rate * y[k]) for a, o, y in zip(w, off, DATA))
                    for k in (0, 1)
                ]
            )
            densities.append(top + log(total) - log(mpf(len(DATA))) - log(2 * pi * f.sigma**2))
            factor = (f.alpha_rate * f.sigma - f.alpha * f.sigma_rate) * f.alpha / f.sigma**3
            jacobians.append(
                [[(f.sigma_rate / f.sigma if i == j else 0) + factor * covariance[i][j] for j in (0, 1)] for i in (0, 1)]
            )
        out.output(case, "weights", weights)
        out.output(case, "velocity", fields)
        out.output(case, "log_density", densities)
        out.output(case, "jacobian", jacobians)
out.write()
