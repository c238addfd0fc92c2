package dualflow.cli;

import dualflow.data.BadFileException;
import dualflow.data.Npy;
import dualflow.data.NumericArray;
import dualflow.tensor.DType;
import java.nio.file.Path;
import java.util.List;

/**
 * An array from an npy file.
 *
 * @param file the file
 * @param shape the lengths of the axes
 * @param values the elements, row-major
 */
record ArrayFile(Path file, List<Long> shape, double[] values) {
    /**
     * Reads an array.
     *
     * @throws BadFileException if the file is damaged, does not contain numbers, or contains one that is not finite in this format
     */
    static ArrayFile read(Path file, DType dtype) {
        NumericArray array = Npy.read(file);
        ArrayFile read = new ArrayFile(file, array.header().shape(), array.doubles());
        if (read.values().length == 0) {
            throw read.refused("holds no numbers, but an array of the shape " + read.shape() + ".");
        }
        for (int i = 0; i < read.values().length; i++) {
            double value = read.values()[i];
            if (!Double.isFinite(value)) {
                throw read.refused("holds " + value + " at " + place(i, read.shape()) + "; numbers must be finite.");
            }
            if (!Double.isFinite(dtype.round(value))) {
                throw read.refused("holds " + value + " at " + place(i, read.shape()) + ", which " + dtype
                        + " cannot; choose --dtype float64.");
            }
        }
        return read;
    }

    /** The exception to throw when rejecting this file. */
    BadFileException refused(String why) {
        return new BadFileException("The file " + file + " " + why);
    }

    /** The indices of an element along all axes. */
    private static List<Long> place(long index, List<Long> shape) {
        Long[] place = new Long[shape.size()];
        long rest = index;
        for (int axis = place.length - 1; axis >= 0; axis--) {
            place[axis] = rest % shape.get(axis);
            rest /= shape.get(axis);
        }
        return List.of(place);
    }
}
