package dualflow.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.tensor.Arena;
import dualflow.tensor.Device;
import dualflow.tensor.Tensor;
import java.util.List;
import java.util.function.Function;

/** Programs recorded and replayed, for tests of what runs in one launch. */
final class Replays {
    private Replays() {}

    /** The launches of a replay, whose results equal those of the program. */
    static long launches(Arena arena, List<Tensor> x, Function<List<Tensor>, List<Tensor>> program) {
        Device device = arena.device();
        List<Tensor> expected = program.apply(x);
        try (RecordedFunction recorded = new RecordedFunction(program, arena)) {
            List<Tensor> found = recorded.apply(x);
            for (int k = 0; k < expected.size(); k++) {
                assertThat(found.get(k).shape()).isEqualTo(expected.get(k).shape());
                assertThat(found.get(k).value().toDoubles())
                        .isEqualTo(expected.get(k).value().toDoubles());
            }
            long before = device.launches();
            assertThat(recorded.apply(x)).hasSameSizeAs(expected);
            return device.launches() - before;
        }
    }
}
