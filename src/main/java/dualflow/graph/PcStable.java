package dualflow.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

/**
 * The PC algorithm in the variant that does not depend on the order of the variables. Spirtes, Glymour and Scheines, "Causation, prediction, and
 * search", 2nd ed., 2000, section 5.4.2; Colombo and Maathuis, "Order-independent constraint-based causal structure learning", JMLR 2014.
 *
 * <p>All pairs are adjacent at first. At level 0, 1, 2, ... each adjacent pair is tested given each set of that many neighbours of either, as the
 * neighbours were at the beginning of the level; the edge is removed where a test finds independence. Of several such tests of a level the one with the
 * largest p-value, then the smallest effect, gives the separating set (Ramsey, "Improving accuracy and scalability of the PC algorithm by maximizing
 * p-value", 2016), so that arrows do not depend on the order either, except between tests that tie. Then each path a -- c -- b with a and b not
 * adjacent and c outside their separating set becomes a v-structure, and Meek's rules draw what follows ({@link Orientation} says what is done
 * with contradictions).
 *
 * <p>Pairs are tested in parallel; the result is the same for any number of threads.
 */
public final class PcStable {
    private final IndependenceTest test;
    private final double logAlpha;
    private final double effect;
    private final int depth;
    private final int n;
    private final boolean[][] adjacent;
    private final Found[][] separation;
    private final Found[][] weakest;
    private final LongAdder tests = new LongAdder();

    /** Is told of pairs that have been tested, by several threads and in no particular order. */
    @FunctionalInterface
    public interface Progress {
        /**
         * A pair has been tested given all sets of one size.
         *
         * @param level the size of the sets
         * @param done the pairs tested so far at this level
         * @param pairs the pairs of this level
         */
        void at(int level, long done, long pairs);
    }

    /** The variables conditioned on, and the evidence. */
    private record Found(int[] given, Evidence evidence) {
        boolean isCloserThan(Found other) {
            if (other == null || evidence.logP() != other.evidence.logP()) {
                return other == null || evidence.logP() > other.evidence.logP();
            }
            return Math.abs(evidence.effect()) < Math.abs(other.evidence.effect());
        }
    }

    /** The tests of one pair at one level: the closest to independence of those that find it, and of all. */
    private record Search(Found separating, Found closest) {}

    /**
     * A search.
     *
     * @param test the test
     * @param alpha the level of significance: two variables count as independent where the p-value is above it
     * @param effect the smallest size of a dependence: they count as independent too where the effect is smaller
     * @param depth the most variables that are conditioned on together
     */
    public PcStable(IndependenceTest test, double alpha, double effect, int depth) {
        if (!(alpha > 0 && alpha < 1)) {
            throw new IllegalArgumentException("alpha is between 0 and 1, not " + alpha + ".");
        }
        if (!(effect >= 0 && effect < 1)) {
            throw new IllegalArgumentException("The effect is at least 0 and below 1, not " + effect + ".");
        }
        if (depth < 0) {
            throw new IllegalArgumentException("The depth is at least 0, not " + depth + ".");
        }
        this.test = test;
        this.logAlpha = Math.log(alpha);
        this.effect = effect;
        this.depth = depth;
        n = test.names().size();
        adjacent = new boolean[n][n];
        separation = new Found[n][n];
        weakest = new Found[n][n];
    }

    /**
     * Runs the algorithm.
     *
     * @param progress is told how far it is
     * @return the graph found
     */
    public Discovery run(Progress progress) {
        for (int i = 0; i < n; i++) {
            Arrays.fill(adjacent[i], true);
            adjacent[i][i] = false;
        }
        int untested = 0;
        for (int level = 0; true; level++) {
            List<int[]> pairs = pairs(level);
            if (pairs.isEmpty() || level > depth) {
                untested = pairs.size();
                break;
            }
            runLevel(level, pairs, progress);
        }
        Orientation orientation = new Orientation(test.names(), adjacent);
        orientation.draw(vStructures());
        orientation.applyMeeksRules();
        return new Discovery(
                orientation.graph(), named(separation), named(weakest), orientation.conflicts(), tests.sum(), untested);
    }

    /** The adjacent pairs of which one has so many other neighbours. */
    private List<int[]> pairs(int level) {
        List<int[]> pairs = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                if (adjacent[i][j] && (neighbours(i, j).length >= level || neighbours(j, i).length >= level)) {
                    pairs.add(new int[] {i, j});
                }
            }
        }
        return pairs;
    }

    private int[] neighbours(int node, int without) {
        return IntStream.range(0, n)
                .filter(k -> adjacent[node][k] && k != without)
                .toArray();
    }

    private void runLevel(int level, List<int[]> pairs, Progress progress) {
        AtomicLong done = new AtomicLong();
        // Nothing is changed before all pairs of the level have been tested.
        List<Search> results = pairs.parallelStream()
                .map(pair -> {
                    Search result = search(pair[0], pair[1], level);
                    progress.at(level, done.incrementAndGet(), pairs.size());
                    return result;
                })
                .toList();
        for (int p = 0; p < pairs.size(); p++) {
            int i = pairs.get(p)[0];
            int j = pairs.get(p)[1];
            Found closest = results.get(p).closest;
            if (closest != null && closest.isCloserThan(weakest[i][j])) {
                weakest[i][j] = closest;
            }
            if (results.get(p).separating != null) {
                separation[i][j] = results.get(p).separating;
                weakest[i][j] = null;
                adjacent[i][j] = false;
                adjacent[j][i] = false;
            }
        }
    }

    private Search search(int i, int j, int level) {
        int[] ofI = neighbours(i, j);
        int[] ofJ = neighbours(j, i);
        Found separating = null;
        Found closest = null;
        for (int[] neighbours : List.of(ofI, ofJ)) {
            for (int[] at = Subsets.first(level, neighbours.length);
                    at != null;
                    at = Subsets.next(at, neighbours.length)) {
                int[] given = Arrays.stream(at).map(k -> neighbours[k]).toArray();
                if (neighbours == ofJ && contains(ofI, given)) {
                    continue; // tested before
                }
                Found found = new Found(given, test.evidence(i, j, given));
                tests.increment();
                if (found.isCloserThan(closest)) {
                    closest = found;
                }
                if (isIndependent(found.evidence) && found.isCloserThan(separating)) {
                    separating = found;
                }
            }
        }
        return new Search(separating, closest);
    }

    private boolean isIndependent(Evidence evidence) {
        return evidence.logP() > logAlpha || Math.abs(evidence.effect()) < effect;
    }

    private static boolean contains(int[] all, int... some) {
        return Arrays.stream(some).allMatch(k -> Arrays.binarySearch(all, k) >= 0);
    }

    private boolean[][] vStructures() {
        boolean[][] arrows = new boolean[n][n];
        for (int c = 0; c < n; c++) {
            for (int a = 0; a < n; a++) {
                for (int b = a + 1; b < n; b++) {
                    int node = c;
                    if (adjacent[a][c]
                            && adjacent[b][c]
                            && !adjacent[a][b]
                            && Arrays.stream(separation[a][b].given).noneMatch(k -> k == node)) {
                        arrows[a][c] = true;
                        arrows[b][c] = true;
                    }
                }
            }
        }
        return arrows;
    }

    private List<Separation> named(Found[][] found) {
        List<String> names = test.names();
        List<Separation> list = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                if (found[i][j] != null) {
                    List<String> given = Arrays.stream(found[i][j].given)
                            .mapToObj(names::get)
                            .toList();
                    list.add(new Separation(names.get(i), names.get(j), given, found[i][j].evidence));
                }
            }
        }
        return list;
    }
}
