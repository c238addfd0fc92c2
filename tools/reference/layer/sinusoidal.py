"""The sinusoidal time embedding in PyTorch. The frequencies are exact: at a = 10000 the error of a frequency is multiplied by up to
10000 before the sine, so the last bit of float64 alone moves the result by 1e-12."""

import mpmath
import torch


class Embedding(torch.nn.Module):
    def __init__(self, dimension, scale):
        super().__init__()
        self.scale = scale
        self.odd = dimension % 2
        half = dimension // 2
        with mpmath.workdps(50):
            frequencies = [float(mpmath.mpf(10000) ** (-mpmath.mpf(i) / (half - 1))) for i in range(half)]
        self.f = torch.tensor(frequencies)

    def forward(self, t):
        angles = (self.scale * t) * self.f
        return torch.nn.functional.pad(torch.cat([angles.sin(), angles.cos()], dim=-1), (0, self.odd))
