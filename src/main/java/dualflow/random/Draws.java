package dualflow.random;

import dualflow.op.Elementary;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.DeviceTensor;
import dualflow.tensor.Shape;
import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;

/**
 * Counter-based random numbers: the draw at (seed, stream, index) of a kind is always the same, whatever was drawn before, in whatever
 * chunks, on whatever machine. So sample i of a run needs none of the samples before it, and an interrupted run continues exactly.
 *
 * <p>The bits are those of Philox 4x32-10 with the seed as key and (block, stream) as counter, each the low 32 bits
 * first. A block holds two uniforms, or two normals, or 128 signs. Streams are independent of each other; the kinds of
 * one stream are not, since they use the same bits: use one stream for one purpose.
 *
 * @param seed the key; every value is a good seed
 */
public record Draws(long seed) {
    private static final double ULP = 0x1p-53;
    private static final double TWO_PI = 2 * Math.PI;

    /**
     * The stream of a name, so that what is drawn for one purpose does not depend on other streams: 64-bit FNV-1a over
     * the name's UTF-8 bytes (offset basis 0xcbf29ce484222325, prime 0x100000001b3).
     *
     * @param name what the stream is for
     * @return the stream
     */
    public static long stream(String name) {
        long hash = 0xcbf29ce484222325L;
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xFF)) * 0x100000001b3L;
        }
        return hash;
    }

    /**
     * Uniform numbers in [0, 1), multiples of 2^-53: the upper 53 of 64 bits.
     *
     * @param stream the stream
     * @param first index of the first, 0 or more
     * @param count the number of draws
     * @return draws first .. first + count - 1 of the stream
     * @throws IllegalArgumentException if the index or the count is negative
     */
    public double[] uniforms(long stream, long first, int count) {
        return pairs(stream, first, count, (words, pair) -> {
            pair[0] = uniform(words, 0);
            pair[1] = uniform(words, 2);
        });
    }

    /**
     * Standard normal numbers, by the Box-Muller transform: with uniforms u in (0, 1] and w in [0, 1) of one block, r cos(2 pi w)
     * and r sin(2 pi w), r = sqrt(-2 log u). None exceeds 8.6 in size, which a normal number does once in 10^17 draws.
     *
     * @param stream the stream
     * @param first index of the first, 0 or more
     * @param count the number of draws
     * @return draws first .. first + count - 1 of the stream
     * @throws IllegalArgumentException if the index or the count is negative
     */
    public double[] normals(long stream, long first, int count) {
        return pairs(stream, first, count, (words, pair) -> {
            double radius = Math.sqrt(-2 * Elementary.log(uniform(words, 0) + ULP));
            double angle = TWO_PI * uniform(words, 2);
            pair[0] = radius * Elementary.cos(angle);
            pair[1] = radius * Elementary.sin(angle);
        });
    }

    /**
     * Rademacher numbers: -1 or 1 with equal probability, one bit each, a clear bit for 1.
     *
     * @param stream the stream
     * @param first index of the first, 0 or more
     * @param count the number of draws
     * @return draws first .. first + count - 1 of the stream
     * @throws IllegalArgumentException if the index or the count is negative
     */
    public double[] signs(long stream, long first, int count) {
        requireRange(first, count);
        double[] signs = new double[count];
        int[] words = new int[4];
        for (int i = 0; i < count; i++) {
            long index = first + i;
            if (i == 0 || (index & 127) == 0) {
                Philox.block(index >>> 7, stream, seed, words);
            }
            signs[i] = 1 - 2 * (words[(int) (index >>> 5) & 3] >>> (int) (index & 31) & 1);
        }
        return signs;
    }

    /**
     * A tensor of uniform numbers in [0, 1): {@code new Draws(42).uniforms("x", device, DType.FLOAT64, Shape.of(3, 2))}. They are the first ones of {@link
     * #uniforms(long, long, int)}, rounded to the format, so that a float32 number may be 1.
     *
     * @param name what they are for; other names give independent numbers
     * @param device the device
     * @param dtype the format
     * @param shape the shape
     * @return the tensor
     */
    public DeviceTensor uniforms(String name, Device device, DType dtype, Shape shape) {
        return device.tensor(dtype, shape, uniforms(stream(name), 0, shape.size()));
    }

    /**
     * A tensor of standard normal numbers: {@code new Draws(42).normals("x", device, DType.FLOAT64, Shape.of(3, 2))}. They are the first ones of {@link
     * #normals(long, long, int)}, rounded to the format.
     *
     * @param name what they are for; other names give independent numbers
     * @param device the device
     * @param dtype the format
     * @param shape the shape
     * @return the tensor
     */
    public DeviceTensor normals(String name, Device device, DType dtype, Shape shape) {
        return device.tensor(dtype, shape, normals(stream(name), 0, shape.size()));
    }

    /**
     * A tensor of numbers that are -1 or 1 with equal probability, such as the directions of an estimate: the first ones of {@link #signs(long, long,
     * int)}.
     *
     * @param name what they are for; other names give independent numbers
     * @param device the device
     * @param dtype the format
     * @param shape the shape
     * @return the tensor
     */
    public DeviceTensor signs(String name, Device device, DType dtype, Shape shape) {
        return device.tensor(dtype, shape, signs(stream(name), 0, shape.size()));
    }

    /**
     * A stream's bits in sequence: the 64-bit words of its blocks in order, from the first on.
     *
     * @param stream the stream
     * @return a separate generator for each call, for use by one thread
     */
    public RandomGenerator generator(long stream) {
        int[] words = new int[4];
        long[] index = new long[1];
        return () -> {
            int word = (int) (index[0] & 1) * 2;
            if (word == 0) {
                Philox.block(index[0] >>> 1, stream, seed, words);
            }
            index[0]++;
            return ((long) words[word] << 32) | (words[word + 1] & 0xFFFFFFFFL);
        };
    }

    private double[] pairs(long stream, long first, int count, Pair kind) {
        requireRange(first, count);
        double[] draws = new double[count];
        int[] words = new int[4];
        double[] pair = new double[2];
        for (long block = first >>> 1; 2 * block < first + count; block++) {
            Philox.block(block, stream, seed, words);
            kind.make(words, pair);
            int at = (int) (2 * block - first);
            if (at >= 0) {
                draws[at] = pair[0];
            }
            if (at + 1 < count) {
                draws[at + 1] = pair[1];
            }
        }
        return draws;
    }

    private static double uniform(int[] words, int word) {
        long bits = ((long) words[word] << 32) | (words[word + 1] & 0xFFFFFFFFL);
        return (bits >>> 11) * ULP;
    }

    private static void requireRange(long first, int count) {
        if (first < 0 || count < 0 || first > Long.MAX_VALUE - count) {
            throw new IllegalArgumentException(
                    "draws have indices from 0 on; got first index " + first + " and count " + count);
        }
    }

    private interface Pair {
        void make(int[] words, double[] pair);
    }
}
