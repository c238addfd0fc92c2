import dualflow.autodiff.Autodiff;
import dualflow.autodiff.Dual;
import dualflow.device.host.HostDevice;
import dualflow.op.Exp;
import dualflow.op.Multiply;
import dualflow.op.Ops;
import dualflow.tensor.*;
import java.util.List;

/** The derivative of x e^x by the rules of its two ops, then by the library. */
public class RulesByHand {
    public static void main(String[] args) {
        try (Device device = new HostDevice()) {
            Tensor x = device.scalar(DType.FLOAT64, 2);
            Tensor xDot = device.scalar(DType.FLOAT64, 1);

            // Exp is nonlinear: it states its JVP.
            Tensor u = new Exp().on(x);
            Tensor uDot = new Exp().jvp(u, List.of(x), List.of(xDot));

            // Multiply is bilinear: the product rule is the op itself, twice.
            Multiply multiply = new Multiply();
            Tensor yDot = Ops.add(multiply.on(xDot, u), multiply.on(x, uDot));

            Dual y = Autodiff.jvp(a -> Ops.multiply(a, Ops.exp(a)), x, xDot);
            System.out.println("by hand    " + yDot.value().toDouble());
            System.out.println("Autodiff   " + y.tangent().value().toDouble());
            System.out.println("3 e^2      " + 3 * Math.exp(2));
        }
    }
}
