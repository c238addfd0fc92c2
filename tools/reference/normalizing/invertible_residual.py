"""Golden values of invertible residual maps: singular values by SVD, the determinant of the Jacobian by LU, the inverse by iteration alone."""

import torch
from torch_bijections import Perceptron, both_ways, new

LIPSCHITZ = 0.75
POWER = 32


class InvertibleResidual(torch.nn.Module):
    def __init__(self, d, width, depth):
        super().__init__()
        self.net = Perceptron(d, *[width] * depth, d)

    def residual(self, x):
        c = LIPSCHITZ ** (1 / len(self.net))
        for i, linear in enumerate(self.net):
            # |(W'W)^32|_F^(1/64), which bounds the largest singular value
            values = torch.linalg.svdvals(linear.weight)
            bound = (values ** (4 * POWER)).sum() ** (1 / (4 * POWER))
            weight = linear.weight / torch.clamp(bound / c, min=1)
            x = torch.nn.functional.silu(x) / 1.1 if i else x
            x = x @ weight.T + linear.bias
        return x

    def logarithm(self, x):
        jacobian = torch.func.vmap(torch.func.jacfwd(self.residual))(x)
        return torch.linalg.slogdet(torch.eye(x.shape[-1]) + jacobian)[1]

    def forward_map(self, x):
        return x + self.residual(x), self.logarithm(x)

    def inverse_map(self, y):
        x = y
        for _ in range(200):
            x = y - self.residual(x)
        return x, -self.logarithm(x)


out = new(__file__, "y = x + F(x), Lip F <= 0.75, log |det(I + dF/dx)|, Behrmann et al. 2019, Chen et al. 2019")
both_ways(out, "two", InvertibleResidual(2, 5, 2), (3, 2), 2.0)
both_ways(out, "three", InvertibleResidual(3, 4, 1), (2, 3), 2.0)
out.write()
