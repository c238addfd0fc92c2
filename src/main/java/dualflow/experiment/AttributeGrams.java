package dualflow.experiment;

import dualflow.dependency.JvpSamples;
import dualflow.dependency.SecondMoment;
import dualflow.dependency.Slab;
import dualflow.random.Draws;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The matrices G = J J^T of the attributes of generated images at points of the noise. For a direction u ~ N(0, I) the product J u is N(0, G), so all
 * that is asked of random directions follows from G: S(D) = E[G] without the noise of drawn directions; products to be conditioned on, as many as
 * wanted, without another pass through the flow; and along do-directions, (J v)_k = 0, the covariance G - g_k g_k^T / g_kk.
 *
 * @param samples n
 * @param outputs m
 * @param matrices G at each point, [n, m, m] row-major
 */
@SuppressWarnings("ArrayRecordComponent") // sums on their way to a correlation; never compared
public record AttributeGrams(int samples, int outputs, double[] matrices) {
    private static final long STREAM = Draws.stream("products of directions");

    /** A pivot below this, relative to the diagonal, is rounding error of float32 rows: the rows depend on each other. */
    private static final double DEPENDENT = 1e-10;

    /**
     * The matrices of some Jacobians.
     *
     * @param rows J at each point, [m, n, d] row-major
     * @param samples n
     * @param dimension d
     * @return their products with their transposes
     */
    public static AttributeGrams of(double[] rows, int samples, int dimension) {
        int m = rows.length / (samples * dimension);
        double[] grams = new double[samples * m * m];
        for (int i = 0; i < samples; i++) {
            for (int a = 0; a < m; a++) {
                for (int b = 0; b <= a; b++) {
                    double sum = 0;
                    int rowA = (a * samples + i) * dimension;
                    int rowB = (b * samples + i) * dimension;
                    for (int j = 0; j < dimension; j++) {
                        sum += rows[rowA + j] * rows[rowB + j];
                    }
                    grams[(i * m + a) * m + b] = sum;
                    grams[(i * m + b) * m + a] = sum;
                }
            }
        }
        return new AttributeGrams(samples, m, grams);
    }

    /**
     * Several parts together.
     *
     * @param parts at least one, of equally many outputs
     * @return all their matrices, in order
     */
    public static AttributeGrams concat(List<AttributeGrams> parts) {
        double[] all = parts.stream()
                .flatMapToDouble(part -> Arrays.stream(part.matrices))
                .toArray();
        return new AttributeGrams(
                parts.stream().mapToInt(AttributeGrams::samples).sum(), parts.get(0).outputs, all);
    }

    /**
     * S(D) over all directions.
     *
     * @return the second moment, in which a point counts as m directions, the columns of a factor of G
     */
    public SecondMoment secondMoment() {
        return moment(factors(0, 0));
    }

    /**
     * The second moment along do-directions, (J v)_k = 0.
     *
     * @param k the output that is held
     * @return the second moment, in which output k is 0
     */
    public SecondMoment held(int k) {
        return moment(factors(k, 1));
    }

    /**
     * The second moment of products along drawn directions with |(J u)_k| &lt; tau, the condition of the paper's section 6.4.
     *
     * @param k the output that is conditioned on
     * @param tau in units of the root mean square of (J u)_k over all points
     * @param directions how many directions are drawn at each point
     * @param seed the seed of the draws
     * @return the second moment of those that are kept
     */
    public SecondMoment slab(int k, double tau, int directions, long seed) {
        double[] factors = factors(0, 0);
        double[] normals = new Draws(seed).normals(STREAM, 0, Math.multiplyExact(samples * directions, outputs));
        double[] products = new double[directions * samples * outputs];
        for (int l = 0; l < directions; l++) {
            for (int i = 0; i < samples; i++) {
                for (int a = 0; a < outputs; a++) {
                    double sum = 0;
                    for (int c = 0; c < outputs; c++) {
                        sum += factors[(c * samples + i) * outputs + a] * normals[(l * samples + i) * outputs + c];
                    }
                    products[(l * samples + i) * outputs + a] = sum;
                }
            }
        }
        SecondMoment moment = new SecondMoment(outputs);
        moment.add(
                new JvpSamples(0, samples, directions, outputs, new double[samples * outputs], products),
                new Slab(k, tau * rootMeanSquare(k)));
        return moment;
    }

