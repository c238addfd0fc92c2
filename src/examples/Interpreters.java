import dualflow.autodiff.Autodiff;
import dualflow.device.host.HostDevice;
import dualflow.op.Ops;
import dualflow.tensor.*;

/** One program, run by three interpreters: its value, its derivative, and the derivative of its derivative. */
public class Interpreters {
    /** x e^x. */
    static Tensor f(Tensor x) {
        System.out.println("  f sees " + x.getClass().getSimpleName() + ", level " + x.trace().level());
        return Ops.multiply(x, Ops.exp(x));
    }

    public static void main(String[] args) {
        try (Device device = new HostDevice()) {
            Tensor x = device.scalar(DType.FLOAT64, 1);
            Tensor one = device.scalar(DType.FLOAT64, 1);
            System.out.println("f(1)   = " + f(x).value().toDouble());
            System.out.println("f'(1)  = " + derivative(x, one).value().toDouble());
            Tensor second = Autodiff.jvp(a -> derivative(a, one), x, one).tangent();
            System.out.println("f''(1) = " + second.value().toDouble());
        }
    }

    static Tensor derivative(Tensor x, Tensor v) {
        return Autodiff.jvp(Interpreters::f, x, v).tangent();
    }
}
