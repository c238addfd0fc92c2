import dualflow.coupling.*;
import dualflow.device.host.HostDevice;
import dualflow.evaluation.*;
import dualflow.flow.*;
import dualflow.op.Ops;
import dualflow.path.*;
import dualflow.random.Draws;
import dualflow.tensor.*;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Eight batches of 64 pairs from N(0, I) to eight Gaussians under three couplings: the floor of their loss, and how straight the flow is that they define. */
public class Couplings {
    public static void main(String[] args) {
        try (Device device = new HostDevice()) {
            int batch = 64;
            int n = 8 * batch;
            Draws seed = new Draws(1);
            Shape shape = Shape.of(n, 2);
            Tensor data = device.tensor(DType.FLOAT64, shape, ToyData.EIGHT_GAUSSIANS.samples(seed, 0, n));
            Tensor source = device.tensor(DType.FLOAT64, shape, seed.normals(Draws.stream("source"), 0, 2 * n));
            Tensor starts = device.tensor(DType.FLOAT64, Shape.of(64, 2), seed.normals(Draws.stream("starts"), 0, 128));
            OdeSolver solver = OdeSolver.fixed(ButcherTableau.RUNGE_KUTTA_4);

            Map<String, Coupling> couplings = new LinkedHashMap<>();
            couplings.put("independent", Coupling.INDEPENDENT);
            couplings.put("entropic", new EntropicTransport(4));
            couplings.put("exact", new MinibatchTransport());
            couplings.forEach((name, coupling) -> {
                Tensor paired = null;
                for (int step = 0; step < 8; step++) {
                    Tensor x0 = Ops.slice(source, -2, step * batch, batch);
                    Tensor x1 = Ops.slice(data, -2, step * batch, batch);
                    Tensor pairs = coupling.paired(x0, x1, seed, step);
                    paired = paired == null ? pairs : Ops.concat(paired, pairs, -2);
                }
                LossFloor floor =
                        LossFloor.ofPairs(paired.value().toDoubles(), data.value().toDoubles(), 2, 16);
                InterpolantPath path = InterpolantPath.ofPairs(Interpolant.tube(0.25), paired, data);
                PathStraightness straightness =
                        PathStraightness.of(path, starts, solver, TimeGrid.uniform(0, 1, 16));
                System.out.printf(
                        Locale.ROOT,
                        "%-12s loss floor %.2f (standard error %.2f), straightness %.2f (%.2f)%n",
                        name,
                        floor.value(),
                        floor.standardError(),
                        straightness.value(),
                        straightness.standardError());
            });
        }
    }
}
