package dualflow.dependency;

import dualflow.tensor.Arena;
import dualflow.tensor.DeviceTensor;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What an estimator uses gradients of outputs for, the rows of the Jacobian.
 *
 * @param transpose the map's transposed derivative
 * @param held by how much some outputs change along every direction
 * @param normed outputs of which the norm of the row is computed
 */
record RowGradients(Transpose transpose, Map<Integer, Double> held, List<Integer> normed) {
    /** A gradient of which less is left than this many units in the last place depends on the others. */
    private static final double DEPENDENT = 4096;

    RowGradients {
        held.forEach((output, value) -> {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("output " + output + " cannot change by " + value);
            }
        });
        held = Collections.unmodifiableMap(new TreeMap<>(held));
        normed = List.copyOf(normed);
    }

    /** The gradient of each output that needs it, [n, d], at points [n, d]: the transposed derivative of a column of ones. */
    Map<Integer, double[]> at(DeviceTensor x) {
        Set<Integer> needed = new LinkedHashSet<>(held.keySet());
        needed.addAll(normed);
        if (needed.isEmpty()) {
            return Map.of();
        }
        Arena arena = x.device().arena();
        try {
            List<Tensor> pulled = transpose.pull(
                    x,
                    result -> needed.stream()
                            .map(output -> column(result, output))
                            .toList());
            Map<Integer, double[]> gradients = new LinkedHashMap<>();
            int c = 0;
            for (Integer output : needed) {
                gradients.put(output, pulled.get(c++).value().toDoubles());
            }
            return gradients;
        } finally {
            arena.close();
        }
    }

    private static Tensor column(Tensor result, int output) {
        Shape shape = result.shape();
        int outputs = shape.dim(-1);
        if (output < 0 || output >= outputs) {
            throw new IllegalArgumentException(
                    "there is no output " + output + " to hold or to condition on; outputs are 0 to " + (outputs - 1));
        }
        double[] column = new double[shape.size()];
        for (int i = output; i < column.length; i += outputs) {
            column[i] = 1;
        }
        return result.device().tensor(result.dtype(), shape, column);
    }

    /** Directions [K, n, d] changed so that the held outputs change as they should; first is the number of the first sample. */
    double[] constrain(double[] z, Map<Integer, double[]> gradients, long first, DeviceTensor x) {
        if (held.isEmpty()) {
            return z;
        }
        int samples = x.shape().dim(-2);
        int dimension = x.shape().dim(-1);
        Integer[] outputs = held.keySet().toArray(Integer[]::new);
        double[] rows = new double[outputs.length * samples * dimension];
        double[] values = new double[outputs.length];
        for (int c = 0; c < outputs.length; c++) {
            System.arraycopy(gradients.get(outputs[c]), 0, rows, c * samples * dimension, samples * dimension);
            values[c] = held.get(outputs[c]);
        }
        try {
            return DoDirections.constrain(
                    z, rows, values, samples, dimension, DEPENDENT * x.dtype().ulp());
        } catch (UnreachableValueException e) {
            throw new UnreachableValueException(outputs[e.output()], e.value(), first + e.sample());
        }
    }

    /** The norms of rows, [n], by output. */
    Map<Integer, double[]> norms(Map<Integer, double[]> gradients, int dimension) {
        Map<Integer, double[]> norms = new HashMap<>();
        for (Integer output : normed) {
            double[] rows = gradients.get(output);
            double[] each = new double[rows.length / dimension];
            for (int i = 0; i < each.length; i++) {
                each[i] = GramSchmidt.norm(rows, i, dimension);
            }
            norms.put(output, each);
        }
        return norms;
    }
}
