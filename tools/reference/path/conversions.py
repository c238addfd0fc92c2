"""Golden conversions between velocity, data, noise and score of a path, and its velocities given the ends."""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

import factors
import golden
from factors import SCHEDULES, TIMES, limit
from mpmath import log, matrix, mp, mpf, nan, pi

mp.dps = 50

# Each quantity as a linear form in E[x1 | x] and E[x0 | x].
QUANTITIES = {
    "data": lambda f: (1, 0),
    "noise": lambda f: (0, 1),
    "velocity": lambda f: (f.alpha_rate, f.sigma_rate),
    "score": lambda f: (0, -1 / f.sigma),
}
X, Q = [0.75, -2.5, 3.0], [-1.25, 0.375, 3.0]
X0, X1 = [0.5, -1.75, 0.0], [2.0, 0.625, -3.5]


def convert(schedule, source, target, x, q):
    """The target, from the two equations alpha E[x1] + sigma E[x0] = x and source = q, by Cramer's rule."""

    def at(t):
        f = schedule(t)
        a, b = QUANTITIES[source](f)
        determinant = f.alpha * b - f.sigma * a
        data = (x * b - f.sigma * q) / determinant
        noise = (f.alpha * q - a * x) / determinant
        c, d = QUANTITIES[target](f)
        return c * data + d * noise

    return at


def defined(function, t):
    try:
        return limit(function, t)
    except ZeroDivisionError:
        return nan


out = golden.Golden(
    "path/conversions",
    __file__,
    "velocity alpha' E[x1|x] + sigma' E[x0|x], data mean, noise mean and score -E[x0|x]/sigma from each other, and velocity alpha' x1 + sigma' x0, field "
    "(sigma'/sigma)(x - alpha x1) + alpha' x1 and log N(x | alpha x1, sigma^2 I) given the ends; at t = 0 and 1 the limits, NaN where there are none",
    precision="mpmath, 50 digits; limits by points at 1e-100, 300 digits",
    uses=[golden.__file__, factors.__file__],
    nonfinite=True,
)
for name, schedule in SCHEDULES.items():
    for t in TIMES:
        case = f"{name} t={t!r}"
        out.input(case, "t", t)
        out.input(case, "x", X)
        out.input(case, "q", Q)
        out.input(case, "x0", X0)
        out.input(case, "x1", X1)
        for source in QUANTITIES:
            for target in QUANTITIES:
                if source != target:
                    values = [defined(convert(schedule, source, target, mpf(x), mpf(q)), t) for x, q in zip(X, Q)]
                    out.output(case, f"{source} to {target}", values)
        f = schedule(mpf(t))
        out.output(case, "state", [f.alpha * b + f.sigma * a for a, b in zip(X0, X1)])
        velocity = [limit(lambda s: schedule(s).alpha_rate * b + schedule(s).sigma_rate * a, t) for a, b in zip(X0, X1)]
        out.output(case, "velocity", [nan] * 3 if any(v != v for v in velocity) else velocity)
        if f.sigma == 0:
            density = nan
        else:
            off = matrix([mpf(x) - f.alpha * b for x, b in zip(X, X1)])
            density = -(off.T * off)[0] / (2 * f.sigma**2) - mpf(3) / 2 * log(2 * pi * f.sigma**2)
        out.output(case, "log_density", density)
out.write()
