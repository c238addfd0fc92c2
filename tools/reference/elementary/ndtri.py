"""Reference values and coefficients of the normal quantile function."""

import math

import minimax
import mpmath as mp
import values

def erfcx(x):
    """e^(x^2) erfc x."""
    return mp.exp(x * x) * mp.erfc(x)


def tail(log):
    """The y > 0 with ln(1 - Phi(y)) = log, by Newton's method."""
    y = mp.sqrt(max(-2 * log - mp.log(-4 * mp.pi * log), mp.mpf("0.3")))
    for _ in range(100):
        mills = mp.sqrt(mp.pi / 2) * erfcx(y / mp.sqrt(2))
        step = (-y * y / 2 - mp.log(2 * mp.pi) / 2 + mp.log(mills) - log) * mills
        y += step
        if abs(step) < y * mp.mpf(10) ** (5 - mp.mp.dps):
            return y
    raise ArithmeticError(f"no convergence at {log}")


def quantile(p):
    """The y with Phi(y) = p, for p from 0 to 1."""
    if abs(p - mp.mpf("0.5")) < mp.mpf("0.25"):
        with mp.workdps(mp.mp.dps + 10):
            return mp.sqrt(2) * mp.erfinv(2 * p - 1)
    with mp.workdps(mp.mp.dps + 10):
        return -tail(mp.log(p)) if p < mp.mpf("0.5") else tail(mp.log1p(-p))


values.unary(
    __file__,
    "the y with (1 + erf(y / sqrt 2)) / 2 = x",
    lambda x: values.INF if x == 1 else 0.0 if x == mp.mpf("0.5") else quantile(x) if 0 < x < 1 else math.nan,
    (None, -values.INF, -values.INF, None),
    edges=lambda form: [mp.mpf("0.125"), mp.mpf("0.875"), mp.mpf("0.5"), mp.mpf(1)],
    moderate=lambda form: (0.0, 1.0),
)


def start(u):
    """y / r with r = sqrt(-2 ln q), u = (r - 4) / (r + 4) and q = 1 - Phi(y): where Newton's method begins."""
    r = 4 * (1 + u) / (1 - u)
    return tail(-r * r / 2) / r


def at(r):
    return (r - 4) / (r + 4)


def polynomials(bits):
    known = {}

    def once(u):
        return known[u] if u in known else known.setdefault(u, start(u))

    low, high = mp.sqrt(-2 * mp.log(mp.mpf("0.125"))) - mp.mpf(2) ** -10, mp.mpf("38.7" if bits == 53 else "14.5")
    return [("ndtri", once, lambda u: 1 / once(u), 14 if bits == 53 else 7, at(low), at(high))]


minimax.write(__file__, polynomials)
