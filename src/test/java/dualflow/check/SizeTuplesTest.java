package dualflow.check;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.syntax.Span;
import dualflow.syntax.Symbol.Size;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SizeTuplesTest {
    private static Size size(String name, int least, int most) {
        return new Size(name, new Span(0, 1), least, most);
    }

    @Test
    void lowestFirstThenDifferentSizesForDifferentNames() {
        assertThat(SizeTuples.tried(List.of(size("d", 1, 3), size("K", 1, 3))))
                .containsExactly(Map.of("d", 1, "K", 1), Map.of("d", 2, "K", 3), Map.of("d", 3, "K", 2));
        assertThat(SizeTuples.tried(List.of(size("d", 2, 2)))).containsExactly(Map.of("d", 2));
        assertThat(SizeTuples.tried(List.of())).containsExactly(Map.of());
    }

    @Test
    void smallerTuplesByTheirSums() {
        assertThat(SizeTuples.upTo(List.of(size("d", 1, 3), size("K", 1, 3)), Map.of("d", 2, "K", 2)))
                .containsExactly(
                        Map.of("d", 1, "K", 1), Map.of("d", 1, "K", 2), Map.of("d", 2, "K", 1), Map.of("d", 2, "K", 2));
    }
}
