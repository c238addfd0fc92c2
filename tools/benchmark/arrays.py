"""Weights and points of a case, as dualflow wrote them."""

import json
import os
import struct

import numpy as np

TYPES = {"F32": np.float32, "F64": np.float64, "I64": np.int64}


def safetensors(file):
    """The arrays of a safetensors file, by name."""
    with open(file, "rb") as stream:
        (length,) = struct.unpack("<Q", stream.read(8))
        header = json.loads(stream.read(length))
        data = stream.read()
    arrays = {}
    for name, entry in header.items():
        if name != "__metadata__":
            begin, end = entry["data_offsets"]
            arrays[name] = np.frombuffer(data[begin:end], TYPES[entry["dtype"]]).reshape(entry["shape"])
    return arrays


class Case:
    """What is computed: settings as text by key, and a folder with its arrays in PyTorch's axis order."""

    def __init__(self, settings):
        self.settings = settings
        self.kind = settings["kind"]
        self.method = settings.get("method", "")
        self.folder = settings["folder"]

    def number(self, key):
        return int(self.settings[key])

    def array(self, name):
        return np.load(os.path.join(self.folder, name + ".npy"))

    def weights(self):
        return safetensors(os.path.join(self.folder, "weights.safetensors"))

    def write(self, name, values):
        np.save(os.path.join(self.folder, name + ".npy"), np.ascontiguousarray(values, dtype=np.float64))
