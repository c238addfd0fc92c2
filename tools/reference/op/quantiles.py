"""The normal quantile function, by Newton's method for the logarithm of the tail."""

import mpmath as mp


def tail(log):
    """The y > 0 with ln(1 - Phi(y)) = log."""
    y = mp.sqrt(max(-2 * log - mp.log(-4 * mp.pi * log), mp.mpf("0.3")))
    for _ in range(100):
        mills = mp.sqrt(mp.pi / 2) * mp.exp(y * y / 2) * mp.erfc(y / mp.sqrt(2))
        step = (-y * y / 2 - mp.log(2 * mp.pi) / 2 + mp.log(mills) - log) * mills
        y += step
        if abs(step) < y * mp.mpf(10) ** (5 - mp.mp.dps):
            return y
    raise ArithmeticError(f"no convergence at {log}")


def quantile(p):
    """The y with Phi(y) = p, for 0 < p < 1."""
    p = mp.mpf(p)
    with mp.workdps(70):
        if abs(p - 0.5) < 0.25:
            return mp.sqrt(2) * mp.erfinv(2 * p - 1)
        return -tail(mp.log(p)) if p < 0.5 else tail(mp.log1p(-p))


def erfinv(x):
    """The y with erf y = x, for -1 < x < 1."""
    x = mp.mpf(x)
    with mp.workdps(70):
        return mp.erfinv(x) if abs(x) < 0.75 else mp.sign(x) * tail(mp.log((1 - abs(x)) / 2)) / mp.sqrt(2)


def slope(p):
    """Of the quantile function: 1 / phi(y)."""
    return mp.sqrt(2 * mp.pi) * mp.exp(quantile(p) ** 2 / 2)


def erfinv_slope(x):
    return mp.sqrt(mp.pi) / 2 * mp.exp(erfinv(x) ** 2)
