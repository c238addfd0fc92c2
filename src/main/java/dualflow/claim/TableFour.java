package dualflow.claim;

import dualflow.autodiff.Autodiff;
import dualflow.closedform.MixtureAtTime;
import dualflow.experiment.Table4Data;
import dualflow.flow.VelocityField;
import dualflow.tensor.Tensor;
import java.util.function.UnaryOperator;

/** Table 4's mixture and points, the printed values, and the means that its columns contain. */
final class TableFour {
    private static final Table4Data DATA = Table4Data.read();
    private static final double HALF_DIGIT = 5e-4;

    private TableFour() {}

    /** How a row is compared with the printed values. */
    interface Row {
        /** The error of the row of one time. */
        double error(String time, MixtureAtTime at, double[][] points);
    }

    static Table4Data data() {
        return DATA;
    }

    /** The largest error over the rows. */
    static double worst(Row row) {
        double worst = 0;
        for (String time : Table4Data.TIMES) {
            double error = row.error(time, DATA.flow().at(Double.parseDouble(time)), DATA.points(time));
            worst = error <= worst ? worst : error;
        }
        return worst;
    }

    /** How far a value lies outside the range that rounds to the printed number of three decimals, or outside the range of {@code <0.001}. */
    static double outside(double value, String printed) {
        return printed.startsWith("<")
                ? Math.max(0, value - Double.parseDouble(printed.substring(1)))
                : Math.max(0, Math.abs(value - Double.parseDouble(printed)) - HALF_DIGIT);
    }

    /** The mean over the points of |J(x) - expected(x)| in the Frobenius norm. */
    static double mean(double[][] points, double[][][] jacobians, Matrix expected) {
        double sum = 0;
        for (int i = 0; i < points.length; i++) {
            sum += Distance.frobenius(jacobians[i], expected.at(points[i]));
        }
        return sum / points.length;
    }

    /** A matrix that depends on the point. */
    interface Matrix {
        double[][] at(double[] x);
    }

    /** The exact Jacobian of a field at each point, by JVPs. */
    static double[][][] jacobians(Setting setting, VelocityField field, double t, double[][] points) {
        Tensor time = setting.scalar(t);
        Tensor x = setting.matrix(points);
        return perPoint(
                setting,
                points,
                along -> Autodiff.jvps(v -> field.velocity(time, v), x, along).tangent());
    }

    /** The Jacobian at each point, whose columns a program gives from the basis vectors, [d, n, d] to [d, n, d]. */
    static double[][][] perPoint(Setting setting, double[][] points, UnaryOperator<Tensor> columns) {
        int n = points.length;
        int d = points[0].length;
        double[] axes = new double[d * n * d];
        for (int j = 0; j < d; j++) {
            for (int i = 0; i < n; i++) {
                axes[(j * n + i) * d + j] = 1;
            }
        }
        double[] all = columns.apply(setting.tensor(axes, d, n, d)).value().toDoubles();
        double[][][] jacobians = new double[n][d][d];
        for (int j = 0; j < d; j++) {
            for (int i = 0; i < n; i++) {
                for (int row = 0; row < d; row++) {
                    jacobians[i][row][j] = all[(j * n + i) * d + row];
                }
            }
        }
        return jacobians;
    }
}
