package dualflow.bench;

import dualflow.data.Npy;
import dualflow.data.NumericArray;
import dualflow.flow.ButcherTableau;
import dualflow.flow.OdeSolver;
import dualflow.flow.RecordedField;
import dualflow.flow.TimeGrid;
import dualflow.flow.Tolerances;
import dualflow.flow.VelocityField;
import dualflow.random.Draws;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A solve of points in the plane from t = 0 to 1 in float64, with a tolerance or in so many steps, and how often it evaluates the field. */
final class SolverTask {
    private static final double REFERENCE = 1e-12;

    private final Tensor start;
    private final UnaryOperator<Tensor> solve;
    private final AtomicInteger evaluations = new AtomicInteger();

    /** The solve of a case, or its reference: of order 8, to 1e-12. */
    SolverTask(Case task, Device device, boolean isReference) {
        int n = task.number("batch");
        SolverFields fields = new SolverFields(task.settings().get("field"), device);
        double[] points = new Draws(2).normals(Draws.stream("bench solver points"), 0, 2 * n);
        start = device.tensor(DType.FLOAT64, Shape.of(n, 2), points);
        write(task, "x", start);
        fields.arrays().forEach((name, array) -> write(task, name, array));
        RecordedField recorded = new RecordedField(fields.field(), device.currentArena());
        VelocityField counted = (t, x) -> {
            evaluations.incrementAndGet();
            return recorded.velocity(t, x);
        };
        boolean hasSteps = task.settings().containsKey("steps");
        OdeSolver solver = solver(task, isReference, hasSteps);
        TimeGrid grid = TimeGrid.uniform(0, 1, hasSteps && !isReference ? task.number("steps") : 1);
        solve = x -> solver.solve(counted, x, grid);
    }

    private static OdeSolver solver(Case task, boolean isReference, boolean hasSteps) {
        if (isReference) {
            return OdeSolver.adaptive(ButcherTableau.DORMAND_PRINCE_8, Tolerances.of(REFERENCE));
        }
        ButcherTableau method = Stream.of(
                        ButcherTableau.BOGACKI_SHAMPINE_3,
                        ButcherTableau.RUNGE_KUTTA_4,
                        ButcherTableau.DORMAND_PRINCE_5,
                        ButcherTableau.TSITOURAS_5,
                        ButcherTableau.DORMAND_PRINCE_8)
                .filter(each -> each.name().equals(task.method()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no method '" + task.method() + "'"));
        return hasSteps
                ? OdeSolver.fixed(method)
                : OdeSolver.adaptive(
                        method, Tolerances.of(Double.parseDouble(task.settings().get("tolerance"))));
    }

    private static void write(Case task, String name, Tensor array) {
        int[] shape =
                Arrays.stream(array.shape().dims()).filter(length -> length > 1).toArray();
        Npy.write(
                task.folder().resolve(name + ".npy"),
                NumericArray.of(array.value().toDoubles(), shape));
    }

    /** Where the points end. */
    Task.Answer run() {
        return Task.Answer.of(solve.apply(start));
    }

    /** How often a solve evaluates the field. */
    int evaluations() {
        evaluations.set(0);
        Task.Answer unused = run();
        return evaluations.get();
    }
}
