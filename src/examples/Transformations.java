import dualflow.autodiff.Autodiff;
import dualflow.autodiff.Dual;
import dualflow.autodiff.Linearized;
import dualflow.device.Devices;
import dualflow.op.Ops;
import dualflow.tensor.*;
import java.util.Arrays;
import java.util.List;

/** Every transformation of {@link Autodiff}, of one small program. */
public class Transformations {
    public static void main(String[] args) {
        try (Device device = Devices.open("host", DType.FLOAT64).device()) {
            Tensor x = device.tensor(DType.FLOAT64, 0.5, 2);
            Tensor v = device.tensor(DType.FLOAT64, 1, -1);

            Dual jvp = Autodiff.jvp(Transformations::f, x, v);
            print("f(x)                ", jvp.primal());
            print("jvp, Df(x) v        ", jvp.tangent());

            Tensor directions = Ops.eye(device, DType.FLOAT64, 2);
            print("jvps, two directions", Autodiff.jvps(Transformations::f, x, directions).tangent());
            print("jacobian            ", Autodiff.jacobian(Transformations::f, x));

            Linearized linear = Autodiff.linearize(Transformations::f, x);
            print("linearize, then v   ", linear.map().apply(List.of(v)));

            print("grad of sum f       ", Autodiff.grad(a -> Ops.sum(f(a)), x));
            print("Hessian             ", Autodiff.hessian(a -> Ops.sum(f(a)), x));
            print("Hessian times v     ", Autodiff.hvp(a -> Ops.sum(f(a)), x, v));
            print("divergence          ", Autodiff.divergence(Transformations::f, x));

            Tensor batch = device.tensor(DType.FLOAT64, new double[][] {{1, 2}, {3, 4}, {5, 6}});
            print("vmap, three points  ", Autodiff.vmap(Transformations::f, batch));
        }
    }

    /** (x0 x1, e^x0). */
    static Tensor f(Tensor x) {
        Tensor first = Ops.slice(x, -1, 0, 1);
        Tensor second = Ops.slice(x, -1, 1, 1);
        return Ops.concat(Ops.multiply(first, second), Ops.exp(first), -1);
    }

    static void print(String what, Tensor y) {
        System.out.println(what + " " + y.shape() + " " + Arrays.toString(y.toDoubles()));
    }
}
