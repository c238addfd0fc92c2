package dualflow.nn;

import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;

/** A model of the velocity v(t, x) of a flow; with its parameters given it is a velocity field. */
public interface VelocityModel extends Layer {
    /**
     * The velocity.
     *
     * @param pass the parameters
     * @param t the time: [], one for all, or one for each sample, of x's rank and of length 1 along the axes of a sample
     * @param x samples, channels last
     * @return v(t, x), of x's shape
     */
    Tensor velocity(Pass pass, Tensor t, Tensor x);

    /**
     * Checks that times match samples, so that no time is broadcast to another sample.
     *
     * @param t the time
     * @param x samples
     * @param sampleAxes the number of axes of a sample, including its channels
     * @throws ShapeException if t is neither a scalar nor one time for each sample
     */
    static void requireTimes(Tensor t, Tensor x, int sampleAxes) {
        Shape times = t.shape();
        if (times.rank() > 0 && !isOneEach(times, x.shape(), sampleAxes)) {
            throw new ShapeException("times of shape " + times + " do not fit samples of shape " + x.shape()
                    + "; give one time [], or one for each sample with axes of length 1 in place of the sample's");
        }
    }

    /**
     * Whether a shape has one number for each sample, or fewer that are repeated.
     *
     * @param shape the shape
     * @param samples the shape of the samples
     * @param sampleAxes the number of axes of a sample, including its channels
     * @return whether it is of the samples' rank, and of length 1 along the axes of a sample
     */
    static boolean isOneEach(Shape shape, Shape samples, int sampleAxes) {
        boolean fits = shape.rank() == samples.rank();
        for (int axis = 1; fits && axis <= shape.rank(); axis++) {
            int length = shape.dim(-axis);
            fits = length == 1 || (axis > sampleAxes && length == samples.dim(-axis));
        }
        return fits;
    }
}
