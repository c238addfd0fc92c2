package dualflow.graph;

import dualflow.data.BadFileException;
import dualflow.data.Quoted;
import java.util.List;

/** Rows of observed variables. */
public sealed interface Observations permits NumericColumns, PackedColumns {
    /** Two columns that correlate like this determine each other. */
    double DETERMINED = 1 - 1e-12;

    /**
     * The variables.
     *
     * @return the names of the columns
     */
    List<String> names();

    /**
     * The sample size.
     *
     * @return the number of rows
     */
    int rows();

    /**
     * Whether a column has the same value in all rows.
     *
     * @param column its index
     * @return whether it never varies
     */
    boolean isConstant(int column);

    /**
     * Pearson's correlation of each pair of columns, for binary ones called phi; 0 with a column that never varies.
     *
     * @shape [columns, columns]
     * @return the correlations, with ones on the diagonal
     */
    double[][] correlations();

    /**
     * Refuses columns whose dependence on others is undefined or tells nothing: one that never varies, and two that determine each other.
     *
     * @param source the file that the columns come from, for the message
     * @throws BadFileException if there is such a column; it is named
     */
    default void requireInformative(String source) {
        for (int i = 0; i < names().size(); i++) {
            if (isConstant(i)) {
                throw new BadFileException("The column " + Quoted.of(names().get(i)) + " of the file " + source
                        + " never varies, so that its dependence on others is undefined: leave it out, by --columns.");
            }
        }
        double[][] correlations = correlations();
        for (int i = 0; i < correlations.length; i++) {
            for (int j = 0; j < i; j++) {
                if (Math.abs(correlations[i][j]) > DETERMINED) {
                    throw new BadFileException("The columns " + Quoted.of(names().get(j)) + " and "
                            + Quoted.of(names().get(i)) + " of the file " + source
                            + " determine each other, so that given one of them the other says nothing: leave one out,"
                            + " by --columns.");
                }
            }
        }
    }
}
