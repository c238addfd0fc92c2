package dualflow.check;

import dualflow.semantics.Quantity;
import java.util.Arrays;

/** Works on each member of a family in the same way, or on the value of a quantity that is no family. */
final class Members {
    /** What is done with the elements of one member. */
    interface Change {
        double[] apply(double[] values, int[] dims);
    }

    private Members() {}

    /**
     * Changes each member.
     *
     * @param quantity a value or family
     * @param rank the number of axes of a value
     * @param change gives new elements of the same number
     */
    static Quantity map(Quantity quantity, int rank, Change change) {
        int[] dims = quantity.shape().trailing(rank).dims();
        int size = quantity.shape().trailing(rank).size();
        double[] values = new double[quantity.values().length];
        for (int from = 0; from < values.length; from += size) {
            double[] member = Arrays.copyOfRange(quantity.values(), from, from + size);
            System.arraycopy(change.apply(member, dims), 0, values, from, size);
        }
        return new Quantity(quantity.shape(), values);
    }
}
