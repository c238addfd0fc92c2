"""Golden values of the flow map of a mixture: x1 from x0 along equation (3), its Jacobian, and the mixture's log-density at x1.

The equation is solved by extrapolating the modified midpoint rule (Gragg, Bulirsch and Stoer) at 40 digits, twice with different steps; the
Jacobian by central differences. The log-density stands in closed form, and equals log p0(x0) - log det J only if the map is right.
"""

import json
import pathlib
import sys

import mpmath as mp

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import golden  # noqa: E402

mp.mp.dps = 40
COLUMNS = 12
STEP = mp.mpf(10) ** -10

# The mixture of the paper's Table 4: pi_k = 1/3, mu0 = 0 and Sigma0 = I.
MIXTURE = golden.ROOT / "reference-data" / "experiment" / "table4_mixture.json"
table4 = json.loads(MIXTURE.read_text(encoding="utf-8"))
means, covariances = table4["means"], table4["covs"]


def components(t, x):
    """log N(x | m_k, S_k) and b_k, by the formulas as printed."""
    for mean, covariance in zip(means, covariances):
        s = (1 - t) ** 2 * mp.eye(2) + t**2 * mp.matrix(covariance)
        m = mp.matrix(mean)
        u = mp.inverse(s) * (x - t * m)
        log = -((x - t * m).T * u)[0] / 2 - mp.log(mp.det(s)) / 2 - mp.log(2 * mp.pi)
        yield log, m + (t * mp.matrix(covariance) - (1 - t) * mp.eye(2)) * u


def velocity(t, x):
    parts = list(components(t, x))
    weights = [mp.exp(log) for log, _ in parts]
    total = mp.matrix([0, 0])
    for weight, (_, b) in zip(weights, parts):
        total += weight * b
    return total / sum(weights)


def midpoint(t, x, big, n):
    h = big / n
    before, now = x, x + h * velocity(t, x)
    for i in range(1, n):
        before, now = now, before + 2 * h * velocity(t + i * h, now)
    return (before + now + h * velocity(t + big, now)) / 2


def solve(x, steps):
    for i in range(steps):
        t, big = mp.mpf(i) / steps, mp.mpf(1) / steps
        table = []
        for k in range(COLUMNS):
            row = [midpoint(t, x, big, 2 * (k + 1))]
            for j in range(k):
                ratio = (mp.mpf(k + 1) / (k - j)) ** 2
                row.append(row[j] + (row[j] - table[k - 1][j]) / (ratio - 1))
            table.append(row)
        x = table[-1][-1]
    return x


def log_density(x):
    return mp.log(sum(mp.exp(log) for log, _ in components(mp.mpf(1), x)) / 3)


out = golden.Golden(
    "flow/mixture_solve",
    __file__,
    "dx/dt = v(t, x), equation (3), from x0 at t = 0 to x1 at t = 1; jacobian = dx1/dx0; log_density = log p1(x1)",
    precision="mpmath, 40 digits; two solves agree to 1e-20",
    uses=[golden.__file__, MIXTURE],
)
for case, x0 in [("near", [0.3, -0.4]), ("between", [-1.0, 0.5]), ("far", [2.5, -2.0])]:
    x = mp.matrix(x0)
    x1 = solve(x, 12)
    assert mp.norm(x1 - solve(x, 15)) < mp.mpf(10) ** -20
    columns = []
    for i in range(2):
        v = mp.matrix([STEP if j == i else 0 for j in range(2)])
        columns.append((solve(x + v, 12) - solve(x - v, 12)) / (2 * STEP))
    jacobian = mp.matrix([[columns[j][i] for j in range(2)] for i in range(2)])
    change = -(x.T * x)[0] / 2 - mp.log(2 * mp.pi) - mp.log(mp.det(jacobian))
    assert abs(change - log_density(x1)) < mp.mpf(10) ** -17, (change, log_density(x1))
    for name, value in [("means", means), ("covariances", covariances), ("x0", x0)]:
        out.input(case, name, value)
    out.output(case, "x1", [x1[0], x1[1]])
    out.output(case, "jacobian", jacobian)
    out.output(case, "log_density", log_density(x1))
out.write()
