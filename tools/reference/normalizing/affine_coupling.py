"""Golden values of affine couplings."""

import torch
from torch_bijections import Perceptron, both_ways, new


class AffineCoupling(torch.nn.Module):
    """The moving half written out, without masks."""

    def __init__(self, d, odd, width, depth):
        super().__init__()
        self.scale = torch.nn.Parameter(torch.ones(d))
        self.net = Perceptron(d, *[width] * depth, 2 * d)
        self.kept = list(range(1 if odd else 0, d, 2))
        self.moved = [i for i in range(d) if i not in self.kept]

    def functions(self, x):
        inputs = torch.zeros_like(x)
        inputs[..., self.kept] = x[..., self.kept]
        h = self.net(inputs)
        d = x.shape[-1]
        s = (self.scale * torch.tanh(h[..., :d]))[..., self.moved]
        return s, h[..., d:][..., self.moved]

    def forward_map(self, x):
        s, t = self.functions(x)
        y = x.clone()
        y[..., self.moved] = x[..., self.moved] * torch.exp(s) + t
        return y, s.sum(-1)

    def inverse_map(self, y):
        s, t = self.functions(y)
        x = y.clone()
        x[..., self.moved] = (y[..., self.moved] - t) / torch.exp(s)
        return x, -s.sum(-1)


out = new(__file__, "y = b x + (1 - b) (x e^s + t), log |det| = sum s, s = scale tanh(net), Real NVP, equation (9)")
both_ways(out, "two EVEN", AffineCoupling(2, False, 4, 1), (3, 2), 2.0)
both_ways(out, "five ODD", AffineCoupling(5, True, 3, 2), (2, 5), 2.0)
out.write()
