package dualflow.conformance;

import dualflow.device.host.HostDevice;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A device's results compared with the host's.
 *
 * @param numbers the number of elements compared
 * @param flushed how many of them are zeros in place of subnormal numbers
 * @param changed how many others differ in a way that flushing subnormal arguments or intermediate results explains
 * @param largest the largest of the other differences
 */
public record Comparison(long numbers, long flushed, long changed, Optional<Difference> largest) {
    /**
     * Compares.
     *
     * @param trial what was tried
     * @param dtype the format
     * @param host computes the results of a device that flushes
     * @param expected the host's results
     * @param found the device's results
     * @param flushes whether the device flushes subnormal numbers in this format
     */
    static Comparison of(
            Trial trial, DType dtype, Device host, List<double[]> expected, List<double[]> found, boolean flushes) {
        long numbers = Trial.count(expected);
        if (Trial.same(expected, found)) {
            return new Comparison(numbers, 0, 0, Optional.empty());
        }
        List<double[]> flushed = flushes ? trial.flushed(host, dtype) : List.of();
        long zeros = 0;
        long changed = 0;
        Difference largest = null;
        for (int k = 0; k < expected.size(); k++) {
            double[] here = expected.get(k);
            double[] there = found.get(k);
            for (int i = 0; i < here.length; i++) {
                if (Double.compare(here[i], there[i]) == 0) {
                    continue;
                }
                if (flushes && Flushing.isZeroed(there[i], here[i], dtype)) {
                    zeros++;
                } else if (flushes && Flushing.explains(there[i], here[i], flushed.get(k)[i], trial.terms(), dtype)) {
                    changed++;
                } else if (largest == null || Difference.ulps(here[i], there[i], dtype) > largest.ulps()) {
                    largest = Difference.of(trial, dtype, k, i, here[i], there[i]);
                }
            }
        }
        return new Comparison(numbers, zeros, changed, Optional.ofNullable(largest));
    }

    /**
     * Compares an op's results.
     *
     * @param c the op, and its arguments' shapes
     * @param inputs the arguments' elements
     * @param device the device
     * @param dtype the format
     * @param flushes whether the device flushes subnormal numbers in this format
     * @return what differs from the host's bits
     */
    public static Comparison of(OpCase c, List<double[]> inputs, Device device, DType dtype, boolean flushes) {
        Trial trial = new OpTrial(c.op(), c.shapes(), () -> inputs, OpTrial.Way.EAGER);
        try (HostDevice host = new HostDevice()) {
            List<double[]> expected = trial.results(host, dtype, inputs);
            return of(trial, dtype, host, expected, trial.results(device, dtype, inputs), flushes);
        }
    }

    /**
     * Runs all trials on a device.
     *
     * @param device the device
     * @param trials the trials, to run in each format that the device supports
     * @return a sentence for each trial whose result differs from the host's bits
     */
    public static List<String> differing(Device device, List<Trial> trials) {
        List<String> different = new ArrayList<>();
        try (HostDevice host = new HostDevice()) {
            for (DType dtype : DType.values()) {
                for (Trial trial : device.supports(dtype) ? trials : List.<Trial>of()) {
                    List<double[]> expected = trial.results(host, dtype, trial.inputs());
                    List<double[]> found = trial.results(device, dtype, trial.inputs());
                    of(trial, dtype, host, expected, found, false)
                            .largest()
                            .ifPresent(largest -> different.add(dtype + " differs: " + largest));
                }
            }
        }
        return different;
    }
}
