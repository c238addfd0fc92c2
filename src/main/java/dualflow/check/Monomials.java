package dualflow.check;

import java.util.ArrayList;
import java.util.List;

/** The monomials z_i z_j z_k of degree 3 at most in n numbers, 0 at most i, j, k in order and at most n, where z_0 is the constant 1. */
final class Monomials {
    private Monomials() {}

    /** The factors i, j, k of each monomial. */
    static List<int[]> of(int n) {
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

    /** The number of factors that are not the constant, for each monomial. */
    static int[] degrees(int n) {
        return of(n).stream()
                .mapToInt(factors -> (factors[0] > 0 ? 1 : 0) + (factors[1] > 0 ? 1 : 0) + (factors[2] > 0 ? 1 : 0))
                .toArray();
    }

    /** The n that has that many monomials. */
    static int arguments(int monomials) {
        int n = 0;
        while ((n + 1) * (n + 2) * (n + 3) / 6 < monomials) {
            n++;
        }
        return n;
    }
}
