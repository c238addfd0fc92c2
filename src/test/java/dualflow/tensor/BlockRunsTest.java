package dualflow.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.op.Add;
import java.util.List;
import org.junit.jupiter.api.Test;

class BlockRunsTest {
    @Test
    void runsBeginWhereBlocksDo() {
        List<List<Shape>> arguments = List.of(
                List.of(Shape.of(2, 3, 4), Shape.of(3, 1)),
                List.of(Shape.of(5, 1, 3), Shape.of(2, 1)),
                List.of(Shape.of(4, 1, 2, 1), Shape.of(3, 1, 5)),
                List.of(Shape.SCALAR, Shape.SCALAR),
                List.of(Shape.of(7), Shape.of(7)));
        for (List<Shape> shapes : arguments) {
            Blocks blocks = Blocks.of(new Add(), shapes);
            for (int from = 0; from < blocks.count(); from++) {
                BlockRuns runs = blocks.runs(from);
                int first = from;
                while (first < blocks.count()) {
                    assertThat(runs.end()).isEqualTo(blocks.runEnd(first));
                    assertThat(runs.start(0)).isEqualTo(blocks.start(0, first));
                    assertThat(runs.start(1)).isEqualTo(blocks.start(1, first));
                    first = runs.end();
                    runs.next();
                }
            }
        }
    }
}
