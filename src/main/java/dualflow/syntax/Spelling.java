package dualflow.syntax;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what a misspelt name was meant to be. */
public final class Spelling {
    private static final int LONGEST = 40;

    private Spelling() {}

    private record Candidate(double distance, boolean isBuiltin, String name) {}

    /**
     * The nearest of some names.
     *
     * @param name what is written
     * @param names what there is
     * @return the nearest one that is one slip away, or two where there are six letters, three where there are nine
     */
    public static Optional<String> nearest(String name, Collection<String> names) {
        double most = Math.max(1.1, name.length() / 3.0);
        if (name.length() > LONGEST) {
            return Optional.empty();
        }
        return names.stream()
                .distinct()
                .filter(other -> Math.abs(other.length() - name.length()) <= most)
                .map(other -> new Candidate(distance(name, other), Builtins.isReserved(other), other))
                .filter(candidate -> candidate.distance <= most)
                .min(Comparator.comparingDouble(Candidate::distance)
                        .thenComparing(Candidate::isBuiltin)
                        .thenComparing(Candidate::name))
                .map(Candidate::name);
    }

    private static double distance(String a, String b) {
        String first = a.toLowerCase(Locale.ROOT);
        String second = b.toLowerCase(Locale.ROOT);
        return first.equals(second) ? 0.1 : slips(first, second);
    }

    /** How many letters are more, less or other, or exchanged with the next (Damerau, Levenshtein). */
    private static int slips(String a, String b) {
        int[][] slips = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                slips[i][j] = i == 0 || j == 0 ? i + j : step(slips, a, b, i, j);
            }
        }
        return slips[a.length()][b.length()];
    }

    private static int step(int[][] slips, String a, String b, int i, int j) {
        int replaced = slips[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int least = Math.min(replaced, 1 + Math.min(slips[i - 1][j], slips[i][j - 1]));
        boolean exchanged = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return exchanged ? Math.min(least, slips[i - 2][j - 2] + 1) : least;
    }
}
