package dualflow.tuning;

import dualflow.device.Devices;
import dualflow.device.host.HostDevice;
import dualflow.device.opencl.KernelStyle;
import dualflow.device.opencl.OpenClDevice;
import dualflow.device.opencl.OpenClInfo;
import dualflow.random.Draws;
import dualflow.tensor.Arena;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.DeviceException;
import dualflow.tensor.Op;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The process in which candidates are tried: it answers one line for each line that it reads, and a driver may crash it or hang. */
public class TrialServer {
    /** What an answer begins with: all other lines are a driver's. */
    static final String ANSWER = "answer";

    private static final int FEWEST = 3;
    private static final int MOST = 15;
    private static final long LONG_ENOUGH = 150_000_000;

    private final OpenClInfo info;
    private final HostDevice host = new HostDevice();
    private String computed = "";
    private double[] expected;

    /**
     * Creates a server.
     *
     * @param id the device's name
     */
    protected TrialServer(String id) {
        info = Devices.openCl(id);
    }

    /**
     * Answers until the input ends.
     *
     * @param args the device's name
     * @throws IOException if the pipe breaks
     */
    public static void main(String[] args) throws IOException {
        new TrialServer(args[0]).answer();
    }

    /**
     * Answers until the input ends.
     *
     * @throws IOException if the pipe breaks
     */
    protected final void answer() throws IOException {
        endWithParent();
        PrintStream answers = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.setOut(System.err);
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        answers.println(ANSWER + "\tready");
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String[] words = line.split("\t", -1);
            TuningCase tried = TuningCase.of(true).get(Integer.parseInt(words[0]));
            TrialOutcome outcome = outcome(tried, DType.valueOf(words[1]), Integer.parseInt(words[2]));
            String times = outcome.nanoseconds().stream().map(String::valueOf).collect(Collectors.joining(" "));
            answers.println(String.join(
                    "\t", ANSWER, outcome.kind().name(), times, outcome.reason().replaceAll("\\s+", " ")));
        }
    }

    /** A trial that hangs does not notice that its pipe is closed. */
    private static void endWithParent() {
        Thread watch = new Thread(() -> {
            ProcessHandle.current().parent().ifPresent(parent -> parent.onExit().join());
            Runtime.getRuntime().halt(1);
        });
        watch.setDaemon(true);
        watch.start();
    }

    /**
     * Tries a candidate.
     *
     * @param tried the op and its shapes
     * @param dtype the format
     * @param candidate its index
     * @return what came of it
     */
    protected TrialOutcome outcome(TuningCase tried, DType dtype, int candidate) {
        try (OpenClDevice device = OpenClDevice.open(info, KernelStyle.candidate(info, candidate));
                Arena arena = device.arena()) {
            List<double[]> numbers = numbers(tried.shapes());
            double[] host = expected(tried, dtype, numbers);
            List<Tensor> inputs = tensors(device, dtype, tried.shapes(), numbers);
            double[] found = result(tried.op(), inputs);
            if (!device.choices().equals(List.of(candidate))) {
                return TrialOutcome.of(TrialOutcome.Kind.DOES_NOT_FIT, "needs more than the device has");
            }
            if (!Arrays.equals(host, found)) {
                return TrialOutcome.of(TrialOutcome.Kind.DIFFERS, "its bits are not the host's");
            }
            requireArena(arena);
            return new TrialOutcome(TrialOutcome.Kind.TIMED, times(device, tried.op(), inputs), "");
        } catch (DeviceException e) {
            return TrialOutcome.of(TrialOutcome.Kind.FAILED, e.getMessage());
        }
    }

    private static void requireArena(Arena arena) {
        if (arena.size() == 0) {
            throw new IllegalStateException("a trial left nothing to release");
        }
    }

    /** The host's numbers, computed once for all candidates. */
    private double[] expected(TuningCase tried, DType dtype, List<double[]> numbers) {
        String key = tried + " " + dtype;
        if (!computed.equals(key)) {
            try (Arena arena = host.arena()) {
                expected = result(tried.op(), tensors(host, dtype, tried.shapes(), numbers));
                requireArena(arena);
            }
            computed = key;
        }
        return expected;
    }

    private static double[] result(Op op, List<Tensor> inputs) {
        return op.on(inputs.toArray(Tensor[]::new)).value().toDoubles();
    }

    private static List<double[]> numbers(List<Shape> shapes) {
        List<double[]> numbers = new ArrayList<>();
        for (int k = 0; k < shapes.size(); k++) {
            numbers.add(new Draws(7).normals(k, 0, shapes.get(k).size()));
        }
        return numbers;
    }

    private static List<Tensor> tensors(Device device, DType dtype, List<Shape> shapes, List<double[]> numbers) {
        List<Tensor> tensors = new ArrayList<>();
        for (int k = 0; k < shapes.size(); k++) {
            tensors.add(device.tensor(dtype, shapes.get(k), numbers.get(k)));
        }
        return tensors;
    }

    /** The times of launches after the first. */
    private static List<Long> times(OpenClDevice device, Op op, List<Tensor> inputs) {
        Tensor[] all = inputs.toArray(Tensor[]::new);
        List<Long> times = new ArrayList<>();
        long begin = System.nanoTime();
        while (times.size() < FEWEST || (times.size() < MOST && System.nanoTime() - begin < LONG_ENOUGH)) {
            try (Arena arena = device.arena()) {
                device.finish();
                long start = System.nanoTime();
                op.on(all);
                device.finish();
                times.add(System.nanoTime() - start);
                requireArena(arena);
            }
        }
        return times;
    }
}
