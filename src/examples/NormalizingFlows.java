import dualflow.autodiff.Autodiff;
import dualflow.device.host.HostDevice;
import dualflow.nn.*;
import dualflow.normalizing.*;
import dualflow.normalizing.InvertibleResidual.Determinant;
import dualflow.op.Ops;
import dualflow.tensor.*;
import java.util.Arrays;
import java.util.List;

/** A flow of five kinds of maps: its log-determinant and that of the exact Jacobian, its inverse, its density and the density's derivatives. */
public class NormalizingFlows {
    public static void main(String[] args) {
        try (Device device = new HostDevice()) {
            Composition f = new Composition(List.of(
                    new Planar(2),
                    new AffineCoupling(2, Parity.EVEN, 16, 2),
                    new MaskedAutoregressive(2, 16, 2),
                    new InvertibleResidual(2, 16, 2, 0.9, Determinant.EXACT),
                    new SplineCoupling(2, Parity.ODD, 8, 3, 16, 2)));
            Pass pass = Pass.evaluation(f.specification().draw(device, DType.FLOAT64, 1));
            Tensor z = device.tensor(DType.FLOAT64, Shape.of(2), 0.5, -1);

            Bijection.Mapped x = f.forward(pass, z);
            Tensor jacobian = Autodiff.jacobian(at -> f.forward(pass, at).value(), z);
            print("x = f(z)                    ", x.value());
            print("log |det| of its parts      ", x.logDeterminant());
            print("  of the exact Jacobian     ", Ops.logAbsDeterminant(jacobian));
            print("f^-1(x)                     ", f.inverse(pass, x.value()).value());

            NormalizingFlow flow = new NormalizingFlow(f);
            print("log p(x)                    ", flow.logDensity(pass, x.value()));
            print("its gradient                ", Autodiff.grad(at -> flow.logDensity(pass, at), x.value()));
            Tensor v = device.tensor(DType.FLOAT64, Shape.of(2), 1, 0);
            print("the inverse along (1, 0)    ", Autodiff.jvp(at -> f.inverse(pass, at).value(), x.value(), v)
                    .tangent());
            try {
                f.forward(pass, device.tensor(DType.FLOAT64, Shape.of(3), 1, 2, 3));
            } catch (ShapeException e) {
                System.out.println(e.getMessage());
            }
        }
    }

    static void print(String what, Tensor x) {
        System.out.println(what + Arrays.toString(x.value().toDoubles()));
    }
}
