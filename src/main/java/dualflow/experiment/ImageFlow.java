package dualflow.experiment;

import dualflow.flow.OdeSolver;
import dualflow.flow.TimeGrid;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Tensor;
import java.util.function.UnaryOperator;

/** A flow in closed form from N(0, I) to a model fitted to images. */
public interface ImageFlow {
    /**
     * The map from the source to some pixels of the image that the flow makes of it, through an ODE solver.
     *
     * @param device where it will run; the flow's matrices stay there, in the arena that is open now
     * @param dtype the format it will run in
     * @param solver the method
     * @param grid the times, from 0 to 1
     * @param pixels indices of pixels, row by row
     * @return the map from [n, d] to [n, pixels], each row by itself
     */
    UnaryOperator<Tensor> map(Device device, DType dtype, OdeSolver solver, TimeGrid grid, int... pixels);

    /**
     * The number of pixels.
     *
     * @return d
     */
    int dimension();

    /**
     * The covariance of two pixels under the fitted model, exactly.
     *
     * @param a index of a pixel
     * @param b index of a pixel
     * @return their covariance
     */
    double covariance(int a, int b);

    /**
     * What was fitted and how.
     *
     * @return one line for people
     */
    String description();
}
