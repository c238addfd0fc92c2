package dualflow.semantics;

import dualflow.rounding.Measured;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.DeviceTensor;
import dualflow.tensor.Tape;
import dualflow.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The last evaluations of a claim's equations as tapes, for other draws; with the magnitudes or without, the values are the same. */
final class EvaluationTapes implements AutoCloseable {
    /** More are released, those first that were not used for the longest time. */
    private static final long MOST_BYTES = 1L << 26;

    /** So many times as many rows as needed are worth not to interpret the equations again. */
    private static final int WORTH = 8;

    /** What is evaluated, but for the number of rows. */
    record Key(Device device, DType dtype, int resolution, Map<String, Integer> sizes, List<Variant> variants) {}

    private record Entry(Key key, int rows, Tape tape, int results, boolean measured) {}

    private final List<Entry> entries = new ArrayList<>(); // the last used first

    /**
     * Evaluates from a tape of at least as many rows, which are filled up, or else by the program, which is then kept as a tape.
     *
     * @param measured whether the magnitudes are wanted
     * @param rows the draws
     * @param drawn the tensors of some draws
     * @param program takes their keys, and the tensors
     */
    List<Measured> evaluate(
            Key key,
            boolean measured,
            List<Map<String, Quantity>> rows,
            Function<List<Map<String, Quantity>>, DrawTensors> drawn,
            BiFunction<List<String>, List<Tensor>, List<Measured>> program) {
        Optional<Integer> most = rows(key, rows.size(), measured);
        if (most.isPresent()) {
            List<Map<String, Quantity>> filled = new ArrayList<>(rows);
            filled.addAll(Collections.nCopies(most.get() - rows.size(), rows.get(0)));
            return run(key, most.get(), measured, drawn.apply(filled).on(key.device, key.dtype));
        }
        DrawTensors tensors = drawn.apply(rows);
        return record(key, measured, tensors.on(key.device, key.dtype), x -> program.apply(tensors.keys(), x));
    }

    /** The number of rows of a tape that evaluates at least these; nothing if there is none. */
    private Optional<Integer> rows(Key key, int rows, boolean measured) {
        return entries.stream()
                .filter(entry -> isFor(entry, key, rows, measured))
                .map(Entry::rows)
                .min(Integer::compare);
    }

    private static boolean isFor(Entry entry, Key key, int rows, boolean measured) {
        return entry.rows >= rows
                && entry.rows <= WORTH * rows
                && (entry.measured || !measured)
                && entry.key.equals(key);
    }

    /** Evaluates from a tape that {@link #rows} found. */
    private List<Measured> run(Key key, int rows, boolean measured, List<DeviceTensor> x) {
        Entry entry = entries.stream()
                .filter(each -> each.rows == rows && isFor(each, key, rows, measured))
                .findFirst()
                .orElseThrow();
        entries.remove(entry);
        entries.add(0, entry);
        List<DeviceTensor> y = entry.tape.run(x, (measured ? 2 : 1) * entry.results);
        release();
        List<Measured> results = new ArrayList<>();
        for (int i = 0; i < entry.results; i++) {
            results.add(new Measured(y.get(i), measured ? y.get(entry.results + i) : null));
        }
        return results;
    }

    /** Evaluates by a program, and keeps what ran as a tape. */
    private List<Measured> record(
            Key key, boolean measured, List<DeviceTensor> x, Function<List<Tensor>, List<Measured>> program) {
        Tape tape = Tape.begin(key.device, x);
        boolean isKept = false;
        try {
            List<Measured> results = program.apply(List.copyOf(x));
            List<DeviceTensor> y = new ArrayList<>();
            results.forEach(result -> y.add(result.value().value()));
            if (measured) {
                results.forEach(result -> y.add(result.magnitude().value()));
            }
            isKept = tape.end(y);
            if (isKept) {
                int rows = x.get(0).shape().dim(-x.get(0).shape().rank());
                entries.add(0, new Entry(key, rows, tape, results.size(), measured));
                release();
            }
            return results;
        } finally {
            if (!isKept) {
                tape.close();
            }
        }
    }

    private void release() {
        long bytes = 0;
        List<Entry> kept = new ArrayList<>();
        for (Entry entry : entries) {
            bytes += entry.tape.bytes();
            if (bytes <= MOST_BYTES) {
                kept.add(entry);
            } else {
                entry.tape.close();
            }
        }
        entries.retainAll(kept);
    }

    /** Releases all. */
    @Override
    public void close() {
        entries.forEach(entry -> entry.tape.close());
        entries.clear();
    }
}
