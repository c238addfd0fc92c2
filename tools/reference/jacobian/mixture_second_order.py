"""Golden values of the second order of maps of a mixture: the velocity (3), and the flow map from t = 0 to t = end in equal midpoint steps.

Derivatives along z are those of the map at x + e z in e, by mpmath's differences at 60 digits; the singular values are those of the Jacobian.
"""

import json
import pathlib
import sys

import mpmath as mp

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import golden  # noqa: E402

mp.mp.dps = 60

# The mixture of the paper's Table 4: pi_k = 1/3, mu0 = 0 and Sigma0 = I.
MIXTURE = golden.ROOT / "reference-data" / "experiment" / "table4_mixture.json"
table4 = json.loads(MIXTURE.read_text(encoding="utf-8"))
means, covariances = table4["means"], table4["covs"]


def velocity(t, x):
    """sum_k gamma_k b_k, by the formulas as printed."""
    total, weights = mp.matrix([0, 0]), mp.mpf(0)
    for mean, covariance in zip(means, covariances):
        s = (1 - t) ** 2 * mp.eye(2) + t**2 * mp.matrix(covariance)
        m = mp.matrix(mean)
        u = mp.inverse(s) * (x - t * m)
        weight = mp.exp(-((x - t * m).T * u)[0] / 2) / mp.sqrt(mp.det(s))
        total += weight * (m + (t * mp.matrix(covariance) - (1 - t) * mp.eye(2)) * u)
        weights += weight
    return total / weights


def flow(end, steps, x):
    h = mp.mpf(end) / steps
    for i in range(steps):
        half = x + h / 2 * velocity(i * h, x)
        x = x + h * velocity(i * h + h / 2, half)
    return x


def derivative(f, x, z, order):
    return mp.matrix([mp.diff(lambda e, i=i: f(x + e * z)[i], 0, order, h=mp.mpf(10) ** -15) for i in range(2)])


def remainder(f, x, z, epsilon):
    return mp.norm(f(x + epsilon * z) - f(x) - epsilon * derivative(f, x, z, 1))


out = golden.Golden(
    "jacobian/mixture_second_order",
    __file__,
    "f(x), J z, d^2f/de^2 (x + e z) at e = 0, |f(x + eps z) - f(x) - eps J z| and the singular values of J; f a velocity (3), or a flow of it",
    precision="mpmath, 60 digits",
    uses=[golden.__file__, MIXTURE],
)
for case, steps, end, x, z in [
    ("velocity", 0, 0.75, [0.5, -0.25], [1.0, 0.5]),
    ("half", 4, 0.5, [0.25, -0.5], [-0.5, 1.25]),
    ("whole", 8, 1.0, [-1.0, 0.5], [0.75, -1.0]),
]:
    f = (lambda y: velocity(mp.mpf(end), y)) if steps == 0 else (lambda y: flow(end, steps, y))
    point, direction = mp.matrix(x), mp.matrix(z)
    columns = [derivative(f, point, mp.matrix([int(i == 0), int(i == 1)]), 1) for i in range(2)]
    jacobian = mp.matrix([[columns[j][i] for j in range(2)] for i in range(2)])
    assert mp.norm(jacobian * direction - derivative(f, point, direction, 1)) < mp.mpf(10) ** -20
    for name, value in [("means", means), ("covariances", covariances), ("steps", steps), ("end", end), ("x", x), ("z", z)]:
        out.input(case, name, value)
    out.output(case, "value", list(f(point)))
    out.output(case, "first", list(derivative(f, point, direction, 1)))
    out.output(case, "second", list(derivative(f, point, direction, 2)))
    out.input(case, "epsilon", 0.125)
    out.output(case, "remainder", remainder(f, point, direction, mp.mpf(0.125)))
    out.output(case, "singular_values", list(mp.svd_r(jacobian, compute_uv=False)))
out.write()
