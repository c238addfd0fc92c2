"""Golden log-densities of the toy distributions in the plane."""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

import golden
from mpmath import cos, exp, linspace, log, mp, mpf, pi, quad, sin, sqrt

mp.dps = 50


def normal(x, y, deviation):
    return exp(-(x * x + y * y) / (2 * deviation**2)) / (2 * pi * deviation**2)


def along(point, deviation, *curves):
    """The mean over even parameters u of each curve, and over the curves."""

    def mean(curve):
        return quad(lambda u: normal(point[0] - curve(u)[0], point[1] - curve(u)[1], deviation), linspace(0, 1, 65))

    return log(sum(mean(curve) for curve in curves) / len(curves))


def spiral(arm):
    # sqrt(u) is the fraction of the angle 3 pi; the radius is a third of it
    return lambda u: (-arm * pi * sqrt(u) * cos(3 * pi * sqrt(u)), arm * pi * sqrt(u) * sin(3 * pi * sqrt(u)))


def board(point):
    inside = all(abs(c) < 4 for c in point)
    black = inside and sum(mp.floor(mpf(c) / 2) for c in point) % 2 == 0
    return log(mpf(1) / 32) if black else -mp.inf


NOISE, WIDE = mpf(5) / 100, mpf(1) / 10
DENSITIES = {
    "EIGHT_GAUSSIANS": lambda p: log(sum(normal(p[0] - 4 * cos(k * pi / 4), p[1] - 4 * sin(k * pi / 4), mpf(1) / 2) for k in range(8)) / 8),
    "TWO_MOONS": lambda p: along(p, NOISE, lambda u: (cos(pi * u), sin(pi * u)), lambda u: (1 - cos(pi * u), mpf(1) / 2 - sin(pi * u))),
    "CHECKERBOARD": board,
    "CIRCLES": lambda p: along(p, NOISE, lambda u: (cos(2 * pi * u), sin(2 * pi * u)), lambda u: (cos(2 * pi * u) / 2, sin(2 * pi * u) / 2)),
    "SPIRALS": lambda p: along(p, WIDE, spiral(1), spiral(-1)),
}
POINTS = [[0.75, 0.625], [-1.0, 0.03125], [0.5, 0.0], [-0.0625, 0.03125], [2.5, 1.0], [-3.0, 1.5]]

out = golden.Golden(
    "random/toy_density",
    __file__,
    "log p of eight Gaussians, two moons, checkerboard, circles and spirals; along curves the integral of N(x | point of the curve, s^2 I)",
    precision="mpmath, 50 digits",
    uses=[golden.__file__],
    nonfinite=True,
)
for name, density in DENSITIES.items():
    out.input(name, "points", POINTS)
    out.output(name, "log density", [density([mpf(c) for c in point]) for point in POINTS])
out.write()
