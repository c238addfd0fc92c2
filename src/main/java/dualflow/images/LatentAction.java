package dualflow.images;

import dualflow.dependency.DoDirections;
import dualflow.flow.OdeSolver;
import dualflow.flow.TimeGrid;
import dualflow.flow.VelocityField;
import dualflow.tensor.Arena;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * Counterfactual images through a flow, in the three steps of Pearl's counterfactuals. Abduction: the noise from which the flow makes an image, by
 * its equation backward in time. Action: the smallest change of the noise that brings an attribute to a value, v = B^+ c with the attribute's gradient
 * as the row B and c what is wanting, repeated as Newton's method; other attributes can be held, with their rows in B too. Prediction: the flow forward.
 *
 * <p>What else changes with the attribute is what the flow has learned to go with it, not what it causes: this is a counterfactual of the causal model
 * only as far as both are alike.
 */
public final class LatentAction {
    /** A gradient of which less is left than this many units in the last place depends on the others. */
    private static final double NEARLY_DEPENDENT = 4096;

    private final AttributeRows rows;
    private final VelocityField velocity;
    private final OdeSolver solver;
    private final TimeGrid grid;
    private final Device device;
    private final DType dtype;
    private final int dimension;

    /**
     * Actions in the noise of a flow.
     *
     * @param flow the flow
     * @param rows the rows of one network after this flow
     * @param device where the flow runs; what it allocates there lives in the currently open arena
     * @param dtype the format in which it runs
     * @param solver the method
     * @param grid the times, from 0 to 1
     */
    public LatentAction(
            LearnedImageFlow flow, AttributeRows rows, Device device, DType dtype, OdeSolver solver, TimeGrid grid) {
        this.rows = rows;
        this.velocity = flow.rows(device, dtype);
        this.solver = solver;
        this.grid = grid;
        this.device = device;
        this.dtype = dtype;
        this.dimension = flow.dimension();
    }

    /**
     * The noise from which the flow makes images.
     *
     * @param images [n, d] row-major
     * @return [n, d]
     * @throws dualflow.flow.OdeException if it does not remain finite
     */
    public double[] abduct(double[] images) {
        Arena arena = device.arena();
        try {
            Shape shape = Shape.of(images.length / dimension, dimension);
            return solver.solve(velocity, device.tensor(dtype, shape, images), grid.reversed())
                    .value()
                    .toDoubles();
        } finally {
            arena.close();
        }
    }

    /**
     * The flow forward, and what the network measures of its images.
     *
     * @param points [n, d]
     * @return images, values and rows
     */
    public AttributeRows.At predict(double[] points) {
        return rows.at(points);
    }

    /**
     * What attributes are to become.
     *
     * @param values the value of outputs of the network
     * @param held outputs that keep the value they have before the action
     * @param steps how many steps of Newton's method, at least 1
     */
    public record Aim(Map<Integer, Double> values, List<Integer> held, int steps) {
        /**
         * Checks and copies the outputs.
         *
         * @param values the value of outputs of the network
         * @param held outputs that keep theirs
         * @param steps how many steps
         * @throws IllegalArgumentException if nothing is to change, there is no step, or an output is both changed and held
         */
        public Aim {
            values = Collections.unmodifiableMap(new TreeMap<>(values));
            held = List.copyOf(held);
            if (values.isEmpty() || steps < 1) {
                throw new IllegalArgumentException("an action changes something, in a step or more");
            }
            if (held.stream().anyMatch(values::containsKey)) {
                throw new IllegalArgumentException("an output is changed or held, not both");
            }
        }

        /** The value of each of these outputs, then of each held one: [outputs]. */
        private double[] valuesFrom(double[] before) {
            return DoubleStream.concat(
                            values.values().stream().mapToDouble(v -> v),
                            held.stream().mapToDouble(a -> before[a]))
                    .toArray();
        }

        private int[] outputs() {
            return Stream.concat(values.keySet().stream(), held.stream())
                    .mapToInt(a -> a)
                    .toArray();
        }
    }

    /**
     * The noise and its image after a step.
     *
     * @param noise [n, d] row-major
     * @param at what was predicted of it
     */
    @SuppressWarnings("ArrayRecordComponent") // numbers on their way to the next step; never compared
    public record After(double[] noise, AttributeRows.At at) {}

    /**
     * Acts on the noise until attributes have the values wanted, and predicts.
     *
     * @param noise what was abducted, [n, d]; not modified
     * @param start what was predicted of it
     * @param aim the values
     * @return the state after each step
     * @throws dualflow.dependency.UnreachableValueException if an attribute does not change along any direction
     */
    public List<After> act(double[] noise, AttributeRows.At start, Aim aim) {
        List<After> states = new ArrayList<>();
        After state = new After(noise, start);
        for (int step = 0; step < aim.steps(); step++) {
            double[] next = step(state, start, aim);
            state = new After(next, rows.at(next));
            states.add(state);
        }
        return states;
    }

    private double[] step(After state, AttributeRows.At start, Aim aim) {
        int n = start.samples();
        int m = start.values().get(0).length / n;
        int[] outputs = aim.outputs();
        double[] next = state.noise().clone();
        for (int i = 0; i < n; i++) {
            double[] before = Arrays.copyOfRange(start.values().get(0), i * m, (i + 1) * m);
            double[] c = aim.valuesFrom(before);
            double[] b = new double[outputs.length * dimension];
            for (int k = 0; k < outputs.length; k++) {
                c[k] -= state.at().values().get(0)[i * m + outputs[k]];
                System.arraycopy(
                        state.at().rows().get(0), (outputs[k] * n + i) * dimension, b, k * dimension, dimension);
            }
            double[] v =
                    DoDirections.constrain(new double[dimension], b, c, 1, dimension, NEARLY_DEPENDENT * dtype.ulp());
            for (int j = 0; j < dimension; j++) {
                next[i * dimension + j] += v[j];
            }
        }
        return next;
    }
}
