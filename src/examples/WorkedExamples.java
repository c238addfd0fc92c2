import dualflow.autodiff.Autodiff;
import dualflow.device.host.HostDevice;
import dualflow.flow.*;
import dualflow.op.Ops;
import dualflow.tensor.*;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** The worked examples of Beigy's notes, in their order: Euler's method, a bridge between two Gaussians in one dimension, and two Gaussians in the plane. */
public class WorkedExamples {
    static final OdeSolver SOLVER = OdeSolver.adaptive(ButcherTableau.DORMAND_PRINCE_8, Tolerances.of(1e-12));

    public static void main(String[] args) {
        try (Device device = new HostDevice()) {
            euler(device);
            bridge(device);
            twoGaussians(device);
        }
    }

    /** y' = 2 - 2y - e^(-4t), y(0) = 1, with h = 0.1, and the solution y = 1 + (e^(-4t) - e^(-2t))/2. */
    static void euler(Device device) {
        VelocityField f = (t, y) -> Ops.subtract(Ops.shift(Ops.scale(y, -2), 2), Ops.exp(Ops.scale(t, -4)));
        String[] printed = {"", "0.900", "0.850", "0.837", "0.835", "0.851"};
        TimeGrid grid = TimeGrid.uniform(0, 0.5, 5);
        Tensor start = device.tensor(DType.FLOAT64, Shape.of(1), 1);
        List<Tensor> y = OdeSolver.euler().trajectory(f, start, grid, Progress.NONE);
        DenseSolution solution = SOLVER.dense(f, start, TimeGrid.of(0, 0.5));
        System.out.println("Euler's method");
        System.out.println("  t    printed  Euler     exact");
        for (int n = 1; n <= 5; n++) {
            double t = grid.time(n);
            print("  %.1f  %-7s  %.6f  %.6f", t, printed[n], number(y.get(n)), number(solution.at(t)));
        }
    }

    /** From N(0, 1) to N(mu, 1) by psi_t(x0) = x0 + mu t: the field is the constant mu. */
    static void bridge(Device device) {
        double mu = 3;
        VelocityField v = (t, x) -> device.fill(DType.FLOAT64, x.shape(), mu);
        Tensor x0 = device.tensor(DType.FLOAT64, Shape.of(1, 1), 0.4);
        System.out.println("Gaussian bridge, mu = 3, x0 = 0.4");
        System.out.println("  t     psi_t(x0)  log p_t by the flow  log N(x | mu t, 1)");
        for (double t : new double[] {0.25, 0.5, 1}) {
            TimeGrid grid = TimeGrid.of(0, t);
            Tensor x = SOLVER.solve(v, x0, grid);
            Tensor flow = new LogLikelihood(SOLVER, grid, Divergence.exact()).of(v, LogLikelihood::standardNormal, x);
            double normal = -(number(x) - mu * t) * (number(x) - mu * t) / 2 - Math.log(2 * Math.PI) / 2;
            print("  %.2f  %.6f   %.10f        %.10f", t, number(x), number(flow), normal);
        }
    }

    /** From N([-10, 0], I) to N([10, 0], I) along straight lines between independent ends: the marginal field, and how it moves two points. */
    static void twoGaussians(Device device) {
        Tensor left = device.tensor(DType.FLOAT64, Shape.of(2), -10, 0);
        Tensor right = device.tensor(DType.FLOAT64, Shape.of(2), 10, 0);
        Tensor identity = device.tensor(DType.FLOAT64, Shape.of(2, 2), 1, 0, 0, 1);
        VelocityField v = new GaussianVelocity(left, identity, right, identity);
        Tensor x0 = device.tensor(DType.FLOAT64, Shape.of(2, 2), -10, 0, -9, 2);
        DenseSolution solution = SOLVER.dense(v, x0, TimeGrid.of(0, 1));
        System.out.println("Two Gaussians, mu = 10: paths from [-10, 0] and [-9, 2]");
        System.out.println("  t     first             second            velocity of the second  distance  of the first");
        double distance = 0;
        for (double t : new double[] {0, 0.25, 0.5, 0.75, 1}) {
            double[] x = solution.at(t).value().toDoubles();
            double[] velocity = v.velocity(device.scalar(DType.FLOAT64, t), solution.at(t)).value().toDoubles();
            double now = Math.hypot(x[0] - x[2], x[1] - x[3]);
            distance = t == 0 ? now : distance;
            print(
                    "  %.2f  [%8.4f, %.4f]  [%8.4f, %.4f]  [%8.4f, %7.4f]     %.4f    %.4f",
                    t, x[0], x[1], x[2], x[3], velocity[2], velocity[3], now, now / distance);
        }
        UnaryOperator<Tensor> map = x -> SOLVER.solve(v, x, TimeGrid.of(0, 0.5));
        Tensor point = device.tensor(DType.FLOAT64, Shape.of(1, 2), -9, 2);
        double[] jacobian = Autodiff.jacobian(map, point).value().toDoubles();
        print("  Jacobian of the flow to t = 1/2: [%.4f, %.4f; %.4f, %.4f]", jacobian[0], jacobian[1], jacobian[2], jacobian[3]);
    }

    static double number(Tensor x) {
        return x.value().toDoubles()[0];
    }

    static void print(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values).replace("-0.0000", " 0.0000"));
    }
}
