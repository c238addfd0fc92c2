"""Golden values of planar maps; the inverse by bisection and Newton's method."""

import torch
from torch_bijections import both_ways, new


class Planar(torch.nn.Module):
    def __init__(self, d):
        super().__init__()
        self.u = torch.nn.Parameter(torch.ones(d))
        self.w = torch.nn.Parameter(torch.ones(d))
        self.b = torch.nn.Parameter(torch.tensor(0.0))

    def direction(self):
        along = self.w @ self.u
        return self.u + (-1 + torch.log1p(torch.exp(along)) - along) * self.w / (self.w @ self.w)

    def forward_map(self, x):
        h = torch.tanh(x @ self.w + self.b)
        y = x + h[..., None] * self.direction()
        return y, torch.log(torch.abs(1 + (1 - h**2) * (self.w @ self.direction())))

    def inverse_map(self, y):
        direction = self.direction()
        c = self.w @ direction
        right = y @ self.w
        low, high = right.detach() - abs(c.detach()), right.detach() + abs(c.detach())
        for _ in range(200):
            middle = (low + high) / 2
            above = middle + c.detach() * torch.tanh(middle + self.b.detach()) > right.detach()
            low, high = torch.where(above, low, middle), torch.where(above, middle, high)
        a = (low + high) / 2
        for _ in range(4):
            h = torch.tanh(a + self.b)
            a = a - (a + c * h - right) / (1 + c * (1 - h**2))
        x = y - torch.tanh(a + self.b)[..., None] * direction
        return x, -self.forward_map(x)[1]


out = new(__file__, "y = x + u^ tanh(w'x + b), log |1 + u^'psi(x)|, Rezende and Mohamed 2015, equations (10) to (12), appendix A.1")
both_ways(out, "two", Planar(2), (4, 2), 2.0)
both_ways(out, "five", Planar(5), (3, 5), 2.0)
both_ways(out, "one", Planar(1), (5, 1), 3.0)
out.write()
