package dualflow.nn;

import dualflow.op.Ops;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import java.util.List;

/**
 * A model of the velocity v(t, x, y) of a flow of samples that have labels y, from a table with a row for each label and a last one for no label. Without a label
 * it is the velocity v(t, x) of all samples.
 */
public interface ConditionalVelocityModel extends VelocityModel {
    /**
     * The labels, in the order of the table's rows.
     *
     * @return the labels
     */
    List<Integer> labels();

    /**
     * The velocity.
     *
     * @param pass the parameters
     * @param t the time: [], one for all, or one for each sample, of x's rank and of length 1 along the axes of a sample
     * @param x samples, channels last
     * @param y the labels, as {@link #label} makes one: weights of the table's rows, [rows] for all or [..., 1, 1, rows] for each image
     * @return v(t, x, y), of x's shape
     */
    Tensor velocity(Pass pass, Tensor t, Tensor x, Tensor y);

    @Override
    default Tensor velocity(Pass pass, Tensor t, Tensor x) {
        return velocity(pass, t, x, row(x.device(), x.dtype(), labels().size()));
    }

    /**
     * A label for all samples.
     *
     * @param label one of {@link #labels}
     * @param device where to compute
     * @param dtype the format
     * @return y, [rows]
     * @throws ShapeException if the table has no such label
     */
    default Tensor label(int label, Device device, DType dtype) {
        return row(device, dtype, index(label));
    }

    /**
     * The row of a label.
     *
     * @param label one of {@link #labels}
     * @return its index
     * @throws ShapeException if the table has no such label
     */
    default int index(int label) {
        int index = labels().indexOf(label);
        if (index < 0) {
            throw new ShapeException("there is no label " + label + "; the labels of this network are " + labels());
        }
        return index;
    }

    private Tensor row(Device device, DType dtype, int row) {
        double[] weights = new double[labels().size() + 1];
        weights[row] = 1;
        return device.tensor(dtype, Shape.of(weights.length), weights);
    }

    /**
     * The velocity of the samples of given labels.
     *
     * @param y the labels, as weights of the table's rows
     * @return v(t, x, y) of t and x
     */
    default VelocityModel given(Tensor y) {
        return withVelocity((pass, t, x) -> velocity(pass, t, x, y));
    }

    /**
     * The velocity of the samples of a label, by classifier-free guidance (J. Ho and T. Salimans, Classifier-free diffusion guidance, 2022):
     * v(t, x) + w (v(t, x, y) - v(t, x)).
     *
     * @param label one of {@link #labels}
     * @param guidance w: 1 for the label's own velocity, which takes one evaluation, and above 1 for samples that are more typical and vary less
     * @return the velocity
     * @throws ShapeException if the table has no such label
     */
    default VelocityModel guided(int label, double guidance) {
        index(label);
        return withVelocity((pass, t, x) -> {
            Tensor conditional = velocity(pass, t, x, label(label, x.device(), x.dtype()));
            if (guidance == 1) {
                return conditional;
            }
            Tensor unconditional = velocity(pass, t, x);
            return Ops.add(unconditional, Ops.scale(Ops.subtract(conditional, unconditional), guidance));
        });
    }

    /** A velocity of a pass with this model's parameters. */
    @FunctionalInterface
    interface Velocity {
        /**
         * Computes it.
         *
         * @param pass the parameters
         * @param t the time
         * @param x the samples
         * @return the velocity, of x's shape
         */
        Tensor of(Pass pass, Tensor t, Tensor x);
    }

    private VelocityModel withVelocity(Velocity velocity) {
        Specification own = specification();
        return new VelocityModel() {
            @Override
            public Specification specification() {
                return own;
            }

            @Override
            public Tensor velocity(Pass pass, Tensor t, Tensor x) {
                return velocity.of(pass, t, x);
            }
        };
    }
}
