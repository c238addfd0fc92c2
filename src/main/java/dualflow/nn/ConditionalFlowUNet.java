package dualflow.nn;

import dualflow.op.Ops;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import java.util.HashSet;
import java.util.List;

/**
 * The flow UNet with a table of labels, whose row is added to the embedding of the time. The published code creates such tables and does not use them; here the
 * table {@code label_emb} has a row for each label and a last one for no label, and is trained.
 *
 * @param unet the network that takes the embedding
 * @param labels the labels, in the order of the table's rows
 */
public record ConditionalFlowUNet(FlowUNet unet, List<Integer> labels) implements ConditionalVelocityModel {
    /** The setting of an {@link Architecture} that has the labels, between commas. */
    public static final String CLASSES = "classes";

    /**
     * Checks and copies the components.
     *
     * @param unet the network that takes the embedding
     * @param labels the labels, in the order of the table's rows
     * @throws ShapeException if there is no label, or one occurs twice
     */
    public ConditionalFlowUNet {
        labels = List.copyOf(labels);
        if (labels.isEmpty() || new HashSet<>(labels).size() < labels.size()) {
            throw new ShapeException("a conditional flow UNet has one label or more, each once, got " + labels);
        }
    }

    private Embedding table() {
        return new Embedding(labels.size() + 1, FlowUNet.TIME_DIMENSION);
    }

    @Override
    public Specification specification() {
        return unet.blocks(Specification.NONE.and("label_emb", table()));
    }

    /**
     * The velocity.
     *
     * @param pass the parameters
     * @param t the time, [] or [..., 1, 1, 1]
     * @param x images, [..., H, W, channels], at least 16 pixels high and wide
     * @param y weights of the table's rows, [rows] or [..., 1, 1, rows]
     * @return v(t, x, y), of x's shape
     * @throws ShapeException if the images are smaller or have other channels, or times or labels do not fit them
     */
    @Override
    public Tensor velocity(Pass pass, Tensor t, Tensor x, Tensor y) {
        requireLabels(x, y);
        Tensor label = table().apply(pass.under("label_emb"), y);
        return unet.apply(pass, x, Ops.add(unet.embedding(pass, t, x), label));
    }

    private void requireLabels(Tensor x, Tensor y) {
        int rows = labels.size() + 1;
        int rank = y.shape().rank();
        if (rank == 0 || y.shape().dim(-1) != rows) {
            throw new ShapeException("labels are weights of the " + rows + " rows of the table, [" + rows
                    + "] or [..., 1, 1, " + rows + "], got the shape " + y.shape());
        }
        if (rank > 1) {
            int[] each = y.shape().dims();
            each[rank - 1] = 1;
            if (!VelocityModel.isOneEach(Shape.of(each), x.shape(), 3)) {
                throw new ShapeException("labels of shape " + y.shape() + " do not fit samples of shape " + x.shape()
                        + "; give one label [" + rows + "], or one for each image, [..., 1, 1, " + rows + "]");
            }
        }
    }
}
