package dualflow.conformance;

import dualflow.device.host.HostDevice;
import dualflow.device.opencl.KernelBuildException;
import dualflow.device.opencl.KernelStyle;
import dualflow.device.opencl.OpenClDevice;
import dualflow.device.opencl.OpenClInfo;
import dualflow.tensor.DType;
import dualflow.tensor.DeviceException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Runs every kernel that a device would use, and compares its results with the host's bits. A failure does not end the check: a device
 * whose driver reported an error is reopened.
 *
 * <p>On a device that flushes subnormal numbers, which a trial detects, a differing element is attributed to flushing if it is zero
 * where the host's is subnormal, or what {@link Flushing} makes of the op; for sums, to within 64 times the smallest normal number for each
 * term. Such elements are counted and named, and do not fail the check; all others do.
 */
public final class DeviceCheck implements AutoCloseable {
    /** The number of concurrent workers, each with its own device: most of the time goes to drivers' compilers, which use one core each. */
    private static final int AT_ONCE = 2;

    private final OpenClInfo info;
    private final HostDevice host = new HostDevice();
    private final Map<KernelStyle, OpenClDevice> open = new HashMap<>();
    private final Set<DType> flushing = EnumSet.noneOf(DType.class);
    private final Map<String, String> buildLogs = new TreeMap<>();
    private final Set<String> kernels = new TreeSet<>();
    private final Set<String> sources = new TreeSet<>();

    /**
     * The result of a check.
     *
     * @param rows the results of the trials
     * @param flushing in which formats the device flushes subnormal numbers
     * @param buildLogs the compiler's output for the kernels that it rejects, by file, device and options
     * @param kernels every kernel function that was launched, with its format and options
     * @param sourcesSha256 the digest of all kernel sources that were built
     * @param seconds how long it took
     */
    public record Report(
            List<TrialSummary> rows,
            Set<DType> flushing,
            Map<String, String> buildLogs,
            List<String> kernels,
            String sourcesSha256,
            double seconds) {
        /**
         * Copies the components.
         *
         * @param rows the results of the trials
         * @param flushing in which formats the device flushes subnormal numbers
         * @param buildLogs the compiler's output for the kernels that it rejects
         * @param kernels every kernel function that was launched
         * @param sourcesSha256 the digest of all kernel sources that were built
         * @param seconds how long it took
         */
        public Report {
            rows = List.copyOf(rows);
            flushing = Set.copyOf(flushing);
            buildLogs = new TreeMap<>(buildLogs);
            kernels = List.copyOf(kernels);
        }

        /**
         * Whether the device passed.
         *
         * @return true if every row did
         */
        public boolean passed() {
            return rows.stream().allMatch(TrialSummary::passed);
        }
    }

    private DeviceCheck(OpenClInfo info) {
        this.info = info;
    }

    /**
     * Checks a device.
     *
     * @param info the device
     * @param trials what to try
     * @param progress receives the name of what is tried next, one at a time
     * @return the result
     * @throws DeviceException if the device cannot be opened at all
     */
    public static Report run(OpenClInfo info, List<Trial> trials, Consumer<String> progress) {
        long begin = System.nanoTime();
        Assignments work = new Assignments(trials, progress);
        try (DeviceCheck check = new DeviceCheck(info)) {
            List<DType> formats = check.formats();
            int others = Math.min(Math.min(AT_ONCE, Runtime.getRuntime().availableProcessors()), work.size()) - 1;
            ExecutorService threads = Executors.newFixedThreadPool(Math.max(1, others));
            try {
                List<Future<?>> running = new ArrayList<>();
                for (int k = 0; k < others; k++) {
                    running.add(threads.submit(() -> {
                        try (DeviceCheck another = new DeviceCheck(info)) {
                            another.flushing.addAll(check.flushing);
                            another.take(work, formats);
                        }
                    }));
                }
                check.take(work, formats);
                for (Future<?> each : running) {
                    await(each);
                }
            } finally {
                threads.shutdown();
            }
            return new Report(
                    work.rows(),
                    check.flushing,
                    work.buildLogs(),
                    work.kernels(),
                    work.sourcesSha256(),
                    (System.nanoTime() - begin) / 1e9);
        }
    }

