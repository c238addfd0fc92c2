package dualflow.check;

import dualflow.semantics.Quantity;
import dualflow.syntax.Symbol.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Simpler matrices of each kind, one member of a family changed at a time, or all. */
final class SimplerMatrices {
    /** Simpler positive definite matrices are not nearly singular. */
    private static final double SMALLEST_EIGENVALUE = 0.05;

    private SimplerMatrices() {}

    /** The elements of the quantity with simpler matrices. */
    static List<double[]> of(Kind kind, Quantity value) {
        int[] dims = value.shape().trailing(2).dims();
        int size = dims[0] * dims[1];
        List<double[]> all = new ArrayList<>();
        if (kind == Kind.MATRIX || kind == Kind.SYM || kind == Kind.SKEW) {
            all.add(new double[value.values().length]);
            all.add(SimplerDraws.rounded(value.values(), 1));
            all.add(SimplerDraws.rounded(value.values(), 10));
        }
        if (kind != Kind.SKEW && dims[0] == dims[1]) {
            all.add(Members.map(value, 2, (member, each) -> SmallMatrices.identity(each[0]))
                    .values());
        }
        for (int from = 0; from < value.values().length; from += size) {
            double[] member = Arrays.copyOfRange(value.values(), from, from + size);
            for (double[] simpler : members(kind, member, dims[0])) {
                double[] changed = value.values().clone();
                System.arraycopy(simpler, 0, changed, from, size);
                all.add(changed);
            }
        }
        return all;
    }

    private static List<double[]> members(Kind kind, double[] member, int n) {
        return switch (kind) {
            case SYM ->
                SimplerDraws.numbers(member).stream()
                        .map(matrix -> SmallMatrices.lowerMirrored(matrix, n, 1))
                        .toList();
            case SKEW ->
                SimplerDraws.numbers(member).stream()
                        .map(matrix -> SmallMatrices.lowerMirrored(matrix, n, -1))
                        .toList();
            case ORTH -> orthogonal(n);
            case SPD, LOWER -> regular(kind == Kind.SPD, member, n);
            default -> SimplerDraws.numbers(member);
        };
    }

    /** I, and with two axes turned or exchanged. */
    private static List<double[]> orthogonal(int n) {
        List<double[]> all = new ArrayList<>(List.of(SmallMatrices.identity(n)));
        for (int sign = -1; n >= 2 && sign <= 1; sign += 2) {
            double[] matrix = SmallMatrices.identity(n);
            matrix[0] = matrix[n + 1] = 0;
            matrix[1] = sign;
            matrix[n] = 1;
            all.add(matrix);
        }
        return all;
    }

    private static List<double[]> regular(boolean isSymmetric, double[] member, int n) {
        List<double[]> all = new ArrayList<>();
        all.add(SmallMatrices.identity(n));
        all.add(SmallMatrices.diagonal(SmallMatrices.filled(n, 2)));
        all.add(SmallMatrices.diagonal(
                IntStream.rangeClosed(1, n).mapToDouble(i -> i).toArray()));
        double[] ones = SmallMatrices.filled(n, 1);
        ones[0] = 2;
        all.add(SmallMatrices.diagonal(ones));
        ones[0] = 1;
        ones[n - 1] = 2;
        all.add(SmallMatrices.diagonal(ones));
        if (isSymmetric) {
            all.add(MatrixDraws.identityAndOnes(n));
        }
        for (double[] matrix : SimplerDraws.numbers(member)) {
            double[] shaped =
                    isSymmetric ? SmallMatrices.lowerMirrored(matrix, n, 1) : SmallMatrices.lowerTriangle(matrix, n);
            if (isSymmetric
                    ? SmallMatrices.eigenvalues(shaped, n)[0] > SMALLEST_EIGENVALUE
                    : IntStream.range(0, n).allMatch(i -> shaped[i * n + i] > 0)) {
                all.add(shaped);
            }
        }
        return all;
    }
}
