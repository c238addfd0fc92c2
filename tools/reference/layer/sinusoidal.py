"""The sinusoidal time embedding in PyTorch, to the last bits of float64: an angle of 10000 has an error of 1e-12 where time and frequency are just
multiplied. Here the angle is A + B with A = t g exactly, for times and numbers g of 24 bits, and B small; then the addition theorems hold."""

import mpmath
import torch


class Embedding(torch.nn.Module):
    def __init__(self, dimension, scale):
        super().__init__()
        self.odd = dimension % 2
        half = dimension // 2
        with mpmath.workdps(50):
            factors = [scale * mpmath.mpf(10000) ** (-mpmath.mpf(i) / (half - 1)) for i in range(half)]
            self.g = torch.tensor([float(f) for f in factors]).float().double()
            self.rest = torch.tensor([float(f - g) for f, g in zip(factors, self.g.tolist())])

    def forward(self, t):
        a, b = t * self.g, t * self.rest
        sines = a.sin() * b.cos() + a.cos() * b.sin()
        cosines = a.cos() * b.cos() - a.sin() * b.sin()
        return torch.nn.functional.pad(torch.cat([sines, cosines], dim=-1), (0, self.odd))
