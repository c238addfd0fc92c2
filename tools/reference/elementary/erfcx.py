"""Reference values and coefficients of the scaled complementary error function."""

import minimax
import mpmath as mp
import values


def erfcx(x):
    return mp.exp(x * x) * mp.erfc(x)


def asymptotic(x):
    term = total = mp.mpf(1)
    for k in range(1, 40):
        term *= -(2 * k - 1) / (2 * x * x)
        total += term
    return total / (x * mp.sqrt(mp.pi))


values.unary(
    __file__,
    "e^(x^2) erfc x",
    lambda x: erfcx(x) if x < 100 else asymptotic(x) if x < 1e150 else 1 / (x * mp.sqrt(mp.pi)),
    (values.INF, "finite", "finite", 0.0),
    edges=lambda form: [mp.mpf(4), mp.mpf(2) ** 27, -mp.sqrt(values.overflow(form) - mp.log(2))],
    moderate=lambda form: (-9.0, 20.0) if form.bits == 24 else (-26.0, 60.0),
)


def scaled(u):
    """(1 + 2 x) erfcx x with u = (x - 4) / (x + 4)."""
    if u >= 1:
        return 2 / mp.sqrt(mp.pi)
    x = 4 * (1 + u) / (1 - u)
    return (1 + 2 * x) * (asymptotic(x) if x > 100 else erfcx(x))


def polynomials(bits):
    return [("erfcx", scaled, lambda u: 1 / scaled(u), 24 if bits == 53 else 12, -1, 1)]


minimax.write(__file__, polynomials)
