package dualflow.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PcStableTest {
    private static Discovery ofOracle(Dag dag, int depth) {
        return run(new DSeparationOracle(dag), 0.5, 0, depth);
    }

    private static Discovery run(IndependenceTest test, double alpha, double effect, int depth) {
        return new PcStable(test, alpha, effect, depth).run((level, done, pairs) -> {});
    }

    /** Against Chickering's algorithm, and for small graphs against the definition. */
    @Test
    void oracleGivesTheCpdagOfAThousandRandomGraphs() {
        SplittableRandom random = new SplittableRandom(42);
        int byDefinition = 0;
        int directed = 0;
        int undirected = 0;
        for (int trial = 0; trial < 1000; trial++) {
            Dag dag = RandomDag.draw(2 + random.nextInt(9), 0.1 + 0.5 * random.nextDouble(), random);
            Discovery found = ofOracle(dag, dag.size());
            assertThat(found.graph()).as("%s", dag).isEqualTo(EquivalenceClass.byChickering(dag));
            assertThat(found.graph()).isEqualTo(Cpdag.of(dag));
            assertThat(found.graph().isCpdag()).isTrue();
            assertThat(found.conflicts()).isEmpty();
            assertThat(found.untested()).isZero();
            if (dag.arrows().size() <= 8) {
                assertThat(found.graph()).isEqualTo(EquivalenceClass.byDefinition(dag));
                byDefinition++;
            }
            for (Separation separation : found.separations()) {
                assertThat(dag.dSeparated(separation.a(), separation.b(), separation.given()))
                        .isTrue();
            }
            for (Edge edge : found.graph().edges()) {
                directed += edge.type() == Edge.Type.DIRECTED ? 1 : 0;
                undirected += edge.type() == Edge.Type.UNDIRECTED ? 1 : 0;
            }
        }
        assertThat(byDefinition).isGreaterThan(300);
        assertThat(directed).isGreaterThan(1000);
        assertThat(undirected).isGreaterThan(1000);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "X <- T -> Y             | X -- T, T -- Y",
                "X -> T -> Y             | X -- T, T -- Y",
                "X -> C <- Y             | X -> C, Y -> C",
                "X -> C <- Y, C -> D     | X -> C, Y -> C, C -> D",
                "A -> B -> C <- D, A -> D, B -> E -> C | A -- B, A -- D, B -- E, B -> C, D -> C, E -> C"
            })
    void structuresHaveTheirTextbookClass(String dag, String expected) {
        assertThat(ofOracle(Dag.parse(dag), 5).graph().edges())
                .extracting(Edge::toString)
                .map(text -> text)
                .containsExactlyInAnyOrder(expected.split(", ", -1));
    }

    @Test
    void depthLeavesEdgesThatItSays() {
        Dag diamond = Dag.parse("A -> B -> D, A -> C -> D");
        assertThat(ofOracle(diamond, 2).graph().edges()).hasSize(4);
        assertThat(ofOracle(diamond, 2).untested()).isZero();
        Discovery shallow = ofOracle(diamond, 1);
        assertThat(shallow.graph().edges()).hasSize(5);
        assertThat(shallow.untested()).isEqualTo(5);
    }

    /** Rows of nine binary variables, each with up to three causes: errors of tests included, nothing depends on the order of the columns. */
    @Test
    void orderOfColumnsChangesNothing() {
        int size = 9;
        Random random = new Random(3);
        List<byte[]> rows = new ArrayList<>();
        for (int r = 0; r < 2500; r++) {
            byte[] row = new byte[size];
            for (int i = 0; i < size; i++) {
                double p = 0.3;
                for (int j = Math.max(0, i - 3); j < i; j++) {
                    p += row[j] == 1 ? 0.25 - 0.1 * (i - j) : 0.02;
                }
                row[i] = (byte) (random.nextDouble() < p ? 1 : 0);
            }
            rows.add(row);
        }
        List<Integer> order = new ArrayList<>(IntStream.range(0, size).boxed().toList());
        Discovery first = null;
        for (int trial = 0; trial < 5; trial++) {
            PackedColumns.Builder columns =
                    new PackedColumns.Builder(order.stream().map(i -> "V" + i).toList());
            for (byte[] row : rows) {
                byte[] permuted = new byte[size];
                IntStream.range(0, size).forEach(i -> permuted[i] = row[order.get(i)]);
                columns.add(permuted);
            }
            IndependenceTest test = new ContingencyTest(columns.build(), ContingencyTest.Statistic.G2);
            Discovery found = run(test, 0.05, 0, 3);
            if (first == null) {
                first = found;
                // All pairs one after the other.
                ForkJoinPool one = new ForkJoinPool(1);
                assertThat(one.submit(() -> run(test, 0.05, 0, 3)).join()).isEqualTo(found);
                one.shutdown();
                assertThat(found.graph().edges()).hasSizeBetween(10, 25);
                assertThat(found.graph().edges()).anyMatch(edge -> edge.type() == Edge.Type.DIRECTED);
            }
            assertThat(written(found)).isEqualTo(written(first));
            Collections.shuffle(order, random);
        }
    }

    private static List<String> written(Discovery found) {
        return found.graph().edges().stream()
                .map(edge -> edge.type() == Edge.Type.DIRECTED || edge.from().compareTo(edge.to()) < 0
                        ? edge.toString()
                        : new Edge(edge.to(), edge.from(), edge.type()).toString())
                .sorted()
                .toList();
    }

    /** Each of the two v-structures wants the edge in its own direction. */
    @Test
    void contradictionsStayUndirectedAndAreNamed() {
        boolean[][] skeleton = new boolean[4][4]; // A - B - C - D
        boolean[][] arrows = new boolean[4][4];
        for (int i = 0; i < 3; i++) {
            skeleton[i][i + 1] = true;
            skeleton[i + 1][i] = true;
        }
        arrows[0][1] = true;
        arrows[2][1] = true;
        arrows[1][2] = true;
        arrows[3][2] = true;
        Orientation orientation = new Orientation(List.of("A", "B", "C", "D"), skeleton);
        orientation.draw(arrows);
        orientation.applyMeeksRules();
        assertThat(orientation.graph()).hasToString("A -> B, B -- C, D -> C");
        assertThat(orientation.conflicts()).extracting(Edge::toString).containsExactly("B -- C");
        assertThat(orientation.graph().isCpdag()).isFalse();
    }

    /** The four patterns of Meek's figure 1. */
    @ParameterizedTest
    @CsvSource({
        "c>a a-b, a -> b",
        "a>c c>b a-b, a -> b",
        "a-b a-c a-d c>b d>b, a -> b",
        "a-b a-c c>d d>b a-d, a -> b",
    })
    void meeksRulesDrawTheirArrow(String edges, String expected) {
        List<String> nodes = List.of("a", "b", "c", "d");
        boolean[][] skeleton = new boolean[4][4];
        boolean[][] arrows = new boolean[4][4];
        for (String edge : edges.split(" ", -1)) {
            int from = nodes.indexOf(edge.substring(0, 1));
            int to = nodes.indexOf(edge.substring(2));
            skeleton[from][to] = true;
            skeleton[to][from] = true;
            arrows[from][to] = edge.charAt(1) == '>';
        }
        Orientation orientation = new Orientation(nodes, skeleton);
        orientation.draw(arrows);
        orientation.applyMeeksRules();
        assertThat(orientation.graph().edges()).extracting(Edge::toString).contains(expected);
        assertThat(orientation.conflicts()).isEmpty();
    }

    @Test
    void refusesSettingsOutOfRange() {
        IndependenceTest test = new DSeparationOracle(Dag.parse("A -> B"));
        assertThatThrownBy(() -> new PcStable(test, 0, 0, 1)).hasMessageContaining("alpha");
        assertThatThrownBy(() -> new PcStable(test, 0.1, 1, 1)).hasMessageContaining("effect");
        assertThatThrownBy(() -> new PcStable(test, 0.1, 0, -1)).hasMessageContaining("depth");
    }
}
