package dualflow.train;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Standard scores z = (y - mean) / deviation of the columns of a table.
 *
 * @param mean of each column
 * @param deviation of each column, with n in the denominator; 0 where a column is constant
 */
public record StandardScores(List<Double> mean, List<Double> deviation) {
    /**
     * Copies the lists.
     *
     * @param mean of each column
     * @param deviation of each column
     */
    public StandardScores {
        mean = List.copyOf(mean);
        deviation = List.copyOf(deviation);
    }

    /**
     * The scores of a table's own columns.
     *
     * @param rows [n, columns], row-major, n at least 1
     * @param columns how many
     * @return mean and deviation of each
     */
    public static StandardScores of(double[] rows, int columns) {
        int n = rows.length / columns;
        double[] mean = new double[columns];
        double[] deviation = new double[columns];
        for (int c = 0; c < columns; c++) {
            int column = c;
            double first = rows[c];
            // About the first number, so that a constant column has the deviation 0 exactly.
            double shift = IntStream.range(0, n)
                            .mapToDouble(i -> rows[i * columns + column] - first)
                            .sum()
                    / n;
            double squares = IntStream.range(0, n)
                    .mapToDouble(i -> rows[i * columns + column] - first - shift)
                    .map(d -> d * d)
                    .sum();
            mean[c] = first + shift;
            deviation[c] = Math.sqrt(squares / n);
        }
        return new StandardScores(
                IntStream.range(0, columns).mapToObj(c -> mean[c]).toList(),
                IntStream.range(0, columns).mapToObj(c -> deviation[c]).toList());
    }

    /**
     * The scores.
     *
     * @param rows [n, columns], row-major
     * @return a new array of their scores
     */
    public double[] apply(double[] rows) {
        int columns = mean.size();
        return IntStream.range(0, rows.length)
                .mapToDouble(i -> (rows[i] - mean.get(i % columns)) / deviation.get(i % columns))
                .toArray();
    }
}
