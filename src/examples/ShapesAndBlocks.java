import dualflow.device.host.HostDevice;
import dualflow.op.MatMul;
import dualflow.op.Ops;
import dualflow.op.Sum;
import dualflow.tensor.*;
import java.util.Arrays;
import java.util.List;

/** What a shape says, and how an op maps over the axes that it does not consume. */
public class ShapesAndBlocks {
    public static void main(String[] args) {
        Shape images = Shape.of(2, 28, 28, 1);
        System.out.println("shape         " + images + ", rank " + images.rank() + ", size " + images.size());
        System.out.println("last axis     " + images.dim(-1) + ", the one before it " + images.dim(-2));

        // A matrix product consumes two axes of each argument and maps over the rest.
        MatMul product = new MatMul();
        System.out.println("mat_mul takes " + product.trailing(0) + " and " + product.trailing(1) + " trailing axes");
        System.out.println("its result    " + product.shape(List.of(Shape.of(5, 1, 2, 3), Shape.of(7, 3, 4))));

        try (Device device = new HostDevice()) {
            Tensor x = device.tensor(DType.FLOAT64, Shape.of(2, 3), 1, 2, 3, 4, 5, 6);
            Tensor rows = new Sum(Shape.of(3), Shape.SCALAR).on(x); // the op itself
            Tensor all = Ops.sum(x); // the facade
            System.out.println("sum of rows   " + Arrays.toString(rows.value().toDoubles()));
            System.out.println("sum of all    " + all.value().toDouble());
        }
    }
}
