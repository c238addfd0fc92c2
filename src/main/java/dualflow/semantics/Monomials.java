package dualflow.semantics;

import java.util.ArrayList;
import java.util.List;

/** The monomials z_i z_j z_k of degree 3 at most in n numbers, 0 at most i, j, k in order and at most n, where z_0 is the constant 1. */
public final class Monomials {
    private Monomials() {}

    /**
     * The factors of each monomial.
     *
     * @param n how many numbers
     * @return i, j, k for each
     */
    public static List<int[]> of(int n) {
        List<int[]> monomials = new ArrayList<>();
        for (int i = 0; i <= n; i++) {
            for (int j = i; j <= n; j++) {
                for (int k = j; k <= n; k++) {
                    monomials.add(new int[] {i, j, k});
                }
            }
        }
        return monomials;
    }

    /**
     * The degrees of the monomials.
     *
     * @param n how many numbers
     * @return for each the number of factors that are not the constant
     */
    public static int[] degrees(int n) {
        return of(n).stream()
                .mapToInt(factors -> (factors[0] > 0 ? 1 : 0) + (factors[1] > 0 ? 1 : 0) + (factors[2] > 0 ? 1 : 0))
                .toArray();
    }

    /**
     * How many monomials there are.
     *
     * @param n how many numbers
     * @return their count
     */
    public static int count(int n) {
        return (n + 1) * (n + 2) * (n + 3) / 6;
    }

    /**
     * The n that has that many monomials.
     *
     * @param monomials their count
     * @return n
     */
    public static int arguments(int monomials) {
        int n = 0;
        while (count(n) < monomials) {
            n++;
        }
        return n;
    }
}
