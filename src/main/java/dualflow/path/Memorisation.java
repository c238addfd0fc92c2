package dualflow.path;

import dualflow.flow.VelocityField;
import dualflow.op.Ops;
import dualflow.random.Draws;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;

/**
 * How far a field is from the marginal field u of its training data, at one time. The conditional flow matching loss of a field v on those data is the sum of two
 * parts,
 *
 * <pre>
 *   E|v - (alpha' x1 + sigma' x0)|^2 = E|v - u|^2 + E|u - (alpha' x1 + sigma' x0)|^2
 * </pre>
 *
 * <p>the gap, and a floor that no field goes below. A field of gap 0 has memorised: its flow ends in training data only. A field that generalises keeps a gap, which
 * is largest where u already knows which point it goes to and the law of the data does not.
 *
 * @param t the time
 * @param gap E|v - u|^2, summed over the d numbers of a sample
 * @param gapStandardError its standard error
 * @param floor E|u - (alpha' x1 + sigma' x0)|^2, likewise summed
 * @param fieldSquare E|u|^2, to which the gap compares
 */
public record Memorisation(double t, double gap, double gapStandardError, double floor, double fieldSquare) {
    /**
     * Measures on draws of x_t, from data chosen at random and noise.
     *
     * @param field the field v, trained or not, on rows
     * @param path the path to its training data
     * @param t the time, from 0 to below 1
     * @param count the number of draws, at least 2
     * @param draws the seed
     * @return the gap and what it compares to
     * @throws UndefinedAtTimeException if u is not defined at t
     */
    public static Memorisation measure(VelocityField field, FiniteDataPath path, double t, int count, Draws draws) {
        return measure(field, Shape.of(path.data().shape().dim(-1)), path, t, count, draws);
    }

    /**
     * Measures a field on samples that are not rows, such as a network's on images.
     *
     * @param field the field v
     * @param sample the shape of the samples that it takes, of which the data's rows hold the numbers in order
     * @param path the path to its training data
     * @param t the time, from 0 to below 1
     * @param count the number of draws, at least 2
     * @param draws the seed
     * @return the gap and what it compares to
     * @throws UndefinedAtTimeException if u is not defined at t
     */
    public static Memorisation measure(
            VelocityField field, Shape sample, FiniteDataPath path, double t, int count, Draws draws) {
        Tensor data = path.data();
        Device device = data.device();
        int n = data.shape().dim(-2);
        int d = data.shape().dim(-1);
        double[] points = data.value().toDoubles();
        double[] chosen = new double[Math.multiplyExact(count, d)];
        double[] uniforms = draws.uniforms(Draws.stream("memorisation data"), 0, count);
        for (int j = 0; j < count; j++) {
            System.arraycopy(points, ((int) (uniforms[j] * n)) * d, chosen, j * d, d);
        }
        Shape shape = Shape.of(count, d);
        Tensor x1 = device.tensor(data.dtype(), shape, chosen);
        double[] normals = draws.normals(Draws.stream("memorisation noise"), 0, chosen.length);
        Tensor x0 = device.tensor(data.dtype(), shape, normals);
        Tensor time = device.scalar(data.dtype(), t);
        AffinePath ends = new AffinePath(path.schedule());
        Tensor x = ends.state(time, x0, x1);
        Tensor u = path.velocity(time, x);
        Tensor v = Ops.reshape(field.velocity(time, Ops.reshape(x, sample.withFirst(count))), shape);
        MonteCarloMean gap = MonteCarloMean.of(squares(Ops.subtract(v, u)));
        return new Memorisation(
                t,
                number(gap.mean()),
                number(gap.standardError()),
                number(MonteCarloMean.of(squares(Ops.subtract(u, ends.velocity(time, x0, x1))))
                        .mean()),
                number(MonteCarloMean.of(squares(u)).mean()));
    }

    private static Tensor squares(Tensor x) {
        return Ops.sum(Ops.multiply(x, x), 1);
    }

    private static double number(Tensor x) {
        return x.value().toDouble();
    }
}
