package dualflow.device.opencl;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.device.host.HostDevice;
import dualflow.op.Ops;
import dualflow.tensor.Arena;
import dualflow.tensor.DType;
import dualflow.tensor.DeviceException;
import dualflow.tensor.DeviceTensor;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.StaleTensorException;
import dualflow.testing.TestDevices;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Random sequences of calls, many of them wrong: use after release or close, closing twice, wrong lengths, tensors of two
 * devices, several threads. Each may end in a typed exception, none in a crash. 100,000 sequences were run once; set
 * {@code -Ddualflow.test.sequences} for more than the usual few thousand.
 */
class MisuseTest {
    private static final int SEQUENCES = Integer.getInteger("dualflow.test.sequences", 3000);
    private static HostDevice host;
    private static DeviceTensor onHost;

    @BeforeAll
    static void open() {
        host = new HostDevice();
        onHost = host.fill(DType.FLOAT64, Shape.of(3), 1);
    }

    @AfterAll
    static void close() {
        host.close();
    }

    @Test
    void misuseEndsInTypedExceptions() {
        OpenClInfo info = TestDevices.openClInfo();
        OpenClDevice device = OpenClDevice.open(info);
        int refused = 0;
        for (int seed = 0; seed < SEQUENCES; seed++) {
            refused += sequence(device, new SplittableRandom(seed));
            assertThat(device.account().live()).as("seed %d", seed).isZero();
            if (isClosed(device)) {
                device.close();
                device = OpenClDevice.open(info);
            }
        }
        device.close();
        assertThat(refused).isGreaterThan(SEQUENCES);
    }

    private static boolean isClosed(OpenClDevice device) {
        try {
            return device.currentArena() == null;
        } catch (StaleTensorException e) {
            return true;
        }
    }

    @Test
    void misuseByThreadsEndsInTypedExceptions() throws InterruptedException {
        OpenClInfo info = TestDevices.openClInfo();
        for (int seed = 0; seed < SEQUENCES / 300; seed++) {
            OpenClDevice device = OpenClDevice.open(info);
            List<Throwable> wrong = new ArrayList<>();
            List<DeviceTensor> shared = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                shared.add(device.fill(DType.FLOAT64, Shape.of(3), i));
            }
            List<Thread> threads = new ArrayList<>();
            for (int t = 0; t < 3; t++) {
                SplittableRandom random = new SplittableRandom(seed * 3L + t);
                threads.add(new Thread(() -> {
                    try {
                        for (int step = 0; step < 50; step++) {
                            step(device, new ArrayList<>(shared), new ArrayList<>(), random);
                        }
                    } catch (RuntimeException | Error e) {
                        synchronized (wrong) {
                            wrong.add(e);
                        }
                    }
                }));
            }
            threads.forEach(Thread::start);
            for (Thread thread : threads) {
                thread.join();
            }
            device.close();
            assertThat(wrong).as("seed %d", seed).isEmpty();
            assertThat(device.account().live()).isZero();
        }
    }

    private static int sequence(OpenClDevice device, SplittableRandom random) {
        List<DeviceTensor> tensors = new ArrayList<>();
        List<Arena> arenas = new ArrayList<>();
        int refused = 0;
        for (int step = 0; step < 20; step++) {
            refused += step(device, tensors, arenas, random) ? 0 : 1;
        }
        arenas.forEach(Arena::close);
        tensors.stream().filter(tensor -> tensor != onHost).forEach(DeviceTensor::release);
        return refused;
    }

    /** One call; whether it succeeded. Any exception other than the typed ones is an error. */
    private static boolean step(
            OpenClDevice device, List<DeviceTensor> tensors, List<Arena> arenas, SplittableRandom random) {
        DeviceTensor a = tensors.isEmpty() ? onHost : tensors.get(random.nextInt(tensors.size()));
        DeviceTensor b = tensors.isEmpty() ? onHost : tensors.get(random.nextInt(tensors.size()));
        DType dtype = random.nextBoolean() ? DType.FLOAT32 : DType.FLOAT64;
        try {
            switch (random.nextInt(14)) {
                case 0, 1, 2 -> tensors.add(device.fill(dtype, Shape.of(random.nextInt(5)), 1));
                case 3 -> tensors.add(device.tensor(dtype, Shape.of(3), new double[random.nextInt(2, 5)]));
                case 4 -> {
                    if (a != onHost) {
                        a.release();
                    }
                }
                case 5 -> a.toDoubles();
                case 6 -> a.toDouble();
                case 7, 8 -> tensors.add((DeviceTensor) Ops.add(a, b));
                case 9 ->
                    tensors.add(
                            (DeviceTensor) Ops.reshape(a, Shape.of(1, a.shape().size())));
                case 10 -> tensors.add((DeviceTensor) Ops.add(a, onHost));
                case 11 -> arenas.add(device.arena());
                case 12 -> {
                    if (!arenas.isEmpty()) {
                        Arena arena = arenas.get(random.nextInt(arenas.size()));
                        arena.keep(a);
                        arena.close();
                    }
                }
                default -> {
                    if (random.nextInt(100) == 0) {
                        device.close();
                    } else {
                        device.currentArena().keep(a);
                    }
                }
            }
            return true;
        } catch (ShapeException | StaleTensorException | DeviceException e) {
            assertThat(e).hasMessageMatching("(?s).{20,}");
            return false;
        }
    }
}
