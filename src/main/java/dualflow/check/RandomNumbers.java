package dualflow.check;

import dualflow.op.Elementary;
import dualflow.random.Draws;
import java.util.List;
import java.util.random.RandomGenerator;

/** Random numbers in sequence, the same for the same seed and purpose on every machine. */
final class RandomNumbers {
    private static final double ULP = 0x1p-53;

    private final RandomGenerator bits;
    private double spare = Double.NaN;

    /** The stream of one purpose; other purposes have independent streams. */
    RandomNumbers(long seed, String purpose) {
        bits = new Draws(seed).generator(Draws.stream(purpose));
    }

    /** In [0, 1). */
    double uniform() {
        return (bits.nextLong() >>> 11) * ULP;
    }

    double uniform(double from, double to) {
        return from + (to - from) * uniform();
    }

    /** Standard normal, by the Box-Muller transform. */
    double normal() {
        if (!Double.isNaN(spare)) {
            double normal = spare;
            spare = Double.NaN;
            return normal;
        }
        double radius = Math.sqrt(-2 * Elementary.log(uniform() + ULP));
        double angle = 2 * Math.PI * uniform();
        spare = radius * Elementary.sin(angle);
        return radius * Elementary.cos(angle);
    }

    double[] normals(int count, double scale) {
        double[] normals = new double[count];
        for (int i = 0; i < count; i++) {
            normals[i] = scale * normal();
        }
        return normals;
    }

    /** From 0 to bound - 1. */
    int below(int bound) {
        return (int) (uniform() * bound);
    }

    boolean chance(double probability) {
        return uniform() < probability;
    }

    double pick(double... values) {
        return values[below(values.length)];
    }

    double[] picks(int count, double... values) {
        double[] picks = new double[count];
        for (int i = 0; i < count; i++) {
            picks[i] = pick(values);
        }
        return picks;
    }

    /** A random order, by Fisher and Yates. */
    <T> void shuffle(List<T> list) {
        for (int i = list.size() - 1; i > 0; i--) {
            int j = below(i + 1);
            T item = list.get(i);
            list.set(i, list.get(j));
            list.set(j, item);
        }
    }
}