    /**
     * The second moment over the points with the smallest rows J^k, the condition of the paper's text.
     *
     * @param k the output
     * @param fraction of the points that are kept, above 0
     * @return the second moment over those points
     */
    public SecondMoment smallestRows(int k, double fraction) {
        int kept = Math.max(1, (int) Math.round(fraction * samples));
        int[] order = IntStream.range(0, samples)
                .boxed()
                .sorted((i, j) -> Double.compare(gram(i, k, k), gram(j, k, k)))
                .limit(kept)
                .mapToInt(i -> i)
                .toArray();
        int size = outputs * outputs;
        double[] chosen = new double[kept * size];
        for (int i = 0; i < kept; i++) {
            System.arraycopy(matrices, order[i] * size, chosen, i * size, size);
        }
        return new AttributeGrams(kept, outputs, chosen).secondMoment();
    }

    /**
     * The root mean square of (J u)_k over points and directions.
     *
     * @param k the output
     * @return the root of the mean of g_kk
     */
    public double rootMeanSquare(int k) {
        return Math.sqrt(IntStream.range(0, samples)
                .mapToDouble(i -> gram(i, k, k))
                .average()
                .orElseThrow());
    }

    /**
     * How much the size of a row varies from point to point: where it does not, a condition on it keeps all points or none.
     *
     * @param k the output
     * @return the coefficient of variation of |J^k|, its deviation by its mean
     */
    public double variationOfRow(int k) {
        double mean = IntStream.range(0, samples)
                .mapToDouble(i -> Math.sqrt(gram(i, k, k)))
                .average()
                .orElseThrow();
        double square = rootMeanSquare(k);
        return Math.sqrt(Math.max(0, square * square - mean * mean)) / mean;
    }

    private double gram(int i, int a, int b) {
        return matrices[(i * outputs + a) * outputs + b];
    }

    private SecondMoment moment(double[] factors) {
        int columns = factors.length / (samples * outputs);
        SecondMoment moment = new SecondMoment(outputs);
        moment.add(new JvpSamples(0, samples, columns, outputs, new double[samples * outputs], factors));
        return moment;
    }

    /**
     * Columns l_0, l_1, ... with sum l_c l_c^T = G at each point, by Cholesky's method with output k first, as tangents [m - left, n, m]. Without the
     * first one the sum is G - g_k g_k^T / g_kk.
     */
    private double[] factors(int k, int left) {
        double[] columns = new double[(outputs - left) * samples * outputs];
        double[] rest = new double[outputs * outputs];
        for (int i = 0; i < samples; i++) {
            System.arraycopy(matrices, i * outputs * outputs, rest, 0, rest.length);
            for (int c = 0; c < outputs; c++) {
                int pivot = c == 0 ? k : c <= k ? c - 1 : c;
                double square = rest[pivot * outputs + pivot];
                boolean isDependent = !(square > DEPENDENT * gram(i, pivot, pivot));
                double[] column = new double[outputs];
                for (int a = 0; a < outputs && !isDependent; a++) {
                    column[a] = rest[a * outputs + pivot] / Math.sqrt(square);
                }
                for (int a = 0; a < outputs; a++) {
                    for (int b = 0; b < outputs; b++) {
                        rest[a * outputs + b] -= column[a] * column[b];
                    }
                }
                for (int a = 0; a < outputs; a++) {
                    rest[a * outputs + pivot] = 0;
                    rest[pivot * outputs + a] = 0;
                }
                if (c >= left) {
                    System.arraycopy(column, 0, columns, ((c - left) * samples + i) * outputs, outputs);
                }
            }
        }
        return columns;
    }
}
