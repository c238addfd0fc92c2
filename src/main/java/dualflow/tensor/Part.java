package dualflow.tensor;

/**
 * A contiguous run of a tensor's elements with a shape of its own.
 *
 * @param tensor the tensor
 * @param offset where the run begins
 * @param shape the shape, which determines the run's length
 */
public record Part(DeviceTensor tensor, int offset, Shape shape) {
    /**
     * Checks the components.
     *
     * @param tensor the tensor
     * @param offset where the run begins
     * @param shape the shape, which says how long the run is
     * @throws ShapeException if the run extends beyond the tensor
     */
    public Part {
        if (offset < 0 || offset > tensor.shape().size() - shape.size()) {
            throw new ShapeException("a part of shape " + shape + " from number " + offset
                    + " on reaches beyond the shape " + tensor.shape());
        }
    }

    /**
     * A whole tensor.
     *
     * @param tensor the tensor
     */
    public Part(DeviceTensor tensor) {
        this(tensor, 0, tensor.shape());
    }
}
