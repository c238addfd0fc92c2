package dualflow.tensor;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where a device's time goes: for each op on each combination of shapes, the number of launches and their total time. */
public final class Profile {
    private final Map<Call, Time> times = new HashMap<>();

    /**
     * An op on arguments of some shapes.
     *
     * @param op the primitive's name
     * @param dtype the format
     * @param inputs the arguments' shapes
     * @param result the result's shape
     * @param multiplyAdds its work, in the sense of {@link Op#multiplyAdds}
     */
    public record Call(String op, DType dtype, List<Shape> inputs, Shape result, long multiplyAdds) {
        /**
         * Copies the components.
         *
         * @param op the primitive's name
         * @param dtype the format
         * @param inputs the arguments' shapes
         * @param result the result's shape
         * @param multiplyAdds its work
         */
        public Call {
            inputs = List.copyOf(inputs);
        }

        /**
         * The least memory traffic of the call.
         *
         * @return bytes of arguments and result
         */
        public long bytes() {
            long numbers = result.size();
            for (Shape input : inputs) {
                numbers += input.size();
            }
            return numbers * dtype.bytes();
        }
    }

    /**
     * The time of a call.
     *
     * @param call what ran
     * @param launches their number
     * @param nanoseconds their total time
     */
    public record Entry(Call call, long launches, long nanoseconds) {}

    private static final class Time {
        private long launches;
        private long nanoseconds;
    }

    /** An empty profile. */
    public Profile() {
        // Nothing has run yet.
    }

    /**
     * Records a call.
     *
     * @param call what ran
     * @param nanoseconds its time
     */
    public void add(Call call, long nanoseconds) {
        Time time = times.computeIfAbsent(call, key -> new Time());
        time.launches++;
        time.nanoseconds += nanoseconds;
    }

    /**
     * What has run so far.
     *
     * @return one entry for each op and shapes, the longest first
     */
    public List<Entry> entries() {
        List<Entry> entries = new ArrayList<>();
        times.forEach((call, time) -> entries.add(new Entry(call, time.launches, time.nanoseconds)));
        entries.sort(Comparator.comparingLong(Entry::nanoseconds).reversed());
        return entries;
    }
}
