package dualflow.nn;

import dualflow.op.Elementary;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The frequencies of a {@link SinusoidalTimeEmbedding}, scale exp(-i ln(10000) / (h - 1)) for i = 0 to h - 1, each as the sum of a
 * number of few bits and a remainder.
 */
final class Frequencies {
    /** A cache: each is computed once, since many digits take as long as a small network. */
    private static final Map<Key, Frequencies> KNOWN = new ConcurrentHashMap<>();

    private static final MathContext DIGITS = new MathContext(40);

    private final double[] leading;
    private final double[] rests;

    private record Key(int count, double scale, int bits) {}

    private Frequencies(Key key) {
        leading = new double[key.count()];
        rests = new double[key.count()];
        BigDecimal scale = new BigDecimal(key.scale());
        BigDecimal root = root(key.count() - 1);
        BigDecimal power = BigDecimal.ONE;
        for (int i = 0; i < key.count(); i++) {
            BigDecimal frequency = power.multiply(scale);
            leading[i] = leading(frequency.doubleValue(), key.bits());
            rests[i] = frequency.subtract(new BigDecimal(leading[i])).doubleValue();
            power = power.multiply(root, DIGITS);
        }
    }

    /**
     * The frequencies of an embedding.
     *
     * @param count h, at least 2
     * @param scale the greatest frequency
     * @param bits the number of bits of the first parts
     */
    static Frequencies of(int count, double scale, int bits) {
        return KNOWN.computeIfAbsent(new Key(count, scale, bits), Frequencies::new);
    }

    /** The first parts. */
    double[] leading() {
        return leading.clone();
    }

    /** The remainders of the first parts, to double precision. */
    double[] rests() {
        return rests.clone();
    }

    /** The root r with r^n = 1 / 10000, which two Newton steps give to over 30 digits. */
    private static BigDecimal root(int n) {
        BigDecimal root = new BigDecimal(Elementary.exp(-Elementary.log(10000.0) / n));
        for (int step = 0; step < 2; step++) {
            BigDecimal residual = BigDecimal.ONE.subtract(root.pow(n, DIGITS).scaleByPowerOfTen(4));
            root = root.add(root.multiply(residual).divide(BigDecimal.valueOf(n), DIGITS), DIGITS);
        }
        return root;
    }

    /** The nearest number of that many bits. */
    private static double leading(double x, int bits) {
        double unit = Math.scalb(1.0, Math.getExponent(x) + 1 - bits);
        return Math.rint(x / unit) * unit;
    }
}
