"""Golden values of op argsort."""

import numpy as np
import torch
from arrays import arrays
from sampling import INF, NAN


def argsort(x):
    return torch.sort(torch.tensor(x.astype(np.float64)), stable=True).indices.double().numpy()


special = np.array([[1.0, NAN, -0.0, 2.0, 0.0, INF, -INF, NAN, 1.0, 0.0], [NAN, NAN, -INF, -INF, INF, 0.0, -0.0, 1.0, -1.0, NAN]])
arrays(
    __file__,
    "the positions in ascending order, equal numbers in theirs, NaN last; dy = 0",
    [("vector", [(9,)], {}), ("rows", [(2, 3, 5)], {}), ("one", [(1,)], {}), ("long", [(300,)], {})],
    argsort,
    precision="exact, PyTorch",
    versions={"numpy": np.__version__, "torch": torch.__version__},
    tangent=lambda x, v: x * 0,
    extra=[("special", [special], argsort(special), {})],
)
