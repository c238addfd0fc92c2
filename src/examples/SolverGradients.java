import dualflow.autodiff.Autodiff;
import dualflow.device.host.HostDevice;
import dualflow.flow.*;
import dualflow.nn.AverageVelocityMlp;
import dualflow.nn.Parameters;
import dualflow.nn.Pass;
import dualflow.op.Ops;
import dualflow.random.Draws;
import dualflow.tensor.*;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** The gradient of a loss of a solve's end in the 114 parameters of a velocity, three ways: how far from the solve's own, and the memory of each. */
public class SolverGradients {
    static final AverageVelocityMlp MODEL = new AverageVelocityMlp(2, 2, 8);
    static final OdeSolver SOLVER = OdeSolver.fixed(ButcherTableau.RUNGE_KUTTA_4);

    public static void main(String[] args) {
        System.out.println("steps  gradient                   difference   memory");
        for (int steps : new int[] {10, 40, 160}) {
            TimeGrid grid = TimeGrid.uniform(0, 1, steps);
            double[] exact = measure(steps, "transposition of the steps", p -> transposed(p, grid), new double[0]);
            measure(steps, "adjoint equation          ", p -> adjoint(p, grid), exact);
            measure(steps, "central differences       ", p -> differences(p, grid), exact);
        }
    }

    /** The states at t = 1 of 64 points at t = 0. */
    static Tensor end(Parameters p, TimeGrid grid) {
        Device device = p.tensors().get(0).device();
        Tensor x0 = device.tensor(DType.FLOAT64, Shape.of(64, 2), new Draws(2).normals(0, 0, 128));
        return SOLVER.solve((t, x) -> MODEL.velocity(Pass.evaluation(p), t, x), x0, grid);
    }

    /** Half of their mean square. */
    static Tensor loss(Parameters p, TimeGrid grid) {
        Tensor end = end(p, grid);
        return Ops.scale(Ops.mean(Ops.multiply(end, end), 2), 0.5);
    }

    static List<Tensor> transposed(Parameters p, TimeGrid grid) {
        return Autodiff.grad(values -> loss(p.withTensors(values), grid), p.tensors());
    }

    static List<Tensor> adjoint(Parameters p, TimeGrid grid) {
        Tensor end = end(p, grid);
        AdjointMethod.ParametricField field = (t, x, values) -> MODEL.velocity(Pass.evaluation(p.withTensors(values)), t, x);
        Tensor endBar = Ops.scale(end, 1.0 / end.shape().size());
        return new AdjointMethod(SOLVER, grid).gradients(field, p.tensors(), end, endBar).parameters();
    }

    static List<Tensor> differences(Parameters p, TimeGrid grid) {
        double h = 0x1p-17;
        List<Tensor> gradient = new ArrayList<>();
        for (String name : p.names()) {
            double[] slopes = new double[p.get(name).shape().size()];
            for (int i = 0; i < slopes.length; i++) {
                slopes[i] = (lossAt(p, name, i, h, grid) - lossAt(p, name, i, -h, grid)) / (2 * h);
            }
            gradient.add(p.get(name).device().tensor(DType.FLOAT64, p.get(name).shape(), slopes));
        }
        return gradient;
    }

    /** With one number of one parameter moved. */
    static double lossAt(Parameters p, String name, int i, double by, TimeGrid grid) {
        Arena arena = p.get(name).device().arena();
        try {
            double[] numbers = p.get(name).value().toDoubles();
            numbers[i] += by;
            Tensor moved = p.get(name).device().tensor(DType.FLOAT64, p.get(name).shape(), numbers);
            return loss(p.with(new Parameters(Map.of(name, moved))), grid).value().toDouble();
        } finally {
            arena.close();
        }
    }

    static double[] measure(int steps, String name, Function<Parameters, List<Tensor>> gradient, double[] exact) {
        try (Device device = new HostDevice()) {
            Parameters p = MODEL.specification().draw(device, DType.FLOAT64, 1);
            long before = device.account().live();
            double[] numbers = gradient.apply(p).stream()
                    .flatMapToDouble(g -> Arrays.stream(g.value().toDoubles()))
                    .toArray();
            double difference = 0;
            for (int i = 0; i < exact.length; i++) {
                difference = Math.max(difference, Math.abs(numbers[i] - exact[i]));
            }
            long kibibytes = (device.account().peak() - before) / 1024;
            System.out.printf(Locale.ROOT, "%5d  %s %10.1e %8d KiB%n", steps, name, difference, kibibytes);
            return numbers;
        }
    }
}
