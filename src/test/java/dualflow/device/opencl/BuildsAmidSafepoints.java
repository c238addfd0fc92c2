package dualflow.device.opencl;

import dualflow.op.Ops;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import java.util.concurrent.atomic.LongAdder;

/** Builds kernels for some seconds while other threads run Java code and are repeatedly stopped at safepoints. */
final class BuildsAmidSafepoints {
    private static final int THREADS = 4;
    private static final long SECONDS = 6;
    private static final LongAdder SUMS = new LongAdder();

    private BuildsAmidSafepoints() {}

    public static void main(String[] args) {
        for (int i = 0; i < THREADS; i++) {
            start(BuildsAmidSafepoints::count);
        }
        start(System::gc);
        long end = System.nanoTime() + SECONDS * 1_000_000_000L;
        int builds = 0;
        while (System.nanoTime() - end < 0) {
            try (Device device = OpenClDevice.open(OpenCl.devices().get(0))) {
                Ops.exp(device.tensor(DType.FLOAT64, Shape.of(2), 0, 1)).value().toDoubles();
                builds++;
            }
        }
        System.out.println(builds + " builds beside a sum of " + SUMS);
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(() -> {
            while (true) {
                work.run();
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private static void count() {
        long sum = 0;
        for (long i = 0; i < 1_000_000; i++) {
            sum += i * i ^ sum;
        }
        SUMS.add(sum);
    }
}
