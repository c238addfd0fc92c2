package dualflow.conformance;

import dualflow.tensor.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * An element of a result that differs from the host's.
 *
 * @param trial what was tried
 * @param result the index of the result, from 0
 * @param index the element's row-major index
 * @param host the host's value
 * @param device the device's value
 * @param ulps the distance in steps between numbers of the format; 0 for zeros of different sign, the greatest long where one is NaN
 * @param inputs the elements of the arguments that it was computed from, where it is one of each; else empty
 */
public record Difference(
        String trial, int result, int index, double host, double device, long ulps, List<Double> inputs) {
    /**
     * Copies the components.
     *
     * @param trial what was tried
     * @param result the index of the result, from 0
     * @param index the element's row-major index
     * @param host the host's value
     * @param device the device's value
     * @param ulps the distance in steps between numbers of the format
     * @param inputs the elements of the arguments that it was computed from
     */
    public Difference {
        inputs = List.copyOf(inputs);
    }

    static Difference of(Trial trial, DType dtype, int result, int index, double host, double device) {
        List<Double> inputs = new ArrayList<>();
        List<double[]> all = trial.inputs();
        for (int k = 0; k < all.size(); k++) {
            OptionalInt at = trial.source(k, index);
            if (at.isPresent()) {
                inputs.add(dtype.round(all.get(k)[at.getAsInt()]));
            }
        }
        return new Difference(trial.toString(), result, index, host, device, ulps(host, device, dtype), inputs);
    }

    /** The difference in units in the last place, counted in steps from number to number. */
    static long ulps(double a, double b, DType dtype) {
        if (Double.isNaN(a) || Double.isNaN(b)) {
            return Double.isNaN(a) && Double.isNaN(b) ? 0 : Long.MAX_VALUE;
        }
        long from = dtype == DType.FLOAT32 ? place((float) a) : place(a);
        long to = dtype == DType.FLOAT32 ? place((float) b) : place(b);
        long steps = from - to;
        // Doubles of opposite signs may be further apart than a long can count.
        return ((from ^ to) & (from ^ steps)) < 0 || steps == Long.MIN_VALUE ? Long.MAX_VALUE - 1 : Math.abs(steps);
    }

    private static long place(float x) {
        int bits = Float.floatToIntBits(x);
        return bits >= 0 ? bits : -(long) (bits & Integer.MAX_VALUE);
    }

    private static long place(double x) {
        long bits = Double.doubleToLongBits(x);
        return bits >= 0 ? bits : -(bits & Long.MAX_VALUE);
    }

    /**
     * How large it is.
     *
     * @return for example {@code 3 ulp}
     */
    public String size() {
        if (ulps == Long.MAX_VALUE) {
            return "NaN or not";
        }
        if (ulps == 0) {
            return "the sign of zero";
        }
        return ulps == Long.MAX_VALUE - 1 ? "more than 2^63 ulp" : ulps + " ulp";
    }

    @Override
    public String toString() {
        return size() + " at number " + index + (result == 0 ? "" : " of result " + result) + " of " + trial
                + ": the host has " + number(host) + ", the device " + number(device)
                + (inputs.isEmpty()
                        ? ""
                        : ", of "
                                + String.join(
                                        " and ",
                                        inputs.stream().map(Difference::number).toList()));
    }

    private static String number(double x) {
        return x + " (" + Double.toHexString(x) + ")";
    }
}
