"""Writes the small files of src/test/resources/formats, as numpy and safetensors themselves write them.

Each array is made so that a reader can tell every number by its index: element i of the flattened array is
(i - 2) / 4 for floating-point types, i - 2 for integers, i for unsigned ones and i mod 2 for truth values.

Needs numpy and safetensors.
"""

import hashlib
import pathlib
import zipfile

import numpy as np
import safetensors
from numpy.lib import format as npy
from safetensors import TensorSpec, serialize_file
from safetensors.numpy import save_file

OUT = pathlib.Path(__file__).resolve().parents[3] / "src/test/resources/formats"


def array(dtype, *shape):
    kind = np.dtype(dtype)
    i = np.arange(int(np.prod(shape)))
    values = i % 2 if kind.kind == "b" else i if kind.kind == "u" else i - 2 if kind.kind == "i" else (i - 2) / 4
    return values.reshape(shape).astype(kind)


def write_npy(name, value, version=(1, 0)):
    with open(OUT / f"{name}.npy", "wb") as file:
        npy.write_array(file, value, version=version, allow_pickle=True)


def write_raw(name, dtype, value, shape):
    spec = TensorSpec(dtype=dtype, shape=list(shape), data_ptr=value.ctypes.data, data_len=value.nbytes)
    serialize_file({"array": spec}, OUT / f"{name}.safetensors", None)


def main():
    OUT.mkdir(parents=True, exist_ok=True)
    for name in ["<f4", "<f8", ">f4", ">f8", "<f2", "<i4", ">i4", "<i8", ">i8", "<i2", "<u2", "<u4", "<u8", "|i1", "|u1", "|b1"]:
        order = {"<": "little", ">": "big", "|": "byte"}[name[0]]
        write_npy(f"{name[1:]}_{order}", array(name, 2, 3))
    write_npy("f8_column_major", np.asfortranarray(array("<f8", 2, 3, 4)))
    write_npy("f4_big_column_major", np.asfortranarray(array(">f4", 3, 2)))
    write_npy("f8_scalar", np.array(-0.5))
    write_npy("f4_vector", array("<f4", 5))
    write_npy("f4_empty", array("<f4", 3, 0, 2))
    write_npy("f8_version_2", array("<f8", 2, 3), (2, 0))
    write_npy("f8_version_3", array("<f8", 2, 3), (3, 0))
    write_npy("f2_special", np.array([0, -0.0, 2**-24, -(2**-14), 65504, np.inf, -np.inf, np.nan, 1 / 3], "<f2"))
    write_npy("refused_objects", np.array([None, "text"], dtype=object))
    write_npy("refused_complex", np.array([1j]))
    write_npy("refused_text", np.array(["text"]))
    write_npy("refused_records", np.zeros(2, [("x", "<f4"), ("y", "<i8")]), (1, 0))
    write_npy("refused_records_utf8", np.zeros(2, [("β", "<f4")]), (3, 0))

    arrays = {"weight": array("<f4", 2, 3), "layer/bias": array(">f8", 4), "steps": np.array(7)}
    np.savez(OUT / "stored.npz", **arrays)
    np.savez_compressed(OUT / "compressed.npz", **arrays)

    tensors = {
        "down.0.weight": array("<f4", 2, 3),
        "down.0.num_batches_tracked": np.array(7),
        "doubles": array("<f8", 2, 2),
        "halves": array("<f2", 3),
        "bytes": array("|u1", 5),
        "signed": array("|i1", 3),
        "flags": array("|b1", 3),
        "shorts": array("<i2", 3),
        "ints": array("<i4", 3),
        "unsigned": array("<u4", 3),
        "empty": array("<f4", 0, 4),
        "größe": array("<f4", 1),
    }
    save_file(tensors, OUT / "all_types.safetensors", metadata={"format": "np"})
    save_file({name: tensors[name] for name in ["down.0.weight", "doubles", "größe", "empty"]}, OUT / "floats.safetensors")
    save_file({}, OUT / "nothing.safetensors")
    # A number in bfloat16 is the upper half of one in float32, and these have a lower half of zero.
    write_raw("bfloat16", "bfloat16", array("<f4", 2, 3).view("<u2").reshape(2, 3, 2)[..., 1].copy(), (2, 3))
    write_raw("refused_complex", "complex64", np.array([1 + 2j], "<c8"), (1,))
    with zipfile.ZipFile(OUT / "refused_pickle.pt", "w") as archive:
        archive.writestr(zipfile.ZipInfo("archive/data.pkl"), b"\x80\x02}q\x00.")

    sha256 = hashlib.sha256(pathlib.Path(__file__).read_bytes()).hexdigest()
    (OUT / "generator.txt").write_text(
        f"tools/reference/data/formats.py {sha256}\nnumpy {np.__version__}, safetensors {safetensors.__version__}\n"
    )


if __name__ == "__main__":
    main()