    private static void await(Future<?> future) {
        try {
            future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a device was checked", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /** The formats that the device supports; those that it flushes are detected. */
    private List<DType> formats() {
        OpenClDevice usual = device(KernelStyle.of(info));
        List<DType> formats = new ArrayList<>();
        for (DType dtype : DType.values()) {
            if (usual.supports(dtype)) {
                formats.add(dtype);
                findFlushing(usual, dtype);
            }
        }
        return formats;
    }

    /** Runs trials that nobody has taken yet, until none are left. */
    private void take(Assignments work, List<DType> formats) {
        for (OptionalInt next = work.next(); next.isPresent(); next = work.next()) {
            List<TrialSummary> rows = new ArrayList<>();
            for (DType dtype : formats) {
                rows.addAll(check(work.trials(next.getAsInt()), dtype));
            }
            work.put(next.getAsInt(), rows);
        }
        open.values().forEach(this::takeDown);
        work.put(buildLogs, kernels, sources);
    }

    private void findFlushing(OpenClDevice device, DType dtype) {
        try {
            // Some flush in fma alone, which only the trial of their arithmetic shows.
            boolean found = dtype == DType.FLOAT32
                    && !device.info().arithmetic().orElseThrow().keepsSubnormals();
            if (found || Flushing.isFound(device, dtype)) {
                flushing.add(dtype);
            }
        } catch (DeviceException e) {
            requireWorking(KernelStyle.of(info)); // the op's own row will report the failure
        }
    }

    private List<TrialSummary> check(List<Trial> trials, DType dtype) {
        Map<KernelStyle, Tally> tallies = new LinkedHashMap<>();
        for (Trial trial : trials) {
            List<double[]> inputs = trial.inputs();
            List<double[]> expected = trial.results(host, dtype, inputs);
            for (KernelStyle style : KernelStyle.all(info, Trials.tilings(trial))) {
                Tally tally = tallies.computeIfAbsent(style, key -> new Tally());
                if (!tally.isOver) {
                    attempt(trial, dtype, style, inputs, expected, tally);
                }
            }
        }
        String name = trials.get(0).name();
        return tallies.entrySet().stream()
                .map(each -> each.getValue().row(name, dtype, each.getKey()))
                .toList();
    }

    private void attempt(
            Trial trial, DType dtype, KernelStyle style, List<double[]> inputs, List<double[]> expected, Tally tally) {
        try {
            List<double[]> found = trial.results(device(style), dtype, inputs);
            tally.add(Comparison.of(trial, dtype, host, expected, found, flushing.contains(dtype)));
        } catch (KernelBuildException e) {
            buildLogs.put(e.what(), e.log());
            tally.fail(e.what() + " do not build");
        } catch (RuntimeException e) { // of whatever kind: the other kernels are to be tried all the same
            tally.fail(trial + ": " + (e instanceof DeviceException ? e.getMessage() : e.toString()));
        }
        tally.isOver = !requireWorking(style);
    }

    /** Whether the device of a style still works; one that does not is closed, and reopened when it is needed next. */
    private boolean requireWorking(KernelStyle style) {
        OpenClDevice device = open.get(style);
        if (device == null || device.works()) {
            return device != null;
        }
        takeDown(device);
        open.remove(style);
        device.close();
        return false;
    }

    private OpenClDevice device(KernelStyle style) {
        return open.computeIfAbsent(style, key -> OpenClDevice.open(info, key));
    }

    private void takeDown(OpenClDevice device) {
        for (OpenClDevice.Built built : device.built()) {
            kernels.add(built.function() + " of " + built.title() + " in " + built.dtype() + built.options());
            sources.add(built.text());
        }
    }

    @Override
    public void close() {
        open.values().forEach(OpenClDevice::close);
        host.close();
    }

    /** The sums over the trials of a row. */
    private static final class Tally {
        private int trials;
        private long numbers;
        private long flushed;
        private long changed;
        private Difference largest;
        private boolean isOver;
        private final Set<String> failures = new TreeSet<>();

        void add(Comparison comparison) {
            trials++;
            numbers += comparison.numbers();
            flushed += comparison.flushed();
            changed += comparison.changed();
            comparison.largest().ifPresent(difference -> {
                if (largest == null || difference.ulps() > largest.ulps()) {
                    largest = difference;
                }
            });
        }

        void fail(String sentence) {
            failures.add(sentence);
        }

        TrialSummary row(String name, DType dtype, KernelStyle style) {
            return new TrialSummary(
                    name,
                    dtype,
                    style.name(),
                    trials,
                    numbers,
                    flushed,
                    changed,
                    Optional.ofNullable(largest),
                    List.copyOf(failures));
        }
    }
}
