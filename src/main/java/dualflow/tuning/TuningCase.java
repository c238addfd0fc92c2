package dualflow.tuning;

import dualflow.op.Convolution;
import dualflow.op.MatMul;
import dualflow.op.TransposedConvolution;
import dualflow.tensor.Op;
import dualflow.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * An op on arguments of some shapes.
 *
 * @param op the op
 * @param shapes its arguments' shapes
 */
public record TuningCase(Op op, List<Shape> shapes) {
    /**
     * Copies the shapes.
     *
     * @param op the op
     * @param shapes its arguments' shapes
     */
    public TuningCase {
        shapes = List.copyOf(shapes);
    }

    private TuningCase(Op op, Shape... shapes) {
        this(op, List.of(shapes));
    }

    /**
     * What is tuned: products and convolutions of the sizes that the networks of this library have.
     *
     * @param all whether of large networks and batches too
     * @return the cases
     */
    public static List<TuningCase> of(boolean all) {
        List<TuningCase> cases = new ArrayList<>(List.of(
                new TuningCase(new MatMul(), Shape.of(512, 512), Shape.of(512, 512)),
                new TuningCase(new MatMul(), Shape.of(4096, 64), Shape.of(64, 64)),
                new TuningCase(new MatMul(), Shape.of(16, 256, 64), Shape.of(16, 64, 256)), // attention
                new TuningCase(new MatMul(), Shape.of(36, 784, 64), Shape.of(36, 64, 64)), // Winograd
                new TuningCase(new Convolution(1, 1), Shape.of(16, 28, 28, 16), Shape.of(3, 3, 16, 32)),
                new TuningCase(new Convolution(1, 1), Shape.of(16, 14, 14, 64), Shape.of(3, 3, 64, 64)),
                new TuningCase(new Convolution(2, 1), Shape.of(16, 28, 28, 32), Shape.of(3, 3, 32, 64)),
                new TuningCase(
                        new TransposedConvolution(2, 1, 28, 28), Shape.of(16, 14, 14, 64), Shape.of(4, 4, 64, 32))));
        if (all) {
            cases.addAll(List.of(
                    new TuningCase(new MatMul(), Shape.of(1024, 1024), Shape.of(1024, 1024)),
                    new TuningCase(new MatMul(), Shape.of(16384, 128), Shape.of(128, 128)),
                    new TuningCase(new MatMul(), Shape.of(36, 1024, 128), Shape.of(36, 128, 128)),
                    new TuningCase(new MatMul(), Shape.of(36, 256, 256), Shape.of(36, 256, 256)),
                    new TuningCase(new Convolution(1, 1), Shape.of(4, 64, 64, 64), Shape.of(3, 3, 64, 64)),
                    new TuningCase(new Convolution(1, 0), Shape.of(4, 32, 32, 128), Shape.of(1, 1, 128, 128)),
                    new TuningCase(new Convolution(2, 3), Shape.of(4, 224, 224, 3), Shape.of(7, 7, 3, 64))));
        }
        return cases;
    }

    @Override
    public String toString() {
        return op.name() + shapes.stream().map(Shape::toString).collect(Collectors.joining(" ", " ", ""));
    }
}
