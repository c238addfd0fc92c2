package dualflow.device.opencl;

import dualflow.device.host.HostDevice;
import dualflow.op.Convolution;
import dualflow.op.MatMul;
import dualflow.op.TransposedConvolution;
import dualflow.op.WinogradConvolution;
import dualflow.tensor.Arena;
import dualflow.tensor.Blocks;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.DeviceTensor;
import dualflow.tensor.Op;
import dualflow.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Products that are wide enough for tiles, of lengths that no tile divides. */
final class TiledProducts {
    /** Signed zeros, and numbers whose products underflow to them or are none. */
    private static final double[] SPECIAL = {
        0.0, -0.0, 1e-30, -1e-30, 1e-200, -1e-200, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN
    };

    private record Product(Op op, Shape left, Shape right) {
        long multiplyAdds() {
            return op.multiplyAdds(Blocks.of(op, List.of(left, right)));
        }
    }

    private static final List<Product> PRODUCTS = List.of(
            product(new MatMul(), Shape.of(8, 1), Shape.of(1, 8)),
            product(new MatMul(), Shape.of(9, 0), Shape.of(0, 10)),
            product(new MatMul(), Shape.of(32, 16), Shape.of(16, 32)),
            product(new MatMul(), Shape.of(131, 37), Shape.of(37, 133)),
            product(new MatMul(), Shape.of(3, 47, 19), Shape.of(19, 66)), // rows of one product
            product(new MatMul(), Shape.of(2, 1, 9, 17), Shape.of(3, 17, 34)),
            product(new Convolution(1, 0), Shape.of(1, 8, 9), Shape.of(1, 1, 9, 11)),
            product(new Convolution(1, 1), Shape.of(2, 9, 7, 3), Shape.of(3, 3, 3, 13)),
            product(new Convolution(2, 3), Shape.of(2, 13, 12, 1), Shape.of(7, 7, 1, 65)),
            product(new Convolution(1, 2), Shape.of(11, 13, 18), Shape.of(2, 3, 18, 9)),
            product(new Convolution(2, 1), Shape.of(2, 8, 8, 5), Shape.of(2, 3, 3, 5, 8)), // weights for each image
            product(new Convolution(1, 4), Shape.of(3, 3, 2), Shape.of(2, 2, 2, 10)), // pixels without any tap
            product(new Convolution(1, 1), Shape.of(5, 6, 0), Shape.of(3, 3, 0, 8)),
            product(new TransposedConvolution(1, 1, 9, 7), Shape.of(2, 9, 7, 4), Shape.of(3, 3, 4, 12)),
            product(new TransposedConvolution(2, 0, 10, 12), Shape.of(2, 5, 6, 17), Shape.of(2, 2, 17, 33)),
            product(new TransposedConvolution(2, 1, 10, 9), Shape.of(2, 5, 5, 6), Shape.of(2, 3, 3, 6, 9)),
            product(new TransposedConvolution(3, 2, 13, 14), Shape.of(3, 5, 5, 2), Shape.of(4, 5, 2, 8)),
            product(
                    new TransposedConvolution(4, 0, 14, 13),
                    Shape.of(4, 4, 2),
                    Shape.of(2, 1, 2, 8)), // some without any tap
            product(new WinogradConvolution(1), Shape.of(3, 9, 11, 5), Shape.of(36, 5, 12)),
            product(new WinogradConvolution(1), Shape.of(2, 2, 9, 6, 4), Shape.of(36, 4, 9)),
            product(new WinogradConvolution(0), Shape.of(2, 1, 9, 6, 4), Shape.of(2, 36, 4, 70)));

    private TiledProducts() {}

    private static Product product(Op op, Shape left, Shape right) {
        return new Product(op, left, right);
    }

    /** Those whose results on a device differ from the host's bits, on usual and on special numbers. */
    static List<String> differingFromHost(Device device) {
        return differingFromHost(device, Long.MAX_VALUE);
    }

    /** The same, of products of at most so many multiply-adds. */
    static List<String> differingFromHost(Device device, long most) {
        List<Product> products = PRODUCTS.stream()
                .filter(product -> product.multiplyAdds() <= most)
                .toList();
        List<String> different = new ArrayList<>();
        for (DType dtype : DType.values()) {
            for (Product product : products) {
                for (boolean special : new boolean[] {false, true}) {
                    double[] left = numbers(product.left.size(), special, 1);
                    double[] right = numbers(product.right.size(), special, 2);
                    try (HostDevice host = new HostDevice()) {
                        double[] expected = result(host, product, dtype, left, right);
                        if (!Arrays.equals(expected, result(device, product, dtype, left, right))) {
                            different.add(product + " in " + dtype + " differs, special " + special);
                        }
                    }
                }
            }
        }
        return different;
    }

    private static double[] result(Device device, Product product, DType dtype, double[] left, double[] right) {
        try (Arena arena = device.arena()) {
            DeviceTensor a = device.tensor(dtype, product.left, left);
            DeviceTensor b = device.tensor(dtype, product.right, right);
            double[] numbers = ((DeviceTensor) product.op.on(a, b)).toDoubles();
            if (arena.size() != 3) {
                throw new IllegalStateException(product + " left tensors behind");
            }
            return numbers;
        }
    }

    /** A tensor of usual numbers. */
    static DeviceTensor tensor(Device device, Shape shape) {
        return device.tensor(DType.FLOAT32, shape, numbers(shape.size(), false, 3));
    }

    private static double[] numbers(int count, boolean special, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] numbers = new double[count];
        for (int i = 0; i < count; i++) {
            // Few enough of the special ones that not every sum is NaN.
            int choice = special ? random.nextInt(3 * SPECIAL.length + 60) : SPECIAL.length;
            if (choice < 6) {
                numbers[i] = SPECIAL[choice];
            } else if (choice < SPECIAL.length && random.nextInt(8) == 0) {
                numbers[i] = SPECIAL[choice];
            } else {
                numbers[i] = random.nextDouble(-1, 1);
            }
        }
        return numbers;
    }
}
