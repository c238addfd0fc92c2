"""Random instances for the generators: numbers that are exact doubles, and covariances made of them."""

import random


class Instances:
    """Draws from one seed, in the order of the calls."""

    def __init__(self, seed):
        self.rng = random.Random(seed)

    def number(self, scale):
        """A random double on a grid of 1/64, so that sums and products of a few are exact."""
        return round(self.rng.gauss(0, scale) * 64) / 64

    def spd(self, d, floor):
        """A A^T + floor I for a random A, d x d."""
        a = [[self.number(0.7) for _ in range(d)] for _ in range(d)]
        s = [[sum(a[i][k] * a[j][k] for k in range(d)) for j in range(d)] for i in range(d)]
        for i in range(d):
            s[i][i] += floor
        return s
