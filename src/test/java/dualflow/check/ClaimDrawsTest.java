package dualflow.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dualflow.semantics.Quantity;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ClaimDrawsTest {
    private static final Map<String, Integer> SIZES = Map.of("d", 3, "K", 2);
    private static final String ALL =
            "d, K in 1..3; x: R^d; A: R^(d, d); B: R^(d, K); S: spd(d); W: sym(d); N: skew(d); Q: orth(d); L: lower(d); "
                    + "pi: simplex(d); u: unit(d); t: time; a: R; p: R+; h: small; k: index(K); M[K]: spd(d); f: field(d); r < s: time; Y ~ points(4, d)";

    private static List<Map<String, Quantity>> rows(String declarations, DrawMode mode, int count) {
        return new ClaimDraws(1, Inputs.declared(declarations))
                .batch(SIZES, "main", Collections.nCopies(count, mode))
                .rows();
    }

    private static Stream<double[]> values(String key, DrawMode mode) {
        return rows(ALL, mode, 50).stream().map(row -> row.get(key).values());
    }

    @ParameterizedTest
    @EnumSource(DrawMode.class)
    void positiveDefiniteMatricesHaveEigenvaluesOfModerateSize(DrawMode mode) {
        assertThat(values("S", mode)).allSatisfy(s -> {
            assertThat(s).isEqualTo(SmallMatrices.transpose(s, 3));
            double[] eigenvalues = SmallMatrices.eigenvalues(s, 3);
            assertThat(eigenvalues[0]).isGreaterThan(Math.exp(-1.4) - 1e-12);
            assertThat(eigenvalues[2]).isLessThan(Math.exp(1.4) + 1e-12);
        });
    }

    @ParameterizedTest
    @EnumSource(DrawMode.class)
    void orthogonalMatricesAreOrthogonal(DrawMode mode) {
        assertThat(values("Q", mode))
                .allSatisfy(q -> assertThat(SmallMatrices.multiply(SmallMatrices.transpose(q, 3), q, 3))
                        .containsExactly(SmallMatrices.identity(3), within(1e-15)));
    }

    @ParameterizedTest
    @EnumSource(DrawMode.class)
    void structuredMatricesHaveTheirStructure(DrawMode mode) {
        assertThat(values("W", mode)).allSatisfy(w -> assertThat(w).isEqualTo(SmallMatrices.transpose(w, 3)));
        assertThat(values("N", mode)).allSatisfy(n -> assertThat(n).isEqualTo(SmallMatrices.lowerMirrored(n, 3, -1)));
        assertThat(values("L", mode)).allSatisfy(l -> {
            assertThat(l).isEqualTo(SmallMatrices.lowerTriangle(l, 3));
            assertThat(Arrays.stream(new double[] {l[0], l[4], l[8]})).allMatch(entry -> entry > 0);
        });
    }

    @Test
    void squareMatricesAreNotNearlySingular() {
        assertThat(values("A", DrawMode.GENERIC))
                .allSatisfy(a -> assertThat(SmallMatrices.condition(a, 3)).isLessThan(100));
        assertThat(values("A", DrawMode.LATTICE))
                .allSatisfy(a -> assertThat(SmallMatrices.condition(a, 3)).isLessThan(1e3));
    }

    @ParameterizedTest
    @EnumSource(DrawMode.class)
    void weightsAreOnTheSimplexAndDirectionsOnTheSphere(DrawMode mode) {
        assertThat(values("pi", mode)).allSatisfy(w -> {
            assertThat(Arrays.stream(w)).allMatch(each -> each > 0);
            assertThat(Arrays.stream(w).sum()).isCloseTo(1, within(1e-15));
        });
        assertThat(values("u", mode))
                .allSatisfy(u -> assertThat(
                                Arrays.stream(u).map(each -> each * each).sum())
                        .isCloseTo(1, within(1e-15)));
        assertThat(values("Y.weights", mode))
                .allSatisfy(w -> assertThat(Arrays.stream(w).sum()).isCloseTo(1, within(1e-15)));
    }

    @ParameterizedTest
    @EnumSource(DrawMode.class)
    void numbersAreInTheirRanges(DrawMode mode) {
        assertThat(values("t", mode)).allSatisfy(t -> assertThat(t[0]).isBetween(0.0, 1.0));
        assertThat(values("p", mode)).allSatisfy(p -> assertThat(p[0]).isPositive());
        assertThat(values("k", mode)).allSatisfy(k -> assertThat(k[0]).isIn(0.0, 1.0));
    }

    @Test
    void genericTimesAreAwayFromTheEnds() {
        assertThat(values("t", DrawMode.GENERIC))
                .allSatisfy(t -> assertThat(t[0]).isBetween(0.05, 0.95));
    }

    @Test
    void latticeDrawsAreSmallNumbers() {
        assertThat(values("x", DrawMode.LATTICE))
                .allSatisfy(x ->
                        assertThat(Arrays.stream(x)).allMatch(each -> each == Math.rint(each) && Math.abs(each) <= 2));
        assertThat(values("f.mix", DrawMode.LATTICE))
                .allSatisfy(mix -> assertThat(mix).containsExactly(1));
        assertThat(values("f.polynomial", DrawMode.LATTICE))
                .allSatisfy(f -> assertThat(Arrays.stream(f)).allMatch(each -> each == Math.rint(each)));
    }

    @ParameterizedTest
    @EnumSource(DrawMode.class)
    void chainsAreInOrder(DrawMode mode) {
        assertThat(rows(ALL, mode, 50))
                .allSatisfy(row -> assertThat(row.get("r").values()[0])
                        .isLessThan(row.get("s").values()[0]));
    }

    @Test
    void quantitiesHaveTheShapesOfTheirTypes() {
        Map<String, Quantity> row = rows(ALL, DrawMode.GENERIC, 1).get(0);
        assertThat(row.get("x").shape().dims()).containsExactly(3);
        assertThat(row.get("B").shape().dims()).containsExactly(3, 2);
        assertThat(row.get("M").shape().dims()).containsExactly(2, 3, 3);
        // Of x and t, four numbers, there are 7!/(4! 3!) monomials.
        assertThat(row.get("f.polynomial").shape().dims()).containsExactly(3, 35);
        assertThat(row.get("f.inner").shape().dims()).containsExactly(4, 4);
        assertThat(row.get("f.bias").shape().dims()).containsExactly(4);
        assertThat(row.get("f.outer").shape().dims()).containsExactly(3, 4);
        assertThat(row.get("f.linear").shape().dims()).containsExactly(3, 4);
        assertThat(row.get("f.constant").shape().dims()).containsExactly(3);
        assertThat(row.get("Y.points").shape().dims()).containsExactly(4, 3);
    }

    @Test
    void halfOfTheFunctionsAreNetworks() {
        assertThat(rows("d, K in 1..3; f: map(d)", DrawMode.GENERIC, 200).stream()
                        .filter(row -> row.get("f.mix").values()[0] == 0)
                        .count())
                .isBetween(70L, 130L);
    }

    @Test
    void anEdgeDrawHasOneQuantityAtItsEdge() {
        List<Map<String, Quantity>> rows = rows("d, K in 1..3; t: time; S: spd(d)", DrawMode.EDGE, 4);
        assertThat(rows.stream().map(row -> row.get("t").values()[0] % 1 == 0))
                .containsExactly(true, false, true, false);
        assertThat(rows.stream().map(row -> Arrays.equals(row.get("S").values(), SmallMatrices.identity(3))))
                .containsExactly(false, true, false, true);
    }

    @Test
    void membersOfAFamilyAreEqualAtSomeEdges() {
        long equal = rows("d, K in 1..3; m[K]: R^d", DrawMode.EDGE, 40).stream()
                .map(row -> row.get("m").values())
                .filter(m -> IntStream.range(0, 3).allMatch(i -> m[i] == m[i + 3]))
                .count();
        assertThat(equal).isBetween(20L, 40L);
    }

    @Test
    void otherQuantitiesAndDrawsChangeNothing() {
        double[] alone = rows("d, K in 1..3; x: R^d", DrawMode.GENERIC, 9)
                .get(7)
                .get("x")
                .values();
        assertThat(rows(ALL, DrawMode.GENERIC, 30).get(7).get("x").values()).isEqualTo(alone);
        assertThat(rows(ALL, DrawMode.GENERIC, 30).get(8).get("x").values()).isNotEqualTo(alone);
    }

    @Test
    void seedAndPurposeChangeEverything() {
        ClaimInputs inputs = Inputs.declared("d, K in 1..3; a: R");
        List<DrawMode> modes = List.of(DrawMode.GENERIC);
        double first = new ClaimDraws(1, inputs)
                .batch(SIZES, "main", modes)
                .rows()
                .get(0)
                .get("a")
                .values()[0];
        assertThat(new ClaimDraws(2, inputs)
                        .batch(SIZES, "main", modes)
                        .rows()
                        .get(0)
                        .get("a")
                        .values()[0])
                .isNotEqualTo(first);
        assertThat(new ClaimDraws(1, inputs)
                        .batch(SIZES, "more", modes)
                        .rows()
                        .get(0)
                        .get("a")
                        .values()[0])
                .isNotEqualTo(first);
    }

    @Test
    void genericNumbersAreStandardNormal() {
        double[] x = rows("d, K in 1..3; x: R^d", DrawMode.GENERIC, 2000).stream()
                .flatMapToDouble(row -> Arrays.stream(row.get("x").values()))
                .toArray();
        assertThat(Arrays.stream(x).average().orElseThrow()).isCloseTo(0, within(0.05));
        assertThat(Arrays.stream(x).map(each -> each * each).average().orElseThrow())
                .isCloseTo(1, within(0.1));
    }

    @Test
    void aSpecialCaseChangesOnlyItsQuantity() {
        ClaimInputs inputs = Inputs.declared(ALL);
        Map<String, Quantity> row = rows(ALL, DrawMode.GENERIC, 1).get(0);
        SpecialCase diagonal = SpecialCases.of(inputs).stream()
                .filter(each -> each.text().equals("S diagonal"))
                .findFirst()
                .orElseThrow();
        Map<String, Quantity> changed = diagonal.change().apply(row, new RandomNumbers(1, "test"));
        assertThat(changed.get("S").values()[1]).isZero();
        assertThat(changed.get("S").values()[0]).isEqualTo(row.get("S").values()[0]);
        row.keySet().stream()
                .filter(key -> !key.equals("S"))
                .forEach(key -> assertThat(changed.get(key)).isSameAs(row.get(key)));
    }

    @Test
    void specialCasesFulfilWhatTheySay() {
        ClaimInputs inputs = Inputs.declared(ALL);
        Map<String, Quantity> row = rows(ALL, DrawMode.GENERIC, 1).get(0);
        for (SpecialCase each : SpecialCases.of(inputs)) {
            Map<String, Quantity> changed = each.change().apply(row, new RandomNumbers(1, "test"));
            switch (each.text()) {
                case "S, W, M commute" -> {
                    double[] s = changed.get("S").values();
                    double[] w = changed.get("W").values();
                    assertThat(SmallMatrices.multiply(s, w, 3))
                            .containsExactly(SmallMatrices.multiply(w, s, 3), within(1e-13));
                    assertThat(SmallMatrices.eigenvalues(s, 3))
                            .containsExactly(
                                    SmallMatrices.eigenvalues(row.get("S").values(), 3), within(1e-13));
                }
                case "the M are all equal" -> {
                    double[] m = changed.get("M").values();
                    assertThat(Arrays.copyOf(m, 9)).isEqualTo(Arrays.copyOfRange(m, 9, 18));
                }
                case "E[Y] = 0" -> {
                    double[] y = changed.get("Y.points").values();
                    double[] w = changed.get("Y.weights").values();
                    double mean = IntStream.range(0, 4)
                            .mapToDouble(i -> w[i] * y[3 * i])
                            .sum();
                    assertThat(mean).isCloseTo(0, within(1e-14));
                }
                case "f affine" ->
                    assertThat(changed.get("f.polynomial").values()[34]).isZero();
                default -> assertThat(changed.keySet()).isEqualTo(row.keySet());
            }
        }
        assertThat(SpecialCases.of(inputs).stream().map(SpecialCase::text))
                .contains("S, W, M commute", "the M are all equal", "E[Y] = 0", "f affine", "A orthogonal", "t = 1/2")
                .doesNotContain("r = 0", "h = 1");
    }
}
