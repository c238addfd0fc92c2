import dualflow.autodiff.Autodiff;
import dualflow.autodiff.Dual;
import dualflow.device.Devices;
import dualflow.nn.Mlp1d;
import dualflow.nn.Parameters;
import dualflow.nn.Pass;
import dualflow.recording.RecordedFunction;
import dualflow.tensor.*;
import java.util.Arrays;
import java.util.List;

/** A network's velocity and its derivative, recorded at the first point and replayed at the second. */
public class Recorded {
    public static void main(String[] args) {
        try (Device device = Devices.open("host", DType.FLOAT64).device();
                Arena arena = device.arena()) {
            Mlp1d model = new Mlp1d(16);
            Parameters weights = model.specification().draw(device, DType.FLOAT64, 42);
            Pass pass = Pass.evaluation(weights);
            Tensor t = device.scalar(DType.FLOAT64, 0.5);
            Tensor v = device.tensor(DType.FLOAT64, Shape.of(1, 1), 1);
            try (RecordedFunction jvp = new RecordedFunction(in -> {
                Dual d = Autodiff.jvp(x -> model.velocity(pass, in.get(0), x), in.get(1), in.get(2));
                return List.of(d.primal(), d.tangent());
            }, arena)) {
                for (double point : new double[] {0.25, -1}) {
                    Tensor x = device.tensor(DType.FLOAT64, Shape.of(1, 1), point);
                    List<Tensor> replayed = jvp.apply(List.of(t, x, v));
                    Dual eager = Autodiff.jvp(a -> model.velocity(pass, t, a), x, v);
                    boolean same = Arrays.equals(bits(replayed.get(1)), bits(eager.tangent()));
                    System.out.println("x = " + point + ": same bits as without recording: " + same);
                }
            }
        }
    }

    static double[] bits(Tensor y) {
        return y.value().toDoubles();
    }
}
