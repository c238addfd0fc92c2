"""Golden values of Gaussian dependence: partial correlations by regression, constrained covariances by orthonormal bases."""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

import conditioning
import instances
from conditioning import mat
from golden import Golden
from mpmath import eye, inverse, matrix, mp, qr, sqrt

mp.dps = 50

SEED = 20260204

golden = Golden(
    "closedform/gaussian_dependence",
    __file__,
    "corr_ij = S_ij / sqrt(S_ii S_jj); partial_ij = correlation of the residuals of i and j after regression on all others; "
    "constrained = covariance of z ~ N(0, I) given B z = 0, the projection onto the null space of B",
    seed=SEED,
    precision="mpmath, 50 digits",
    uses=[conditioning.__file__, instances.__file__],
)
draw = instances.Instances(SEED)

for d in (1, 2, 3, 5):
    case = f"d{d}"
    s = draw.spd(d, 0.25)
    golden.input(case, "covariance", s)
    s = mat(s)
    golden.output(case, "correlation", [[s[i, j] / sqrt(s[i, i] * s[j, j]) for j in range(d)] for i in range(d)])

    def residual_covariance(i, j):
        """Of coordinates i and j, each less its best linear prediction from the others."""
        others = [k for k in range(d) if k not in (i, j)]
        pair = matrix([[s[a, b] for b in (i, j)] for a in (i, j)])
        if not others:
            return pair
        cross = matrix([[s[a, b] for b in others] for a in (i, j)])
        inner = matrix([[s[a, b] for b in others] for a in others])
        return pair - cross * inverse(inner) * cross.T

    partial = [[mp.mpf(1)] * d for _ in range(d)]
    for i in range(d):
        for j in range(d):
            if i != j:
                r = residual_covariance(i, j)
                partial[i][j] = r[0, 1] / sqrt(r[0, 0] * r[1, 1])
    golden.output(case, "partial_correlation", partial)
    if d > 1:
        b = [[draw.number(1) for _ in range(d)] for _ in range(max(1, d // 2))]
        golden.input(case, "constraints", b)
        q, _ = qr(mat(b).T)
        basis = q[:, : len(b)]
        golden.output(case, "constrained_covariance", eye(d) - basis * basis.T)

golden.write()
