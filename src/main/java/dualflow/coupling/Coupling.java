package dualflow.coupling;

import dualflow.random.Draws;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Pairs a batch's draws of the source with its data. The data keep their places, and with them their labels and whatever else belongs to them; a coupling says which
 * source each is trained with. A. Tong et al., "Improving and generalizing flow-based generative models with minibatch optimal transport", TMLR 2024.
 *
 * <p>The same batch, seed and step give the same pairs on every machine.
 */
@FunctionalInterface
public interface Coupling {
    /** Pairs row by row, as drawn: source and data independent of each other. */
    Coupling INDEPENDENT = (x0, x1, d, draws, step) -> {
        int n = SquaredDistances.rows(x1, d);
        SquaredDistances.requireAsMany(SquaredDistances.rows(x0, d), n);
        return IntStream.range(0, n).toArray();
    };

    /**
     * The source of each data point.
     *
     * @param x0 draws of the source, n rows of d numbers
     * @param x1 data, as many rows
     * @param d the numbers of a row
     * @param draws the seed, for couplings that draw
     * @param step the number of the batch
     * @return for each row of the data the row of the source that it is paired with, from 0
     * @throws IllegalArgumentException if there is no row, the rows are not equally many, or a squared distance that the coupling needs is not finite
     */
    int[] sourceRows(double[] x0, double[] x1, int d, Draws draws, long step);

    /**
     * The draws of the source in the order of their data.
     *
     * @param x0 draws of the source, [n, ...]
     * @param x1 data, of x0's shape
     * @param draws the seed
     * @param step the number of the batch
     * @return row j is the source of x1's row j; x0's bits
     * @throws ShapeException if the shapes differ
     */
    default Tensor paired(Tensor x0, Tensor x1, Draws draws, long step) {
        Shape shape = x0.shape();
        if (shape.rank() == 0 || !shape.equals(x1.shape())) {
            throw new ShapeException("the source has shape " + shape + " and the data " + x1.shape()
                    + "; a coupling pairs equally many samples of one shape, [n, ...]");
        }
        int n = shape.dim(-shape.rank());
        int d = n == 0 ? 0 : shape.size() / n;
        double[] source = x0.value().toDoubles();
        int[] rows = sourceRows(source, x1.value().toDoubles(), d, draws, step);
        double[] paired = new double[source.length];
        for (int j = 0; j < n; j++) {
            System.arraycopy(source, rows[j] * d, paired, j * d, d);
        }
        return x0.device().tensor(x0.dtype(), shape, paired);
    }

    /**
     * The source of each data point, where the source is labelled too: only rows of one label are paired. Each label draws by itself.
     *
     * @param x0 draws of the source, n rows of d numbers
     * @param labels0 their labels
     * @param x1 data, as many rows
     * @param labels1 their labels, each as often as in the source
     * @param d the numbers of a row
     * @param draws the seed
     * @param step the number of the batch
     * @return for each row of the data the row of the source that it is paired with
     * @throws IllegalArgumentException if a label is not as frequent in the data as in the source, or as {@link #sourceRows} does
     */
    default int[] sourceRowsWithinLabels(
            double[] x0, int[] labels0, double[] x1, int[] labels1, int d, Draws draws, long step) {
        requireLabels(labels0, SquaredDistances.rows(x0, d));
        requireLabels(labels1, SquaredDistances.rows(x1, d));
        int[] sources = new int[labels1.length];
        IntStream all = IntStream.concat(Arrays.stream(labels0), Arrays.stream(labels1));
        for (int label : all.sorted().distinct().toArray()) {
            int[] from = rowsOf(label, labels0);
            int[] to = rowsOf(label, labels1);
            if (from.length != to.length) {
                throw new IllegalArgumentException(
                        "label " + label + " has " + from.length + " draws of the source and " + to.length
                                + " data points; pairs within labels need equally many");
            }
            Draws own = new Draws(draws.seed() ^ Draws.stream("label " + label));
            int[] within = sourceRows(select(x0, from, d), select(x1, to, d), d, own, step);
            for (int j = 0; j < to.length; j++) {
                sources[to[j]] = from[within[j]];
            }
        }
        return sources;
    }

    private static void requireLabels(int[] labels, int rows) {
        if (labels.length != rows) {
            throw new IllegalArgumentException(labels.length + " labels do not fit " + rows + " rows");
        }
    }

    private static int[] rowsOf(int label, int[] labels) {
        return IntStream.range(0, labels.length).filter(i -> labels[i] == label).toArray();
    }

    private static double[] select(double[] x, int[] rows, int d) {
        double[] selected = new double[rows.length * d];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(x, rows[i] * d, selected, i * d, d);
        }
        return selected;
    }
}
