package dualflow.device.opencl;

import dualflow.autodiff.Autodiff;
import dualflow.autodiff.Dual;
import dualflow.op.Ops;
import dualflow.recording.RecordedFunction;
import dualflow.tensor.Arena;
import dualflow.tensor.DType;
import dualflow.tensor.DeviceException;
import dualflow.tensor.Profile;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jocl.CL;

/**
 * Runs a program on a device again and again; each time another call of the driver fails, or all from one on, as on a device that is lost. It must end with the right bits or with a
 * {@link DeviceException} that names the error, leave no object of the driver behind, and be of no consequence for the next run. Prints a line
 * for whatever is otherwise, and last how many runs there were.
 */
final class FailingRuns {
    /** Out of device memory, resources or host memory, an invalid queue and kernel argument, and a code that NVIDIA's driver has of its own. */
    private static final List<Integer> CODES = List.of(-4, -5, -6, -36, -52, -9999);

    private static final int SIDE = 6;

    private static int faults;

    private FailingRuns() {}

    public static void main(String[] args) throws ReflectiveOperationException, java.io.IOException {
        FailingCalls.install();
        OpenClInfo info = OpenCl.tried(OpenCl.devices().get(0));
        double[] right = run(info); // builds what the driver keeps on disk
        FailingCalls.reset();
        run(info);
        Map<String, List<Integer>> sites = Map.copyOf(FailingCalls.sites());
        int all = sites.values().stream().mapToInt(List::size).sum();
        int runs = 0;
        for (Map.Entry<String, List<Integer>> site : sites.entrySet()) {
            List<Integer> numbers = site.getValue();
            int code = CODES.get(runs / 2 % CODES.size());
            int later = numbers.get(numbers.size() - 1);
            tryWith(info, right, numbers.get(0), numbers.get(0), code, site.getKey());
            tryWith(info, right, later, Integer.MAX_VALUE - 1, code, site.getKey() + ", and all that follow");
            runs += 2;
        }
        FailingCalls.reset();
        if (!Arrays.equals(run(info), right)) {
            fault("the last run, in which nothing fails", "other numbers");
        }
        sites.keySet().stream().sorted().forEach(System.out::println);
        System.out.println(runs + " runs, " + sites.size() + " places, " + all + " calls, " + faults + " faults");
        System.exit(faults == 0 ? 0 : 1);
    }

    private static void tryWith(OpenClInfo info, double[] right, int from, int to, int code, String where) {
        FailingCalls.fail(from, to, code);
        String what = "status " + code + " of call " + from + ", " + where;
        try {
            double[] numbers = run(info);
            if (!Arrays.equals(numbers, right)) {
                fault(what, "other numbers, and no exception");
            }
        } catch (DeviceException e) {
            String message = String.valueOf(e.getMessage());
            if (message.lines().count() > 1 && !(e instanceof KernelBuildException)) {
                fault(what, "several lines: " + message);
            } else if (!message.contains(CL.stringFor_errorCode(code))) {
                fault(what, "the error is not named: " + message);
            }
        } catch (RuntimeException | Error e) {
            fault(what, e.toString());
            e.printStackTrace(System.out);
        }
        if (!FailingCalls.hasFailed()) {
            fault(what, "the call was not made");
        }
        if (FailingCalls.objects() != 0) {
            fault(what, FailingCalls.objects() + " objects are left");
        }
    }

    private static void fault(String what, String found) {
        faults++;
        System.out.println("FAULT " + what + ": " + found);
    }

    /** A JVP of a small convolution and its gradient, recorded and replayed, beside ops of other kinds and a profile, on a device opened for it. */
    private static double[] run(OpenClInfo info) {
        List<Tensor> results = new ArrayList<>();
        try (OpenClDevice device = OpenClDevice.open(info);
                Arena arena = device.arena()) {
            Tensor x = numbers(device, Shape.of(2, SIDE, SIDE, 16), 1);
            Tensor v = numbers(device, Shape.of(2, SIDE, SIDE, 16), 2);
            Tensor weights = numbers(device, Shape.of(3, 3, 32, 16), 3);
            Tensor matrix = numbers(device, Shape.of(16, 16), 4);
            UnaryOperator<Tensor> f = at ->
                    Ops.add(Ops.silu(Ops.convolution(Ops.concat(at, x, -1), weights, 1, 1)), Ops.matmul(at, matrix));
            Function<List<Tensor>, List<Tensor>> products = in -> {
                Dual y = Autodiff.jvp(f, in.get(0), in.get(1));
                return List.of(y.primal(), y.tangent());
            };
            try (RecordedFunction recorded = new RecordedFunction(products, arena)) {
                results.addAll(recorded.apply(List.of(x, v)));
                results.addAll(recorded.apply(List.of(v, x)));
            }
            results.add(Autodiff.grad(at -> Ops.sum(f.apply(at)), x));
            results.add(Ops.permute(Ops.slice(x, -2, 2, 3), 0, 2, 1, 3));
            Profile profile = new Profile();
            device.profile(profile);
            results.add(Ops.matmul(matrix, matrix));
            device.profile(null);
            device.finish();
            double[] all = results.stream()
                    .flatMap(tensor -> Stream.of(tensor.value().toDoubles()))
                    .flatMapToDouble(Arrays::stream)
                    .toArray();
            return all;
        }
    }

    private static Tensor numbers(OpenClDevice device, Shape shape, int seed) {
        double[] values = new double[shape.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.sin(seed + 0.7 * i);
        }
        return device.tensor(DType.FLOAT32, shape, values);
    }
}
