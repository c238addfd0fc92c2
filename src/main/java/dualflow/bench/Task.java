package dualflow.bench;

import dualflow.tensor.Arena;
import dualflow.tensor.Device;
import dualflow.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A computation of ours that is timed repeatedly. */
final class Task {
    private static final double BATCH_SECONDS = 0.01;
    private static final double LONG_SECONDS = 0.3;
    private static final int BATCHES = 3;
    private static final double WARM_UP_SECONDS = 0.5; // in which Java compiles the launching code
    private static final int LEAST_RUNS = 2;

    private final Device device;
    private final Supplier<Answer> computation;
    private final Supplier<Answer> checked;
    private final String note;
    private double seconds = Double.MAX_VALUE;

    /**
     * What was computed, in the innermost arena.
     *
     * @param primal the result
     * @param tangent its derivative, where there is one
     */
    record Answer(Tensor primal, Optional<Tensor> tangent) {
        static Answer of(Tensor primal) {
            return new Answer(primal, Optional.empty());
        }

        static Answer of(List<Tensor> pair) {
            return new Answer(pair.get(0), Optional.of(pair.get(1)));
        }
    }

    /**
     * A task.
     *
     * @param computation launches all of it
     * @param checked gives what is compared with float64: the same computation, or where that changes a state, its first step
     */
    Task(Device device, Supplier<Answer> computation, Supplier<Answer> checked) {
        this(device, computation, checked, "");
    }

    /**
     * A task of which there is more to say.
     *
     * @param note what it is, in words
     */
    Task(Device device, Supplier<Answer> computation, Supplier<Answer> checked, String note) {
        this.device = device;
        this.note = note;
        this.computation = computation;
        this.checked = checked;
        long begin = System.nanoTime();
        for (int run = 0; run < LEAST_RUNS || System.nanoTime() - begin < WARM_UP_SECONDS * 1e9; run++) {
            seconds = Math.min(seconds, batch(1));
        }
    }

    /** What there is to say of it, in words, or nothing. */
    String note() {
        return note;
    }

    /** Milliseconds of one computation: the shortest of several batches, each long enough for the clock, after a warm-up batch. */
    double milliseconds() {
        int count = (int) Math.max(1, Math.round(BATCH_SECONDS / seconds));
        batch(count);
        if (seconds > LONG_SECONDS) {
            return 1e3 * batch(1);
        }
        double shortest = Double.MAX_VALUE;
        for (int batch = 0; batch < BATCHES; batch++) {
            shortest = Math.min(shortest, batch(count));
        }
        return 1e3 * shortest;
    }

    /** Seconds per computation, for a number of them launched back to back and waited for once. */
    private double batch(int count) {
        long begin = System.nanoTime();
        for (int i = 0; i < count; i++) {
            inArena(computation);
        }
        device.finish();
        return (System.nanoTime() - begin) / 1e9 / count;
    }

    private void inArena(Supplier<Answer> work) {
        Arena arena = device.arena();
        try {
            Answer unused = work.get(); // released with the arena
        } finally {
            arena.close();
        }
    }

    /** Writes what is computed to PREFIX.primal.npy and PREFIX.tangent.npy. */
    void write(Path folder, String prefix) {
        inArena(() -> {
            Answer answer = checked.get();
            ImageLayout.write(folder.resolve(prefix + ".primal.npy"), answer.primal());
            answer.tangent().ifPresent(t -> ImageLayout.write(folder.resolve(prefix + ".tangent.npy"), t));
            return answer;
        });
    }
}
