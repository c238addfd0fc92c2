package dualflow.device.opencl;

import dualflow.device.calibration.Calibration;
import dualflow.device.calibration.Rates;
import dualflow.launch.Arguments;
import dualflow.tensor.DType;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.ToDoubleFunction;

/** The peak rates of an OpenCL device, from the kernels of {@code opencl/peak.cl}, each with the best vector width. */
public final class OpenClCalibration implements Calibration {
    private static final List<Integer> WIDTHS = List.of(1, 4, 8, 16);
    private static final int WIDEST = 16;
    private static final int CHAINS = 12;
    private static final double LONG_ENOUGH = 0.01; // seconds, which make launch overhead negligible
    private static final long LARGE = 1L << 26; // bytes of an array, which exceed the caches
    private static final long SMALL_SHARE = 32;

    private final OpenClDevice device;
    private final DType dtype;
    private final boolean cpu;
    private int width;
    private int rounds = 1 << 10;

    /**
     * Creates a calibration without measurements.
     *
     * @param device the device to measure
     * @param dtype the number format
     */
    public OpenClCalibration(OpenClDevice device, DType dtype) {
        this.device = device;
        this.dtype = dtype;
        this.cpu = device.info().kind() != OpenClInfo.Kind.GPU;
    }

    @Override
    public Rates measure() {
        synchronized (device) {
            if (width == 0) {
                chooseWidth();
            }
            double flops = flops(width, Calibration::shortest);
            long bytes = Math.min(LARGE, device.info().memoryBytes() / SMALL_SHARE);
            bytes = Math.min(bytes, device.info().maxAllocationBytes()) / (1 << 20) * (1 << 20);
            Buffer a = device.session().pool().take(bytes);
            Buffer b = device.session().pool().take(bytes);
            Buffer y = device.session().pool().take(bytes);
            try {
                device.session().fillZeros(a, bytes);
                device.session().fillZeros(b, bytes);
                int vectors = (int) (bytes / dtype.bytes() / (cpu ? WIDEST : 4));
                String suffix = cpu ? "_along" : "_across";
                double copy =
                        Calibration.shortest(launches("copy" + suffix, List.of(y, a), new Arguments().ints(vectors)));
                double triad = Calibration.shortest(launches(
                        "triad" + suffix,
                        List.of(y, a, b),
                        new Arguments().reals(0.5).ints(vectors)));
                return new Rates(flops, 2 * bytes / copy, 3 * bytes / triad);
            } finally {
                device.session().pool().give(a);
                device.session().pool().give(b);
                device.session().pool().give(y);
            }
        }
    }

    /** Chooses the vector width with the fastest fmas, and the number of rounds that makes its launches long enough. */
    private void chooseWidth() {
        double best = 0;
        int bestRounds = rounds;
        for (int candidate : WIDTHS) {
            rounds = 1 << 10;
            while (fmaSeconds(candidate, time -> Calibration.shortest(2, time)) < LONG_ENOUGH && rounds < 1 << 28) {
                rounds *= 2;
            }
            double flops = flops(candidate, time -> Calibration.shortest(3, time));
            if (flops > best) {
                best = flops;
                width = candidate;
                bestRounds = rounds;
            }
        }
        rounds = bestRounds;
    }

    private double flops(int candidate, ToDoubleFunction<LongSupplier> shortest) {
        double fmas = (double) items() * rounds * CHAINS * candidate;
        return 2 * fmas / fmaSeconds(candidate, shortest);
    }

    private double fmaSeconds(int candidate, ToDoubleFunction<LongSupplier> shortest) {
        Buffer y = device.session().pool().take((long) items() * WIDEST * dtype.bytes());
        try {
            return shortest.applyAsDouble(launches(
                    "fma_" + candidate, List.of(y), new Arguments().ints(rounds).reals(0.5, 0.25)));
        } finally {
            device.session().pool().give(y);
        }
    }

    /** Timed launches, each in nanoseconds. */
    private LongSupplier launches(String entry, List<Buffer> buffers, Arguments arguments) {
        CompiledKernel kernel = device.session().compiled("peak", entry, dtype);
        LaunchQueue.Grid grid = new LaunchQueue.Grid(items(), kernel.localSize(localSize()));
        return () -> device.session().timed(kernel, buffers, arguments.list(), grid);
    }

    /** A power of two, several per core, so that work is balanced and the arrays divide evenly. */
    private int items() {
        int units = Math.max(1, device.info().computeUnits());
        int whole = Integer.highestOneBit(units) == units ? units : 2 * Integer.highestOneBit(units);
        return cpu ? 16 * whole : 2048 * whole;
    }

    private int localSize() {
        return cpu ? 1 : 64;
    }
}
