"""Golden conditional means, velocity, score and density of the path from N(0, I) to a Gaussian mixture, under each schedule."""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

import factors
import golden
from factors import SCHEDULES, TIMES
from mpmath import det, exp, eye, inverse, log, matrix, mp, mpf, pi

mp.dps = 50

WEIGHTS = [0.25, 0.75]
MEANS = [[1.5, -0.5], [-1.0, 2.0]]
COVARIANCES = [[[0.5, 0.125], [0.125, 0.25]], [[0.75, -0.25], [-0.25, 1.0]]]
POINTS = [[0.25, -0.75], [2.0, 1.5]]


def quantities(f, x):
    """gamma, E[x1|x], E[x0|x], the score and log p, from the joint Gaussians of x and x1 for each component."""
    x = matrix(x)
    logs, data, pulls = [], [], []
    for weight, mean, covariance in zip(WEIGHTS, MEANS, COVARIANCES):
        mean, covariance = matrix(mean), matrix(covariance)
        s = f.sigma**2 * eye(2) + f.alpha**2 * covariance
        off = x - f.alpha * mean
        u = inverse(s) * off
        logs.append(log(mpf(weight)) - (off.T * u)[0] / 2 - log(det(s)) / 2 - log(2 * pi))
        data.append(mean + f.alpha * covariance * u)
        pulls.append(u)
    top = max(logs)
    total = top + log(sum(exp(a - top) for a in logs))
    gamma = [exp(a - total) for a in logs]
    mean = gamma[0] * data[0] + gamma[1] * data[1]
    pull = gamma[0] * pulls[0] + gamma[1] * pulls[1]
    return gamma, mean, f.sigma * pull, -pull, total


def velocity(schedule, t, x):
    f = schedule(t)
    _, mean, noise, _, _ = quantities(f, x)
    return [f.alpha_rate * mean[i] + f.sigma_rate * noise[i] for i in (0, 1)]


def inside(t):
    """The time itself; a point very near, where the schedule's rate is infinite or taken to be so."""
    return mpf(t) if t < 1 else 1 - mpf(10) ** -60


out = golden.Golden(
    "path/mixture",
    __file__,
    "of x_t = alpha x1 + sigma x0, x0 ~ N(0, I), x1 ~ sum_k pi_k N(mu_k, Sigma_k): gamma_k, E[x1|x], E[x0|x], grad log p, log p, u = alpha' E[x1|x] + sigma' "
    "E[x0|x] and its Jacobian in x",
    precision="mpmath, 50 digits; velocity at t = 1 as its limit, by a point at 1e-60 and 200 digits; Jacobian by differences of 1e-60, 240 digits",
    uses=[golden.__file__, factors.__file__],
)
for name, schedule in SCHEDULES.items():
    for t in TIMES:
        case = f"{name} t={t!r}"
        out.input(case, "t", t)
        out.input(case, "weights", WEIGHTS)
        out.input(case, "means", MEANS)
        out.input(case, "covariances", COVARIANCES)
        out.input(case, "x", POINTS)
        rows = [quantities(schedule(mpf(t)), x) for x in POINTS]
        for k, quantity in enumerate(("gamma", "data_mean", "noise_mean", "score", "log_density")):
            out.output(case, quantity, [list(row[k]) if k < 4 else row[k] for row in rows])
        with mp.workdps(200):
            s = inside(t)
            out.output(case, "velocity", [velocity(schedule, s, x) for x in POINTS])
        with mp.workdps(240):
            s, h = inside(t), mpf(10) ** -60
            jacobians = []
            for x in POINTS:
                columns = []
                for j in (0, 1):
                    up, down = [mpf(a) for a in x], [mpf(a) for a in x]
                    up[j] += h
                    down[j] -= h
                    a, b = velocity(schedule, s, up), velocity(schedule, s, down)
                    columns.append([(a[i] - b[i]) / (2 * h) for i in (0, 1)])
                jacobians.append([[columns[j][i] for j in (0, 1)] for i in (0, 1)])
            out.output(case, "jacobian", jacobians)
out.write()
