"""Reference values and coefficients of x^y."""

import math
import random

import minimax
import mpmath as mp
import values
from minimax import TINY


def special_power(x, y):
    """C99's F.9.4.4 where x or y is 0, 1, infinite or NaN, or x is negative; None where it is a plain power."""
    if y == 0 or x == 1:
        return 1.0
    if math.isnan(x) or math.isnan(y):
        return math.nan
    if math.isinf(y):
        if abs(x) == 1:
            return 1.0
        return values.INF if (abs(x) > 1) == (y > 0) else 0.0
    whole = y == math.floor(y)
    odd = whole and int(y) % 2 == 1
    sign = -1.0 if math.copysign(1, x) < 0 and odd else 1.0
    if x == 0 or math.isinf(x):
        return math.copysign(values.INF if (x == 0) == (y < 0) else 0.0, sign)
    if x < 0 and not whole:
        return math.nan
    return None


def power(x, y):
    result = special_power(x, y)
    if result is not None:
        return result
    exponent = y * mp.log(abs(mp.mpf(x)))
    sign = -1 if x < 0 and int(y) % 2 == 1 else 1
    if abs(exponent) > 10000:
        return math.copysign(values.INF if exponent > 0 else 0.0, sign)
    return sign * mp.exp(exponent)


def power_arguments(form):
    rng = random.Random(f"{values.SEED} pow {form.name}")
    special_x = [0.0, -0.0, 1.0, -1.0, 0.5, -0.5, 3.0, -3.0, values.INF, -values.INF, math.nan, form.smallest, form.largest, -form.largest]
    special_y = [0.0, -0.0, 1.0, -1.0, 2.0, 3.0, -3.0, 0.5, -2.5, values.INF, -values.INF, math.nan, form.largest, 2.0**form.bits, 2.0**form.bits - 1]
    pairs = [(x, y) for x in special_x for y in special_y]
    log_range = (form.highest + 30) * math.log(2)
    for k in range(420):
        if k % 3 == 0:
            x = form.round(math.ldexp(rng.uniform(1, 2), rng.randrange(form.lowest - form.bits + 1, form.highest + 1)))
        else:
            x = form.round(math.ldexp(rng.uniform(1, 2), rng.randrange(-2, 2)))
        if k % 5 == 0:
            y = float(rng.randrange(-40, 41))
            x = -x if rng.random() < 0.5 else x
        else:
            y = form.round(rng.uniform(-1, 1) * log_range / math.log(x))
        pairs.append((x, y))
    # A base near 1 and a large exponent; results near the limits of the range, the subnormal numbers among them.
    for k in range(60):
        x = form.beside(1.0, rng.choice((-3, -2, -1, 1, 2, 3, 100, -100)))
        pairs.append((x, form.round(rng.uniform(-1, 1) * log_range / abs(math.log(x)))))
    for k in range(60):
        x = form.round(rng.uniform(0.01, 100))
        limit = rng.choice((form.highest + 1, form.lowest, form.lowest - form.bits + 1, form.lowest - form.bits // 2))
        pairs.append((x, form.beside(form.round(limit * math.log(2) / math.log(x)), rng.randrange(-2, 3))))
    return list(dict.fromkeys((x.hex(), y.hex(), x, y) for x, y in pairs))


def polynomials(bits):
    reduced = minimax.near_zero(
        mp.mpf(2) / 5, lambda z: ((2 * mp.atanh(mp.sqrt(z)) / mp.sqrt(z) - 2) / z - mp.mpf(2) / 3) / z, TINY
    )
    return [("pow_log", reduced, lambda z: z**2 / 2 + TINY, 6 if bits == 53 else 2, 0, minimax.atanh_max())]


def constants(bits):
    two_thirds = minimax.to_format(mp.mpf(2) / 3, bits)
    return {"two_thirds": [two_thirds, minimax.to_format(mp.mpf(2) / 3 - two_thirds, bits)]}


out = values.start_file(__file__, "x^y")
for form in (values.DOUBLE, values.FLOAT):
    pairs = [(x, y) for _, _, x, y in power_arguments(form)]
    values.add(out, form, {"x": [x for x, _ in pairs], "y": [y for _, y in pairs]}, [power(x, y) for x, y in pairs])
out.write()
minimax.write(__file__, polynomials, constants)
