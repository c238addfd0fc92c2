package dualflow.op;

/** The loops that the reductions share, over contiguous numbers and in one order of arithmetic; {@code opencl/include/reductions.cl} has the same. */
final class Reductions {
    /** The number of terms in a partial sum. */
    static final int PARTIAL = 256;

    private Reductions() {}

    /** The sum of the elements in order: partial sums of 256 terms, each from zero, then their sum, from zero. */
    static double sum(double[] x) {
        double sum = 0;
        for (int first = 0; first < x.length; first += PARTIAL) {
            double partial = 0;
            for (int j = first; j < Math.min(first + PARTIAL, x.length); j++) {
                partial += x[j];
            }
            sum += partial;
        }
        return sum;
    }

    static float sum(float[] x) {
        float sum = 0;
        for (int first = 0; first < x.length; first += PARTIAL) {
            float partial = 0;
            for (int j = first; j < Math.min(first + PARTIAL, x.length); j++) {
                partial += x[j];
            }
            sum += partial;
        }
        return sum;
    }

    /** The greatest of some elements, NaN if one of them is NaN, negative infinity if there are none. */
    static double max(double[] x, int start, int count) {
        double max = Double.NEGATIVE_INFINITY;
        for (int j = start; j < start + count; j++) {
            max = Double.isNaN(max) || max > x[j] ? max : x[j];
        }
        return max;
    }

    static float max(float[] x, int start, int count) {
        float max = Float.NEGATIVE_INFINITY;
        for (int j = start; j < start + count; j++) {
            max = Float.isNaN(max) || max > x[j] ? max : x[j];
        }
        return max;
    }
}
