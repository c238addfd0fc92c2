"""Golden values of functions of indices."""

import numpy as np
import torch
from composed import Functions

functions = Functions(__file__, "PyTorch's gather, scatter_add, embedding, index_add and one_hot; x_bar is the gradient of sum(y y_bar)")
numbers = functions.numbers
for axis, shape, count in ((-1, (3, 5), 4), (-2, (3, 4, 2), 3), (-3, (4, 3, 2), 6)):
    shape_of_indices = list(shape)
    shape_of_indices[axis] = count
    indices = np.array([i * i % shape[axis] for i in range(int(np.prod(shape_of_indices)))]).reshape(shape_of_indices)
    at = torch.tensor(indices)
    functions.case(
        f"take axis {axis}", lambda x: torch.gather(x, axis, at), numbers(*shape), indices=indices.astype(np.float64), axis=axis
    )
    functions.case(
        f"add axis {axis}",
        lambda x: torch.zeros(shape, dtype=torch.float64).scatter_add(axis, at, x),
        numbers(*shape_of_indices),
        indices=indices.astype(np.float64),
        axis=axis,
        length=shape[axis],
    )
rows = np.array([[2, 0, 2], [1, 1, 3]])
functions.case("gather", lambda x: torch.nn.functional.embedding(torch.tensor(rows), x), numbers(4, 3), indices=rows.astype(np.float64))
functions.case(
    "scatter",
    lambda x: torch.zeros((4, 2), dtype=torch.float64).index_add(0, torch.tensor([2, 0, 2]), x),
    numbers(3, 2),
    indices=np.array([2.0, 0.0, 2.0]),
    rows=4,
)
functions.case("one hot", lambda x: torch.nn.functional.one_hot(x.long(), 4).double(), rows.astype(np.float64), gradients=False, classes=4)
functions.write()
