package dualflow.images;

import dualflow.flow.OdeSolver;
import dualflow.flow.TimeGrid;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Tensor;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;

/** A flow from N(0, I) to images: in closed form to a model fitted to them, or learned. */
public interface ImageFlow {
    /**
     * The map from the source to some pixels of the image that the flow makes of it, through an ODE solver.
     *
     * @param device where it will run; what the flow needs there stays, in the arena that is open now
     * @param dtype the format it will run in
     * @param solver the method
     * @param grid the times, from 0 to 1
     * @param pixels indices of an image's numbers: row by row, and the channels of a pixel next to each other
     * @return the map from [n, d] to [n, pixels], each row by itself
     */
    UnaryOperator<Tensor> map(Device device, DType dtype, OdeSolver solver, TimeGrid grid, int... pixels);

    /**
     * How many numbers an image has.
     *
     * @return d
     */
    int dimension();

    /**
     * The covariance of two pixels under the fitted model, exactly.
     *
     * @param a index of a pixel
     * @param b index of a pixel
     * @return their covariance; empty where no formula gives it, as for a learned flow
     */
    OptionalDouble covariance(int a, int b);

    /**
     * How many samples the map takes at once with profit: more would use more memory and not be quicker.
     *
     * @return the number of samples
     */
    int chunk();

    /**
     * What was fitted and how.
     *
     * @return one line for people
     */
    String description();
}
