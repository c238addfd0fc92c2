package dualflow.device.opencl;

import dualflow.device.host.HostDevice;
import dualflow.tensor.Arena;
import dualflow.tensor.DType;
import dualflow.tensor.DeviceTensor;
import dualflow.tensor.Shape;
import java.util.Arrays;

/** Runs every kernel on the first OpenCL device, or one with a mistake on purpose: what the checker of kernels watches. */
final class AllKernels {
    private AllKernels() {}

    /** Exit code 1 where a result differs from the host's bits. */
    public static void main(String[] args) {
        OpenClInfo info = OpenCl.devices().get(0);
        System.out.println(info);
        int different = 0;
        try (OpenClDevice device = new OpenClDevice(info, OpenClDevice.Memcheck.EXACT)) {
            if (args.length > 0) {
                DeviceTensor x = device.tensor(DType.FLOAT32, Shape.of(131), OpCases.numbers(131, 1));
                ((DeviceTensor) new Planted(args[0]).on(x)).toDoubles();
                return;
            }
            for (DType dtype : DType.values()) {
                for (OpCases c : OpCases.small()) {
                    different += isEqual(device, dtype, c) ? 0 : 1;
                }
            }
        }
        System.exit(different == 0 ? 0 : 1);
    }

    private static boolean isEqual(OpenClDevice device, DType dtype, OpCases c) {
        try (HostDevice host = new HostDevice();
                Arena arena = device.arena()) {
            double[] expected = c.on(host, dtype);
            double[] actual = c.on(device, dtype);
            boolean equal = Arrays.equals(expected, actual);
            if (!equal) {
                System.out.printf("%s in %s differs (%d tensors)%n", c, dtype, arena.size());
            }
            return equal;
        }
    }
}
