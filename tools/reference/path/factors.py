"""Factors of the paths x_t = alpha x1 + sigma x0, with rates written out by hand, and the times at which all are taken."""

from collections import namedtuple

from mpmath import cos, exp, inf, log, mp, mpf, pi, sin, sqrt

TIMES = [0.0, 1e-8, 0.1, 0.5, 0.9, 1 - 1e-8, 1.0]

# alpha, sigma and their rates; a rate where it is infinite is +-inf
Factors = namedtuple("Factors", "alpha sigma alpha_rate sigma_rate")


def divide(a, b):
    return inf * mp.sign(a) if b == 0 else a / b


def linear(sigma_min):
    s = mpf(sigma_min)
    return lambda t: Factors(t, 1 - (1 - s) * t, mpf(1), s - 1)


def polynomial(n):
    n = mpf(n)
    return lambda t: Factors(t**n, 1 - t**n, n * t ** (n - 1), -n * t ** (n - 1))


def cosine(t):
    # At t = 1 the cosine is 0 exactly, not the cosine of a rounded pi / 2.
    sigma = mpf(0) if t == 1 else cos(pi * t / 2)
    return Factors(sin(pi * t / 2), sigma, pi / 2 * sigma, -pi / 2 * sin(pi * t / 2))


def variance_preserving(beta_min, beta_max):
    """Song et al. 2021, with T the integral of the rate over the reversed time."""
    low, high = mpf(beta_min), mpf(beta_max)

    def at(t):
        s = 1 - t
        total = low * s + (high - low) * s**2 / 2
        rate = -(low + (high - low) * s)
        alpha, sigma = exp(-total / 2), sqrt(1 - exp(-total))
        return Factors(alpha, sigma, -rate / 2 * alpha, divide(rate * exp(-total) / 2, sigma))

    return at


def linear_variance_preserving(t):
    sigma = sqrt(1 - t**2)
    return Factors(t, sigma, mpf(1), divide(-t, sigma))


def variance_exploding(sigma_min, sigma_max):
    low, high = mpf(sigma_min), mpf(sigma_max)

    def at(t):
        sigma = low * (high / low) ** (1 - t)
        return Factors(mpf(1), sigma, mpf(0), -log(high / low) * sigma)

    return at


# The numbers are those of doubles, as an implementation has them.
SCHEDULES = {
    "linear": linear(0),
    "sigma_min": linear(0.01),
    "polynomial 2": polynomial(2),
    "polynomial 3": polynomial(3),
    "polynomial 1.5": polynomial(1.5),
    "cosine": cosine,
    "variance preserving": variance_preserving(0.1, 20),
    "linear variance preserving": linear_variance_preserving,
    "variance exploding": variance_exploding(0.01, 50),
}


def limit(function, t):
    """The limit of a function from inside at t = 0 and t = 1, by a point very near; NaN where it grows beyond all bounds."""
    if t not in (0, 1):
        return function(mpf(t))
    with mp.workdps(300):
        near = mpf(10) ** -100
        y = +function(near if t == 0 else 1 - near)
    return mp.nan if abs(y) > mpf(10) ** 20 else mpf(0) if abs(y) < mpf(10) ** -40 else y
