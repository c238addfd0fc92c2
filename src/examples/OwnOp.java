import dualflow.autodiff.Autodiff;
import dualflow.autodiff.Dual;
import dualflow.device.Devices;
import dualflow.op.Ops;
import dualflow.tensor.*;
import java.util.Arrays;
import java.util.List;

/** A primitive of one's own: y = x^3. Its kernel is src/examples/opencl/cube.cl. */
public class OwnOp {
    record Cube() implements NonlinearOp, ElementwiseOp.Unary {
        @Override
        public double f(double x) {
            return x * x * x;
        }

        @Override
        public float f(float x) {
            return x * x * x;
        }

        @Override
        public Tensor jvp(Tensor y, List<Tensor> x, List<Tensor> xDot) {
            Tensor slope = Ops.scale(Ops.multiply(x.get(0), x.get(0)), 3);
            return Ops.multiply(xDot.get(0), slope);
        }
    }

    public static void main(String[] args) {
        try (Device device = Devices.open(args.length > 0 ? args[0] : "auto", DType.FLOAT64).device()) {
            Tensor x = device.tensor(DType.FLOAT64, Shape.of(3), -1, 0.5, 2);
            Tensor v = device.tensor(DType.FLOAT64, Shape.of(3), 1, 1, 1);
            Dual y = Autodiff.jvp(new Cube()::on, x, v);
            System.out.println("x^3   " + Arrays.toString(y.primal().value().toDoubles()));
            System.out.println("3 x^2 " + Arrays.toString(y.tangent().value().toDoubles()));
            Tensor second = Autodiff.jvp(a -> Autodiff.jvp(new Cube()::on, a, v).tangent(), x, v).tangent();
            System.out.println("6 x   " + Arrays.toString(second.value().toDoubles()));
        }
    }
}
