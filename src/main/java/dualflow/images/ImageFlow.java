package dualflow.images;

import dualflow.dependency.Transpose;
import dualflow.flow.OdeSolver;
import dualflow.flow.TimeGrid;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Tensor;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** A flow from N(0, I) to images: in closed form to a model fitted to them, or learned. */
public interface ImageFlow {
    /**
     * The map from the source to some pixels of the generated image, through an ODE solver.
     *
     * @param device the device it will run on; what the flow allocates there lives in the currently open arena
     * @param dtype the format it will run in
     * @param solver the method
     * @param grid the times, from 0 to 1
     * @param pixels indices of elements of an image: row by row, with the channels of a pixel adjacent
     * @return the map from [n, d] to [n, pixels], acting on each row independently
     */
    UnaryOperator<Tensor> map(Device device, DType dtype, OdeSolver solver, TimeGrid grid, int... pixels);

    /**
     * The transposed derivative of the map from the source to whole images.
     *
     * @param device the device it will run on; what the flow allocates there lives in the currently open arena
     * @param dtype the format it will run in
     * @param solver the method, in fixed steps
     * @param grid the times, from 0 to 1
     * @return the transposed derivative, on rows [n, d]
     */
    default Transpose transpose(Device device, DType dtype, OdeSolver solver, TimeGrid grid) {
        return Transpose.of(
                map(device, dtype, solver, grid, IntStream.range(0, dimension()).toArray()));
    }

    /**
     * The number of elements of an image.
     *
     * @return d
     */
    int dimension();

    /**
     * The exact covariance of two pixels under the fitted model.
     *
     * @param a index of a pixel
     * @param b index of a pixel
     * @return their covariance; empty if there is no formula, as for a learned flow
     */
    OptionalDouble covariance(int a, int b);

    /**
     * The useful batch size of the map: larger batches would use more memory without being faster.
     *
     * @return the number of samples
     */
    int chunk();

    /**
     * A description of what was fitted and how.
     *
     * @return one human-readable line
     */
    String description();
}
