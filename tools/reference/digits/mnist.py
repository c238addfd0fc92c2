"""Golden measures of every fiftieth digit of MNIST's test split: numbers only, the images stand in the folder that DUALFLOW_DATA names."""

import gzip
import os
import pathlib
import sys

import numpy as np

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import golden
import morpho_mnist

out = golden.Golden(
    "digits/mnist",
    __file__,
    "measures of Morpho-MNIST (Castro et al., JMLR 2019) of images 0, 50, ..., 9950 of t10k-images-idx3-ubyte.gz;"
    " thickness and length: least and greatest over 16 seeds",
    precision="float64",
    versions=morpho_mnist.VERSIONS,
    uses=[morpho_mnist.__file__],
)

if __name__ == "__main__":
    folder = os.environ.get("DUALFLOW_DATA")
    if folder is None:
        print("digits/mnist is left as it is: DUALFLOW_DATA names no folder with mnist/t10k-images-idx3-ubyte.gz")
        sys.exit()
    file = pathlib.Path(folder, "mnist", "t10k-images-idx3-ubyte.gz")
    images = np.frombuffer(gzip.decompress(file.read_bytes())[16:], np.uint8).reshape(-1, 28, 28)
    for i in range(0, 10_000, 50):
        for quantity, value in morpho_mnist.measures(images[i]).items():
            out.output(str(i), quantity, value)
    out.write()
