package dualflow.flow;

import dualflow.recording.RecordedFunction;
import dualflow.tensor.Arena;
import dualflow.tensor.Tensor;
import java.util.List;

/**
 * A velocity that is recorded when it is first asked for and replayed from then on, for the many evaluations of a solve; {@link
 * RecordedFunction} says of what fields that is possible. The numbers are the field's own, to the bit.
 */
public final class RecordedField implements VelocityField, AutoCloseable {
    private final RecordedFunction recorded;

    /**
     * A field to be recorded.
     *
     * @param field the velocity, which does not look at numbers
     * @param home where buffers live; it must be open as long as the field is used
     */
    public RecordedField(VelocityField field, Arena home) {
        recorded = new RecordedFunction(x -> List.of(field.velocity(x.get(0), x.get(1))), home);
    }

    @Override
    public Tensor velocity(Tensor t, Tensor x) {
        return recorded.apply(List.of(t, x)).get(0);
    }

    /** Gives back what the recordings hold. */
    @Override
    public void close() {
        recorded.close();
    }
}
