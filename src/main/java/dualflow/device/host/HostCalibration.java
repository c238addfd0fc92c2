package dualflow.device.host;

import dualflow.device.calibration.Calibration;
import dualflow.device.calibration.Rates;
import dualflow.tensor.DType;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** The peak rates of Java loops on all cores, with plain indices so that the JIT compiler vectorises them. */
public final class HostCalibration implements Calibration {
    private static final int CACHED = 1 << 10; // elements that stay in the L1 cache
    private static final int ROUNDS = 1 << 10;
    private static final int CHAIN = 16;
    private static final int LARGE = 1 << 24; // elements of an array that exceeds the caches

    private final boolean wide;
    private final int threads = Runtime.getRuntime().availableProcessors();
    private boolean warm;

    /**
     * A calibration without measurements.
     *
     * @param dtype the number format
     */
    public HostCalibration(DType dtype) {
        this.wide = dtype == DType.FLOAT64;
    }

    @Override
    public Rates measure() {
        return wide ? doubles() : floats();
    }

    private Rates floats() {
        float[][] x = new float[threads][CACHED];
        Runnable fma = () -> onAllCores(thread -> chain(x[thread]));
        int each = LARGE / threads;
        float[][] a = new float[threads][each];
        float[][] b = new float[threads][each];
        float[][] y = new float[threads][each];
        Runnable copy = () -> onAllCores(thread -> copy(y[thread], a[thread]));
        Runnable triad = () -> onAllCores(thread -> triad(y[thread], a[thread], b[thread]));
        return rates(fma, copy, triad, (long) each * threads * Float.BYTES);
    }

    private Rates doubles() {
        double[][] x = new double[threads][CACHED];
        Runnable fma = () -> onAllCores(thread -> chain(x[thread]));
        int each = LARGE / 2 / threads;
        double[][] a = new double[threads][each];
        double[][] b = new double[threads][each];
        double[][] y = new double[threads][each];
        Runnable copy = () -> onAllCores(thread -> copy(y[thread], a[thread]));
        Runnable triad = () -> onAllCores(thread -> triad(y[thread], a[thread], b[thread]));
        return rates(fma, copy, triad, (long) each * threads * Double.BYTES);
    }

    private Rates rates(Runnable fma, Runnable copy, Runnable triad, long bytes) {
        if (!warm) {
            Calibration.shortest(2 * REPEATS, () -> nanoseconds(fma));
            Calibration.shortest(REPEATS, () -> nanoseconds(copy));
            Calibration.shortest(REPEATS, () -> nanoseconds(triad));
            warm = true;
        }
        double flops = 2.0 * threads * CACHED * ROUNDS * CHAIN;
        return new Rates(
                flops / Calibration.shortest(() -> nanoseconds(fma)),
                2.0 * bytes / Calibration.shortest(() -> nanoseconds(copy)),
                3.0 * bytes / Calibration.shortest(() -> nanoseconds(triad)));
    }

    private void onAllCores(IntConsumer work) {
        IntStream.range(0, threads).parallel().forEach(work);
    }

    private static long nanoseconds(Runnable work) {
        long begin = System.nanoTime();
        work.run();
        return System.nanoTime() - begin;
    }

    private static void chain(float[] x) {
        for (int round = 0; round < ROUNDS; round++) {
            step(x, 0.5f, 0.25f);
        }
    }

    private static void chain(double[] x) {
        for (int round = 0; round < ROUNDS; round++) {
            step(x, 0.5, 0.25);
        }
    }

    /** Sixteen dependent fmas per element. */
    private static void step(float[] x, float a, float b) {
        for (int j = 0; j < x.length; j++) {
            float s = x[j];
            s = Math.fma(Math.fma(Math.fma(Math.fma(s, a, b), a, b), a, b), a, b);
            s = Math.fma(Math.fma(Math.fma(Math.fma(s, a, b), a, b), a, b), a, b);
            s = Math.fma(Math.fma(Math.fma(Math.fma(s, a, b), a, b), a, b), a, b);
            s = Math.fma(Math.fma(Math.fma(Math.fma(s, a, b), a, b), a, b), a, b);
            x[j] = s;
        }
    }

    private static void step(double[] x, double a, double b) {
        for (int j = 0; j < x.length; j++) {
            double s = x[j];
            s = Math.fma(Math.fma(Math.fma(Math.fma(s, a, b), a, b), a, b), a, b);
            s = Math.fma(Math.fma(Math.fma(Math.fma(s, a, b), a, b), a, b), a, b);
            s = Math.fma(Math.fma(Math.fma(Math.fma(s, a, b), a, b), a, b), a, b);
            s = Math.fma(Math.fma(Math.fma(Math.fma(s, a, b), a, b), a, b), a, b);
            x[j] = s;
        }
    }

    private static void copy(float[] y, float[] a) {
        System.arraycopy(a, 0, y, 0, y.length);
    }

    private static void copy(double[] y, double[] a) {
        System.arraycopy(a, 0, y, 0, y.length);
    }

    private static void triad(float[] y, float[] a, float[] b) {
        for (int j = 0; j < y.length; j++) {
            y[j] = Math.fma(0.5f, b[j], a[j]);
        }
    }

    private static void triad(double[] y, double[] a, double[] b) {
        for (int j = 0; j < y.length; j++) {
            y[j] = Math.fma(0.5, b[j], a[j]);
        }
    }
}
