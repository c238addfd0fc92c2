package dualflow.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DagTest {
    private static final Dag M = Dag.parse("X <- U -> C <- V -> Y, C -> D");

    @Test
    void textNamesNodesAndArrows() {
        assertThat(M.nodes()).containsExactly("X", "U", "C", "V", "Y", "D");
        assertThat(M.arrows())
                .containsExactly(
                        new Arrow("U", "X"),
                        new Arrow("U", "C"),
                        new Arrow("C", "D"),
                        new Arrow("V", "C"),
                        new Arrow("V", "Y"));
        assertThat(M).hasToString("U -> X, U -> C, C -> D, V -> C, V -> Y");
        assertThat(Dag.parse("A, B")).isEqualTo(new Dag(List.of("A", "B"), List.of()));
        for (String text : List.of("", "A ->", "A -> -> B", "A,,B", "<- B")) {
            assertThatThrownBy(() -> Dag.parse(text)).hasMessageContaining("is no path of a graph");
        }
    }

    @Test
    void relativesAreThoseOfTheArrows() {
        assertThat(M.parents("C")).containsExactly("U", "V");
        assertThat(M.children("C")).containsExactly("D");
        assertThat(M.ancestors("D")).containsExactly("U", "C", "V");
        assertThat(M.hasArrow("C", "D")).isTrue();
        assertThat(M.hasArrow("D", "C")).isFalse();
        assertThat(M.topologicalOrder()).containsExactly("U", "X", "V", "C", "Y", "D");
    }

    @Test
    void refusesACycleByName() {
        assertThatThrownBy(() -> Dag.parse("A -> B -> C -> D -> B, D -> E"))
                .isInstanceOf(CyclicGraphException.class)
                .hasMessage("The graph has a cycle, B -> C -> D -> B: leave out one of its arrows.");
        assertThatThrownBy(() -> Dag.parse("A -> A")).hasMessageContaining("A -> A");
    }

    @Test
    void refusesUnknownAndDoubledNames() {
        assertThatThrownBy(() -> M.parents("Q")).hasMessage("The graph has no node \"Q\"; it has X, U, C, V, Y, D.");
        assertThatThrownBy(() -> new Dag(List.of("A", "A"), List.of())).hasMessageContaining("two nodes named \"A\"");
        assertThatThrownBy(() -> M.dSeparated("X", "X", List.of())).hasMessageContaining("two different nodes");
        assertThatThrownBy(() -> M.dSeparated("X", "Y", List.of("Y"))).hasMessageContaining("two different nodes");
    }

    @Test
    void interventionRemovesArrowsIntoItsNodes() {
        assertThat(M.intervene("C", "Y"))
                .isEqualTo(new Dag(M.nodes(), List.of(new Arrow("U", "X"), new Arrow("C", "D"))));
        assertThat(M.intervene()).isEqualTo(M);
    }

    @Test
    void separationInTextbookStructures() {
        for (String open : List.of("X <- T -> Y", "X -> T -> Y")) {
            assertThat(Dag.parse(open).dSeparated("X", "Y", List.of())).isFalse();
            assertThat(Dag.parse(open).dSeparated("X", "Y", List.of("T"))).isTrue();
        }
        assertThat(Dag.parse("X -> T <- Y").dSeparated("X", "Y", List.of())).isTrue();
        assertThat(Dag.parse("X -> T <- Y").dSeparated("X", "Y", List.of("T"))).isFalse();
        assertThat(M.dSeparated("X", "Y", List.of())).isTrue();
        assertThat(M.dSeparated("X", "Y", List.of("D"))).isFalse();
        assertThat(M.dSeparated("X", "Y", List.of("D", "U"))).isTrue();
    }

    /** Against the definition itself, over all paths of random graphs and all sets of nodes. */
    @Test
    void separationIsThatOfTheDefinition() {
        SplittableRandom random = new SplittableRandom(7);
        int separated = 0;
        int connected = 0;
        for (int trial = 0; trial < 60; trial++) {
            Dag dag = RandomDag.draw(6, 0.15 + 0.3 * random.nextDouble(), random);
            for (int set = 0; set < 1 << 6; set++) {
                int bits = set;
                int[] given =
                        IntStream.range(0, 6).filter(i -> (bits >> i & 1) == 1).toArray();
                for (int a = 0; a < 6; a++) {
                    for (int b = 0; b < a; b++) {
                        if ((bits >> a & 1) == 0 && (bits >> b & 1) == 0) {
                            boolean blocked = !hasOpenPath(dag, new ArrayList<>(List.of(a)), b, bits);
                            assertThat(dag.dSeparated(a, b, given)).isEqualTo(blocked);
                            separated += blocked ? 1 : 0;
                            connected += blocked ? 0 : 1;
                        }
                    }
                }
            }
        }
        assertThat(separated).isGreaterThan(3000);
        assertThat(connected).isGreaterThan(3000);
    }

    private static boolean hasOpenPath(Dag dag, List<Integer> path, int end, int given) {
        int last = path.get(path.size() - 1);
        if (last == end) {
            return isOpen(dag, path, given);
        }
        for (int next = 0; next < dag.size(); next++) {
            if ((dag.hasArrow(last, next) || dag.hasArrow(next, last)) && !path.contains(next)) {
                path.add(next);
                boolean open = hasOpenPath(dag, path, end, given);
                path.remove(path.size() - 1);
                if (open) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isOpen(Dag dag, List<Integer> path, int given) {
        for (int i = 1; i + 1 < path.size(); i++) {
            int node = path.get(i);
            boolean isCollider = dag.hasArrow(path.get(i - 1), node) && dag.hasArrow(path.get(i + 1), node);
            if (isCollider ? !hasDescendantIn(dag, node, given) : (given >> node & 1) == 1) {
                return false;
            }
        }
        return true;
    }

    private static boolean hasDescendantIn(Dag dag, int node, int given) {
        return (given >> node & 1) == 1
                || IntStream.range(0, dag.size())
                        .anyMatch(c -> dag.hasArrow(node, c) && hasDescendantIn(dag, c, given));
    }
}
