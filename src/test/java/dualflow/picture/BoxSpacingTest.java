package dualflow.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The boxes of a graph's nodes, apart from each other and from the lines of other nodes. */
class BoxSpacingTest {
    private static final double HEIGHT = 20;

    @Test
    void noBoxCoversAnother() {
        RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
        int n = 30;
        double[][] centres = IntStream.range(0, n)
                .mapToObj(i -> new double[] {300 * random.nextDouble(), 200 * random.nextDouble()})
                .toArray(double[][]::new);
        double[] widths = IntStream.range(0, n).mapToDouble(i -> 40 + 3 * i).toArray();
        List<int[]> edges = IntStream.range(1, n)
                .mapToObj(i -> new int[] {i, random.nextInt(i)})
                .toList();
        BoxSpacing.spread(centres, widths, HEIGHT, edges);
        for (int a = 0; a < n; a++) {
            for (int b = 0; b < a; b++) {
                boolean isBeside = Math.abs(centres[a][0] - centres[b][0]) >= (widths[a] + widths[b]) / 2;
                boolean isBelow = Math.abs(centres[a][1] - centres[b][1]) >= HEIGHT;
                assertThat(isBeside || isBelow).as("%d and %d", a, b).isTrue();
            }
        }
    }

    @Test
    void aBoxLeavesALineThatIsNotItsOwn() {
        double[][] centres = {{0, 0}, {200, 0}, {100, 3}};
        BoxSpacing.spread(centres, new double[] {40, 40, 40}, HEIGHT, List.of(new int[] {0, 1}));
        double middle = (centres[0][1] + centres[1][1]) / 2;
        assertThat(centres[2][1] - middle).isGreaterThan(HEIGHT / 2);
        assertThat(centres[2][0]).isCloseTo(100, within(5.0));
    }

    @Test
    void boxesThatAreApartStay() {
        double[][] centres = {{0, 0}, {200, 0}, {100, 80}};
        BoxSpacing.spread(centres, new double[] {40, 40, 40}, HEIGHT, List.of(new int[] {0, 1}, new int[] {1, 2}));
        assertThat(centres).isDeepEqualTo(new double[][] {{0, 0}, {200, 0}, {100, 80}});
    }
}
