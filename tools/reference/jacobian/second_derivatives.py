"""Golden values of second derivatives of a function of three numbers, and of the divergence of a field, by mpmath's differences at 60 digits."""

import pathlib
import sys

import mpmath as mp

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import golden  # noqa: E402

mp.mp.dps = 60


def function(a, b, c):
    return mp.sin(a * b) * mp.exp(-c) + mp.log(1 + a**2 + c**2)


FIELD = [
    lambda a, b, c: mp.sin(a * b),
    lambda a, b, c: mp.exp(b) * a,
    lambda a, b, c: mp.tanh(a * c),
]


def partial(f, x, *axes):
    return mp.diff(f, tuple(x), tuple(axes.count(axis) for axis in range(3)))


out = golden.Golden(
    "jacobian/second_derivatives",
    __file__,
    "f(a b c) = sin(a b) e^-c + ln(1 + a^2 + c^2): gradient, Hessian and its product with v; the divergence of (sin(a b) e^b a tanh(a c))",
    precision="mpmath, 60 digits",
    uses=[golden.__file__],
)
for name, x, v in (
    ("inner", [0.5, -1.25, 0.75], [1.0, -0.5, 2.0]),
    ("at zero", [0.0, 0.0, 0.0], [1.0, 1.0, -1.0]),
    ("large", [3.5, 2.25, -4.0], [-0.25, 0.5, 1.5]),
):
    hessian = mp.matrix([[partial(function, x, i, j) for j in range(3)] for i in range(3)])
    out.input(name, "x", x)
    out.input(name, "v", v)
    out.output(name, "gradient", [partial(function, x, i) for i in range(3)])
    out.output(name, "hessian", hessian)
    out.output(name, "hvp", list(hessian * mp.matrix(v)))
    out.output(name, "divergence", mp.fsum(partial(FIELD[i], x, i) for i in range(3)))
out.write()
