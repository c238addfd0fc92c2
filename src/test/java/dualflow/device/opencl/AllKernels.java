package dualflow.device.opencl;

import dualflow.device.host.HostDevice;
import dualflow.op.OpCase;
import dualflow.op.OpCases;
import dualflow.tensor.Arena;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.DeviceTensor;
import dualflow.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Runs every kernel on the first OpenCL device, or one with a mistake on purpose: what the checker of kernels watches. */
final class AllKernels {
    private AllKernels() {}

    /** Exit code 1 where a result differs from the host's bits. */
    public static void main(String[] args) {
        OpenClInfo info = OpenCl.devices().get(0);
        System.out.println(info);
        List<String> different = new ArrayList<>();
        if (args.length > 0) {
            try (OpenClDevice device = new OpenClDevice(info, OpenClDevice.Memcheck.EXACT, true)) {
                double[] numbers = IntStream.range(0, 131).asDoubleStream().toArray(); // equal writes are no race
                DeviceTensor x = device.tensor(DType.FLOAT32, Shape.of(131), numbers);
                ((DeviceTensor) new Planted(args[0]).on(x)).toDoubles();
                return;
            }
        }
        for (boolean cpuKernels : new boolean[] {true, false}) {
            try (OpenClDevice device = new OpenClDevice(info, OpenClDevice.Memcheck.EXACT, cpuKernels)) {
                different.addAll(differingFromHost(device));
                different.addAll(JoinedImages.differing(device));
            }
        }
        Tuner smallest = Tuner.fixed(3);
        try (OpenClDevice device = new OpenClDevice(info, OpenClDevice.Memcheck.EXACT, false, smallest)) {
            different.addAll(TiledProducts.differingFromHost(device, 25_000));
        }
        different.forEach(System.out::println);
        System.exit(different.isEmpty() ? 0 : 1);
    }

    /** The cases of all ops, and of rules in one launch, whose results on a device differ from the host's bits, on usual and on special numbers. */
    static List<String> differingFromHost(Device device) {
        List<String> different = new ArrayList<>();
        for (DType dtype : DType.values()) {
            for (OpCase c : OpCases.all()) {
                try (HostDevice host = new HostDevice();
                        Arena arena = device.arena()) {
                    if (!Arrays.equals(usual(c, host, dtype), usual(c, device, dtype))
                            || !Arrays.equals(special(c, host, dtype), special(c, device, dtype))) {
                        different.add(c + " in " + dtype + " differs (" + arena.size() + " tensors)");
                    }
                }
            }
        }
        different.addAll(RecordedRules.differingFromHost(device));
        return different;
    }

    static double[] usual(OpCase c, Device device, DType dtype) {
        return ((DeviceTensor) c.op().on(c.arguments(device, dtype))).toDoubles();
    }

    private static double[] special(OpCase c, Device device, DType dtype) {
        return ((DeviceTensor) c.op().on(c.specialArguments(device, dtype))).toDoubles();
    }
}
