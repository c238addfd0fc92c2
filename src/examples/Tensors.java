import static dualflow.op.Ops.*;

import dualflow.autodiff.Autodiff;
import dualflow.device.host.HostDevice;
import dualflow.random.Draws;
import dualflow.tensor.*;
import java.util.Arrays;
import java.util.List;

/** Tensors from arrays and from a seed, what they print, and derivatives in one line. */
public class Tensors {
    public static void main(String[] args) {
        try (Device device = new HostDevice()) {
            Tensor a = device.tensor(DType.FLOAT64, new double[][] {{2, 1}, {1, 3}});
            Tensor x = device.tensor(DType.FLOAT64, 1, -1);
            System.out.println(a);
            System.out.println("A x        " + einsum("ij,j->i", a, x));
            System.out.println("x' A x     " + einsum("i,ij,j->", x, a, x));
            System.out.println("det A      " + determinant(a).toDouble());
            System.out.println("A^-1       " + Arrays.deepToString(solve(a, eye(device, DType.FLOAT64, 2)).toRows()));
            System.out.println("noise      " + new Draws(42).normals("noise", device, DType.FLOAT64, Shape.of(40, 5)));

            System.out.println("sin'(0)    " + Autodiff.derivative(s -> sin(s), 0));
            System.out.println("Hessian of x' A x\n" + Autodiff.hessian(y -> einsum("i,ij,j->", y, a, y), x));
            Autodiff.jvp(
                    y -> {
                        System.out.println("inside     " + y);
                        return multiply(y, sin(y));
                    },
                    x,
                    x);
            try {
                matmul(a, stack(List.of(x, x, x), -2));
            } catch (ShapeException e) {
                System.out.println(e.getMessage());
            }
        }
    }
}
