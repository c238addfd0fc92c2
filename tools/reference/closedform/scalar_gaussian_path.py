"""Golden values of Fig. 1's scalar paths, by solving their differential equations with Taylor series."""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from golden import Golden
from mpmath import mp, mpf, odefun

mp.dps = 40

golden = Golden(
    "closedform/scalar_gaussian_path",
    __file__,
    "x' = (2t-1)/((1-t)^2+t^2) x (the paper 4.1.1) and the published code's x' = (2t-1)/((1+t)^2+t^2) x, from x(0) = 1",
    precision="mpmath odefun, 40 digits",
)
exact = odefun(lambda t, x: (2 * t - 1) / ((1 - t) ** 2 + t**2) * x, 0, 1)
published = odefun(lambda t, x: (2 * t - 1) / ((1 + t) ** 2 + t**2) * x, 0, 1)
for t in (0.0, 0.125, 0.25, 0.5, 0.75, 0.875, 1.0):
    case = f"t={t}"
    golden.input(case, "t", t)
    golden.output(case, "position", exact(mpf(t)))
    golden.output(case, "published_position", published(mpf(t)))
golden.write()
