package dualflow.data;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.function.IntToDoubleFunction;

/**
 * Reads and writes npy files, each of which holds one numpy array.
 *
 * <p>A file is a magic number, a version, the length of a header, the header (the text of a Python dict with type, order and
 * shape), and exactly as many bytes as the shape requires. Both byte orders and both orders of axes are read; Python objects, which are
 * pickled, never are.
 */
public final class Npy {
    private Npy() {}

    /**
     * Reads an array.
     *
     * @param file the file
     * @return the array, row-major whatever its order in the file
     * @throws BadFileException if there is no such file, it is not exactly what its header announces, it contains anything but
     *     numbers, memory cannot hold it, or a double cannot represent one of its integers
     */
    public static NumericArray read(Path file) {
        return read(InputFile.of(file));
    }

    /**
     * Reads the header of an array.
     *
     * @param file the file
     * @return type and shape
     * @throws BadFileException if there is no such file, or it is not as long as its header announces
     */
    public static ArrayHeader header(Path file) {
        return header(InputFile.of(file)).array();
    }

    static NumericArray read(InputFile file) {
        NpyHeader header = header(file);
        try (InputStream in = new BufferedInputStream(file.open())) {
            in.skipNBytes(header.bytes());
            return numbers(file.name(), header, in);
        } catch (IOException e) {
            throw file.unreadable(e);
        }
    }

    private static NpyHeader header(InputFile file) {
        try (InputStream in = new BufferedInputStream(file.open())) {
            NpyHeader header = NpyHeader.read(file.name(), in);
            requireLength(file.name(), header, file.size() - header.bytes());
            return header;
        } catch (IOException e) {
            throw file.unreadable(e);
        }
    }

    /** Refuses data whose length differs from what the header announces. */
    static void requireLength(String file, NpyHeader header, long found) {
        long needed = header.array().bytes();
        if (found < needed) {
            throw new BadFileException("The file " + file + " is cut short: its header announces " + header.array()
                    + " in " + needed + " bytes, but only " + found + " follow; fetch it again.");
        }
        if (found > needed) {
            throw new BadFileException("The file " + file + " holds more than the " + needed + " bytes of "
                    + header.array() + " that its header announces; fetch it again.");
        }
    }

    /** Reads the elements, whose bytes have been counted, into row-major order. */
    static NumericArray numbers(String file, NpyHeader header, InputStream in) throws IOException {
        ArrayHeader array = header.array();
        boolean single = array.type() == ElementType.FLOAT32;
        Heap.require(file, array, single ? Float.BYTES : Double.BYTES);
        int count = (int) array.count();
        float[] floats = new float[single ? count : 0];
        double[] doubles = new double[single ? 0 : count];
        NumberStream numbers = new NumberStream(in, array, header.order());
        Places places = new Places(array, header.columnMajor());
        try {
            for (int i = 0; i < count; i++) {
                int place = places.next();
                if (single) {
                    floats[place] = (float) numbers.next();
                } else {
                    doubles[place] = numbers.next();
                }
            }
        } catch (ArithmeticException e) {
            throw new BadFileException(
                    "The file " + file + " holds " + e.getMessage() + "; store it as numbers of another type.", e);
        } catch (EOFException e) {
            throw new BadFileException("The file " + file + " was truncated while it was read; start again.", e);
        }
        IntToDoubleFunction at = single ? i -> floats[i] : i -> doubles[i];
        return new NumericArray(array, at);
    }

    /** The row-major index of each element of a file. */
    private static final class Places {
        private final long[] lengths;
        private final long[] index;
        private final long[] strides;
        private final boolean columnMajor;
        private long place;

        Places(ArrayHeader array, boolean columnMajor) {
            this.columnMajor = columnMajor;
            lengths = array.shape().stream().mapToLong(Long::longValue).toArray();
            index = new long[lengths.length];
            strides = new long[lengths.length];
            long stride = 1;
            for (int axis = lengths.length - 1; axis >= 0; axis--) {
                strides[axis] = stride;
                stride *= lengths[axis];
            }
        }

        int next() {
            int now = (int) place;
            if (columnMajor) {
                advance();
            } else {
                place++;
            }
            return now;
        }

        /** One step along the first axis, carried over to the following ones. */
        private void advance() {
            for (int axis = 0; axis < lengths.length; axis++) {
                index[axis]++;
                place += strides[axis];
                if (index[axis] < lengths[axis]) {
                    return;
                }
                place -= index[axis] * strides[axis];
                index[axis] = 0;
            }
        }
    }

    /**
     * Writes an array, whole or not at all: version 1.0, little-endian, row-major, byte for byte what numpy.save writes.
     *
     * @param file the file; replaced where it exists
     * @param array the array
     * @throws OutputException if the file cannot be written; the old contents are kept
     * @throws IllegalArgumentException if arrays of this type cannot be written
     */
    public static void write(Path file, NumericArray array) {
        AtomicFile.write(file, out -> write(array, out));
    }

    static void write(NumericArray array, OutputStream out) throws IOException {
        out.write(NpyHeader.of(array.header()));
        NumberStream.write(array, out);
    }
}
