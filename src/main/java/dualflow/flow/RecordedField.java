package dualflow.flow;

import dualflow.recording.RecordedFunction;
import dualflow.tensor.Arena;
import dualflow.tensor.Tensor;
import java.util.List;

/**
 * A velocity that is recorded on its first call and replayed from then on, for the many evaluations of a solve; {@link
 * RecordedFunction} says for which fields that is possible. The results are the field's own, bit for bit.
 */
public final class RecordedField implements VelocityField, AutoCloseable {
    private final RecordedFunction recorded;

    /**
     * A field to be recorded.
     *
     * @param field the velocity, whose operations do not depend on values
     * @param home where buffers live; it must be open as long as the field is used
     */
    public RecordedField(VelocityField field, Arena home) {
        recorded = new RecordedFunction(x -> List.of(field.velocity(x.get(0), x.get(1))), home);
    }

    @Override
    public Tensor velocity(Tensor t, Tensor x) {
        return recorded.apply(List.of(t, x)).get(0);
    }

    /** Frees the buffers that the recordings hold. */
    @Override
    public void close() {
        recorded.close();
    }
}
