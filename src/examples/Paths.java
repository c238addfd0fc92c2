import dualflow.autodiff.Autodiff;
import dualflow.device.host.HostDevice;
import dualflow.path.*;
import dualflow.random.Draws;
import dualflow.tensor.*;
import java.util.Arrays;

/** The marginal field of a data set of three points, what it converts into, draws given a state, and the field under another schedule. */
public class Paths {
    public static void main(String[] args) {
        try (Device device = new HostDevice()) {
            Tensor data = device.tensor(DType.FLOAT64, Shape.of(3, 2), 1, 1, -1, 1, 0, -2);
            Tensor t = device.scalar(DType.FLOAT64, 0.5);
            Tensor x = device.tensor(DType.FLOAT64, Shape.of(1, 2), 0.25, 0.5);

            NoiseSchedule linear = new LinearSchedule();
            FiniteDataPath path = new FiniteDataPath(linear, data);
            print("weights w_i            ", path.weights(t, x));
            print("velocity u(t, x)       ", path.velocity(t, x));
            print("Jacobian of u          ", Autodiff.jacobian(y -> path.velocity(t, y), x));

            Conversion toScore = new Conversion(linear, PathQuantity.VELOCITY, PathQuantity.SCORE);
            print("score from velocity    ", toScore.apply(t, x, path.velocity(t, x)));
            print("  condition number     ", toScore.conditionNumber(t));

            MonteCarloMean mean = path.draws(t, x, 10_000, new Draws(1), "example").velocity();
            print("velocity from draws    ", mean.mean());
            print("  standard error       ", mean.standardError());

            NoiseSchedule preserving = new VariancePreserving();
            ScheduleChange change = new ScheduleChange(path, linear, preserving);
            print("variance preserving    ", change.velocity(t, x));
            print("  its own field        ", new FiniteDataPath(preserving, data).velocity(t, x));

            try {
                path.velocity(device.scalar(DType.FLOAT64, 1), x);
            } catch (UndefinedAtTimeException e) {
                System.out.println(e.getMessage());
            }
        }
    }

    static void print(String what, Tensor x) {
        System.out.println(what + " " + Arrays.toString(x.value().toDoubles()));
    }
}
