package dualflow.graph;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Numeric variables. */
public final class NumericColumns implements Observations {
    private final List<String> names;
    private final int rows;
    private final boolean[] isConstant;
    private final double[][] correlations;

    /**
     * Columns of numbers, of which only the correlations are kept.
     *
     * @param names the names of the columns
     * @param columns the columns, all of one length; finite numbers
     */
    public NumericColumns(List<String> names, double[][] columns) {
        this.names = List.copyOf(names);
        rows = columns.length == 0 ? 0 : columns[0].length;
        isConstant = new boolean[columns.length];
        double[][] standard = new double[columns.length][];
        for (int i = 0; i < columns.length; i++) {
            double first = rows == 0 ? 0 : columns[i][0];
            isConstant[i] = Arrays.stream(columns[i]).allMatch(x -> x == first);
            standard[i] = isConstant[i] ? new double[rows] : standard(columns[i]);
        }
        correlations = new double[columns.length][columns.length];
        IntStream.range(0, columns.length).parallel().forEach(i -> {
            for (int j = 0; j < columns.length; j++) {
                correlations[i][j] =
                        i == j ? 1 : Math.max(-1, Math.min(1, dot(standard[Math.min(i, j)], standard[Math.max(i, j)])));
            }
        });
    }

    /** A column less its mean, scaled to length 1; first by its greatest value, so that squares neither overflow nor vanish. */
    private static double[] standard(double... column) {
        double scale = Arrays.stream(column).map(Math::abs).max().orElseThrow();
        double[] x = Arrays.stream(column).map(value -> value / scale).toArray();
        double mean = Arrays.stream(x).sum() / x.length;
        double[] centred = Arrays.stream(x).map(value -> value - mean).toArray();
        double largest = Arrays.stream(centred).map(Math::abs).max().orElseThrow();
        double[] scaled = Arrays.stream(centred).map(value -> value / largest).toArray();
        double norm = Math.sqrt(dot(scaled, scaled));
        return Arrays.stream(scaled).map(value -> value / norm).toArray();
    }

    private static double dot(double[] x, double[] y) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += x[i] * y[i];
        }
        return sum;
    }

    @Override
    public List<String> names() {
        return names;
    }

    @Override
    public int rows() {
        return rows;
    }

    @Override
    public boolean isConstant(int column) {
        return isConstant[column];
    }

    @Override
    public double[][] correlations() {
        return Arrays.stream(correlations).map(double[]::clone).toArray(double[][]::new);
    }
}
