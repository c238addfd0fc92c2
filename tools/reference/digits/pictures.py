"""Pictures of strokes, drawn for the goldens beside this file, which imports it."""

import pathlib
import sys

import numpy as np

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import draws


def strokes(seed, name, height=28, width=28, radius=1.5, points=5, white=255, margin=5):
    """A line through random points, its edge one pixel soft."""
    u = draws.uniforms(seed, draws.stream("strokes " + name), 0, 2 * points).reshape(points, 2)
    ends = margin + u * np.array([height - 1 - 2 * margin, width - 1 - 2 * margin])
    grid = np.stack(np.mgrid[:height, :width], axis=-1).astype(float)
    nearest = np.full((height, width), np.inf)
    for a, b in zip(ends, ends[1:]):
        along = np.clip(((grid - a) @ (b - a)) / ((b - a) @ (b - a)), 0, 1)
        nearest = np.minimum(nearest, np.linalg.norm(grid - a - along[..., None] * (b - a), axis=-1))
    return np.rint(white * np.clip(radius + 0.5 - nearest, 0, 1)).astype(np.uint8)
