"""Golden values of masked autoregressive maps: a small network for each coordinate, cut out of the masked one."""

import torch
from torch_bijections import Perceptron, both_ways, new


class MaskedAutoregressive(torch.nn.Module):
    def __init__(self, d, width, depth):
        super().__init__()
        self.net = Perceptron(d, *[width] * depth, 2 * d)
        self.degrees = [list(range(1, d + 1))] + [[1 + k % max(1, d - 1) for k in range(width)]] * depth

    def parts(self, x, i):
        """mu_i and alpha_i from the coordinates before i alone, through the units of degree below that of coordinate i."""
        d = x.shape[-1]
        units = [[k for k, degree in enumerate(degrees) if degree <= i] for degrees in self.degrees]
        results = []
        for output in (i, d + i):
            h = x[..., :i]
            for layer in range(len(self.net)):
                linear = self.net[layer]
                rows = units[layer + 1] if layer + 1 < len(self.net) else [output]
                h = torch.nn.functional.silu(h) if layer else h
                weight = linear.weight[rows][:, units[layer]]
                # A unit sees those of its own degree or less.
                if layer + 1 < len(self.net):
                    seen = [
                        [float(self.degrees[layer][k] <= self.degrees[layer + 1][row]) for k in units[layer]]
                        for row in rows
                    ]
                    weight = weight * torch.tensor(seen).reshape(len(rows), len(units[layer]))
                h = h @ weight.T + linear.bias[rows]
            results.append(h[..., 0])
        return results

    def forward_map(self, u):
        x, total = u[..., :0], 0
        for i in range(u.shape[-1]):
            padded = torch.cat([x, torch.zeros_like(u[..., i:])], -1)
            mu, alpha = self.parts(padded, i)
            x = torch.cat([x, (u[..., i] * torch.exp(alpha) + mu)[..., None]], -1)
            total = total + alpha
        return x, total

    def inverse_map(self, x):
        u, total = [], 0
        for i in range(x.shape[-1]):
            mu, alpha = self.parts(x, i)
            u.append((x[..., i] - mu) * torch.exp(-alpha))
            total = total - alpha
        return torch.stack(u, -1), total


out = new(__file__, "x_i = u_i e^alpha_i + mu_i with masks of MADE, Papamakarios et al. 2017, equations (3) to (5)")
both_ways(out, "two", MaskedAutoregressive(2, 4, 1), (3, 2), 1.5)
both_ways(out, "four", MaskedAutoregressive(4, 6, 2), (2, 4), 1.0)
both_ways(out, "one", MaskedAutoregressive(1, 2, 1), (3, 1), 2.0)
out.write()
