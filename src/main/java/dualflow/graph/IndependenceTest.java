package dualflow.graph;

import java.util.List;

/** Tests whether two variables are independent given others. It may be asked from several threads at once. */
public interface IndependenceTest {
    /**
     * The variables.
     *
     * @return their names, in the order of their indices
     */
    List<String> names();

    /**
     * Tests the hypothesis that two variables are independent given others.
     *
     * @param a the index of a variable
     * @param b the index of another
     * @param given the indices of those conditioned on, different from {@code a}, {@code b} and each other
     * @return the evidence against it
     */
    Evidence evidence(int a, int b, int... given);
}
