"""Flow-matching velocities from the definition, at many digits: no formula of the paper is used.

For one Gaussian component, (x0, x1) is jointly Gaussian, and so is any pair of linear images of it; conditional means and
covariances come from the general rule for Gaussian vectors on those joint covariances. Mixtures follow by Bayes' rule and the laws
of total expectation and covariance. Derivatives are central differences with a step far below the digits that are kept.
"""

from mpmath import det, exp, inverse, matrix, mp, mpf, pi, zeros

STEP = mpf(10) ** -30


def vec(values):
    return matrix([mpf(v) for v in values])


def mat(rows):
    return matrix([[mpf(v) for v in row] for row in rows])


def block_diagonal(a, b):
    d = a.rows
    joint = zeros(2 * d)
    for i in range(d):
        for j in range(d):
            joint[i, j] = a[i, j]
            joint[d + i, d + j] = b[i, j]
    return joint


def combination(d, left, right):
    """The d x 2d matrix [left * I, right * I] that maps (x0, x1) to left x0 + right x1."""
    out = zeros(d, 2 * d)
    for i in range(d):
        out[i, i] = left
        out[i, d + i] = right
    return out


class Mixture:
    def __init__(self, mu0, sigma0, weights, means, covariances):
        self.mu0, self.sigma0 = vec(mu0), mat(sigma0)
        self.weights = [mpf(w) for w in weights]
        self.means = [vec(m) for m in means]
        self.covariances = [mat(c) for c in covariances]
        self.d = len(mu0)

    def joint(self, k):
        """Mean and covariance of (x0, x1) given component k."""
        return (
            matrix([*self.mu0, *self.means[k]]),
            block_diagonal(self.sigma0, self.covariances[k]),
        )

    def marginal(self, k, t):
        mean, covariance = self.joint(k)
        b = combination(self.d, 1 - t, t)
        return b * mean, b * covariance * b.T

    def moments(self, t):
        """Mean and covariance of x_t, by the laws of total expectation and covariance."""
        parts = [self.marginal(k, t) for k in range(len(self.weights))]
        mean = zeros(self.d, 1)
        for w, (m, _) in zip(self.weights, parts):
            mean += w * m
        covariance = zeros(self.d)
        for w, (m, s) in zip(self.weights, parts):
            covariance += w * (s + (m - mean) * (m - mean).T)
        return mean, covariance

    def component_density(self, k, t, x):
        m, s = self.marginal(k, t)
        r = x - m
        return exp(-(r.T * inverse(s) * r)[0] / 2) / mp.sqrt((2 * pi) ** self.d * det(s))

    def density(self, t, x):
        return sum(w * self.component_density(k, t, x) for k, w in enumerate(self.weights))

    def responsibilities(self, t, x):
        parts = [w * self.component_density(k, t, x) for k, w in enumerate(self.weights)]
        return matrix([part / sum(parts) for part in parts])

    def conditional(self, k, t, x, left, right):
        """Mean and covariance of left x0 + right x1 given x_t = x and component k."""
        mean, covariance = self.joint(k)
        b = combination(self.d, 1 - t, t)
        c = combination(self.d, left, right)
        gain = c * covariance * b.T * inverse(b * covariance * b.T)
        return c * mean + gain * (x - b * mean), c * covariance * c.T - gain * b * covariance * c.T

    def conditional_mean(self, t, x, left, right):
        gamma = self.responsibilities(t, x)
        out = zeros(self.d, 1)
        for k in range(len(self.weights)):
            out += gamma[k] * self.conditional(k, t, x, left, right)[0]
        return out

    def conditional_covariance(self, t, x, left, right):
        gamma = self.responsibilities(t, x)
        mean = self.conditional_mean(t, x, left, right)
        out = zeros(self.d)
        for k in range(len(self.weights)):
            m, c = self.conditional(k, t, x, left, right)
            out += gamma[k] * (c + (m - mean) * (m - mean).T)
        return out

    def velocity(self, t, x):
        return self.conditional_mean(t, x, -1, 1)


def jacobian(f, x):
    """df_i/dx_j by central differences; the error is of the order of STEP^2."""
    columns = []
    for j in range(len(x)):
        e = zeros(len(x), 1)
        e[j] = STEP
        columns.append((f(x + e) - f(x - e)) / (2 * STEP))
    return matrix([[column[i] for column in columns] for i in range(len(columns[0]))])
