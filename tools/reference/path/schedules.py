"""Golden factors of paths and their rates."""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

import factors
import golden
from factors import SCHEDULES, TIMES, limit
from mpmath import mp, mpf

mp.dps = 50

out = golden.Golden(
    "path/schedules",
    __file__,
    "alpha and sigma of x_t = alpha x1 + sigma x0 and their rates: linear, sigma_min = .01, t^n, cosine, variance preserving (Song et al. 2021; beta from .1 "
    "to 20), t and sqrt(1 - t^2), variance exploding (the same; sigma from 50 to .01)",
    precision="mpmath, 50 digits",
    uses=[golden.__file__, factors.__file__],
    nonfinite=True,
)
for name, schedule in SCHEDULES.items():
    for t in TIMES:
        case = f"{name} t={t!r}"
        at = schedule(mpf(t))
        # Rates by hand agree with differences.
        if 0 < t < 1:
            with mp.workdps(80):
                h, m = mpf(10) ** -30, mpf(t)
                for k in (0, 1):
                    slope = (schedule(m + h)[k] - schedule(m - h)[k]) / (2 * h)
                    assert abs(slope - schedule(m)[k + 2]) < mpf(10) ** -20 * (1 + abs(slope)), case
        out.input(case, "t", t)
        out.output(case, "alpha", at.alpha)
        out.output(case, "sigma", at.sigma)
        out.output(case, "alpha_rate", at.alpha_rate)
        out.output(case, "sigma_rate", at.sigma_rate)
        out.output(case, "half_variance_rate", limit(lambda s, f=schedule: f(s).sigma * f(s).sigma_rate, t))
out.write()
