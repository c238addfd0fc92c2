import dualflow.autodiff.Autodiff;
import dualflow.autodiff.Dual;
import dualflow.device.host.HostDevice;
import dualflow.op.Ops;
import dualflow.tensor.*;

public class FirstDerivative {
    public static void main(String[] args) {
        try (Device device = new HostDevice()) {
            Tensor x = device.tensor(DType.FLOAT64, 1, 2, 3);
            Tensor v = device.tensor(DType.FLOAT64, 1, 0, 0);
            Dual y = Autodiff.jvp(a -> Ops.sum(Ops.multiply(a, Ops.sin(a))), x, v);
            System.out.println("f(x)    = " + y.primal().toDouble());
            System.out.println("Df(x) v = " + y.tangent().toDouble());
        }
    }
}
