"""Golden values of rational-quadratic spline couplings: the bins by searchsorted, one coordinate after the other."""

import torch
from torch_bijections import Perceptron, both_ways, new

LEAST = 1e-3


class SplineCoupling(torch.nn.Module):
    def __init__(self, d, odd, bins, bound, width, depth):
        super().__init__()
        self.bins, self.bound = bins, bound
        self.net = Perceptron(d, *[width] * depth, d * (3 * bins - 1))
        self.kept = list(range(1 if odd else 0, d, 2))

    def knots(self, raw):
        sizes = torch.softmax(raw, -1) * (1 - LEAST * self.bins) + LEAST
        ends = torch.cumsum(sizes, -1)
        return torch.cat([torch.zeros_like(ends[..., :1]), ends], -1) * 2 * self.bound - self.bound

    def spline(self, raw, value, inverse):
        k = self.bins
        x, y = self.knots(raw[..., :k]), self.knots(raw[..., k : 2 * k])
        slopes = torch.nn.functional.softplus(raw[..., 2 * k :]) + LEAST
        one = torch.ones_like(slopes[..., :1])
        slopes = torch.cat([one, slopes, one], -1)
        inside = value.abs() < self.bound
        at = torch.where(inside, value, torch.zeros_like(value))
        grid = (y if inverse else x).detach().contiguous()
        bin_ = torch.searchsorted(grid, at.detach()[..., None].contiguous(), right=True) - 1

        def pick(table, step=0):
            return torch.gather(table, -1, bin_ + step)[..., 0]

        x0, y0 = pick(x), pick(y)
        w, h = pick(x, 1) - x0, pick(y, 1) - y0
        d0, d1, s = pick(slopes), pick(slopes, 1), h / w
        if inverse:
            a = h * (s - d0) + (at - y0) * (d1 + d0 - 2 * s)
            b = h * d0 - (at - y0) * (d1 + d0 - 2 * s)
            c = -s * (at - y0)
            xi = 2 * c / (-b - torch.sqrt(b**2 - 4 * a * c))
            result = x0 + xi * w
        else:
            xi = (at - x0) / w
            result = y0 + h * (s * xi**2 + d0 * xi * (1 - xi)) / (s + (d1 + d0 - 2 * s) * xi * (1 - xi))
        slope = (
            s**2
            * (d1 * xi**2 + 2 * s * xi * (1 - xi) + d0 * (1 - xi) ** 2)
            / (s + (d1 + d0 - 2 * s) * xi * (1 - xi)) ** 2
        )
        logarithm = torch.where(inside, torch.log(slope), torch.zeros_like(slope))
        return torch.where(inside, result, value), -logarithm if inverse else logarithm

    def mapped(self, x, inverse):
        inputs = torch.zeros_like(x)
        inputs[..., self.kept] = x[..., self.kept]
        raw = self.net(inputs).reshape(*x.shape, 3 * self.bins - 1)
        columns, total = [], 0
        for i in range(x.shape[-1]):
            if i in self.kept:
                columns.append(x[..., i])
            else:
                column, logarithm = self.spline(raw[..., i, :], x[..., i], inverse)
                columns.append(column)
                total = total + logarithm
        return torch.stack(columns, -1), total

    def forward_map(self, x):
        return self.mapped(x, False)

    def inverse_map(self, y):
        return self.mapped(y, True)


out = new(__file__, "rational-quadratic splines with linear tails, Durkan et al. 2019, equations (4) to (8)")
both_ways(out, "two EVEN 8 bins to 3", SplineCoupling(2, False, 8, 3.0, 4, 1), (6, 2), 4.0)
both_ways(out, "three ODD 3 bins to 2", SplineCoupling(3, True, 3, 2.0, 3, 2), (3, 3), 2.5)
out.write()
