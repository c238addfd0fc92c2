package dualflow.tensor;

import java.util.Arrays;
import java.util.List;

/**
 * The lengths of a tensor's axes, in row-major order. Immutable; equal by content. Axes are counted from the right: axis
 * -1 is the last.
 */
public final class Shape {
    /** The shape of a scalar. */
    public static final Shape SCALAR = new Shape(new int[0]);

    private final int[] dims;
    private final int size;

    private Shape(int[] dims) {
        long n = 1;
        for (int d : dims) {
            if (d < 0) {
                throw new ShapeException(
                        "an axis has length " + d + " in " + Arrays.toString(dims) + "; lengths are zero or more");
            }
            n *= d;
            if (n > Integer.MAX_VALUE) {
                throw new LargeShapeException("shape " + Arrays.toString(dims) + " holds more than " + Integer.MAX_VALUE
                        + " numbers; split the tensor");
            }
        }
        this.dims = dims;
        this.size = (int) n;
    }

    /**
     * {@return a shape}
     *
     * @param dims the lengths of the axes, first axis first
     * @throws ShapeException if a length is negative, a LargeShapeException if the product exceeds {@link Integer#MAX_VALUE}
     */
    public static Shape of(int... dims) {
        return dims.length == 0 ? SCALAR : new Shape(dims.clone());
    }

    /** {@return the number of axes, 0 for a scalar} */
    public int rank() {
        return dims.length;
    }

    /** {@return the number of elements: the product of the lengths, 1 for a scalar} */
    public int size() {
        return size;
    }

    /**
     * {@return the length of one axis}
     *
     * @param axis counted from the right: -1 for the last axis, -rank for the first
     * @throws ShapeException if there is no such axis
     */
    public int dim(int axis) {
        if (axis >= 0 || -axis > dims.length) {
            throw new ShapeException("no axis " + axis + " in shape " + this + "; axes are counted from the right: the"
                    + (dims.length == 0 ? "re are none" : " last is -1, the first -" + dims.length));
        }
        return dims[dims.length + axis];
    }

    /** {@return a copy of the lengths of all axes, first axis first} */
    public int[] dims() {
        return dims.clone();
    }

    /**
     * {@return the shape of the last axes}
     *
     * @param count how many
     * @throws ShapeException if there are fewer
     */
    public Shape trailing(int count) {
        requireAxes(count);
        return count == dims.length ? this : new Shape(Arrays.copyOfRange(dims, dims.length - count, dims.length));
    }

    /**
     * {@return the shape of the axes before the last ones}
     *
     * @param trailing how many axes to drop on the right
     * @throws ShapeException if there are fewer
     */
    public Shape leading(int trailing) {
        requireAxes(trailing);
        return trailing == 0 ? this : new Shape(Arrays.copyOf(dims, dims.length - trailing));
    }

    /**
     * {@return this shape's axes, then the other's}
     *
     * @param other the axes to append on the right
     */
    public Shape then(Shape other) {
        int[] joined = Arrays.copyOf(dims, dims.length + other.dims.length);
        System.arraycopy(other.dims, 0, joined, dims.length, other.dims.length);
        return new Shape(joined);
    }

    /**
     * {@return this shape with one more axis in front}
     *
     * @param length the new axis's length
     */
    public Shape withFirst(int length) {
        return of(length).then(this);
    }

    /**
     * {@return the shape to which all the given ones broadcast: aligned on the right, an axis of length 1 (or a missing one) repeats to the
     * other's length}
     *
     * @param shapes one or more shapes
     * @throws ShapeException if two lengths differ and neither is 1
     */
    public static Shape broadcast(List<Shape> shapes) {
        int rank = shapes.stream().mapToInt(Shape::rank).max().orElse(0);
        int[] common = new int[rank];
        Arrays.fill(common, 1);
        for (Shape shape : shapes) {
            for (int axis = -shape.rank(); axis < 0; axis++) {
                int length = shape.dim(axis);
                int known = common[rank + axis];
                if (length != 1 && known != 1 && length != known) {
                    throw new ShapeException("shapes " + shapes + " do not broadcast: axis " + axis + " has lengths "
                            + known + " and " + length);
                }
                common[rank + axis] = length == 1 ? known : length;
            }
        }
        return new Shape(common);
    }

    private void requireAxes(int count) {
        if (count < 0 || count > dims.length) {
            throw new ShapeException("shape " + this + " has " + dims.length + " axes, " + count + " are needed");
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Shape shape && Arrays.equals(dims, shape.dims);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(dims);
    }

    @Override
    public String toString() {
        return Arrays.toString(dims);
    }
}
