package dualflow.device.opencl;

import dualflow.op.Divide;
import dualflow.op.Sqrt;
import dualflow.tensor.Arena;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.DeviceTensor;
import dualflow.tensor.Shape;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Float32 quotients and square roots of a device compared with Java's, which they must equal bit for bit. */
final class Quotients {
    private static final int MOST = 1 << 20;
    private static final int HIDDEN = 1 << 23;

    private Quotients() {}

    /**
     * The first one that differs, in words, among those of all pairs of exponents and a number of hard and random pairs. A device that flushes
     * subnormal numbers and divides by itself need not have Java's bits where they are among arguments and result.
     */
    static Optional<String> differing(OpenClDevice device, long pairs) {
        List<float[]> exponents = pairsOfExponents();
        Optional<String> different = differing(device, exponents.get(0), exponents.get(1));
        for (long done = 0; done < pairs && different.isEmpty(); done += MOST) {
            int count = (int) Math.min(MOST, pairs - done);
            ArithmeticCases.Numbers numbers = new ArithmeticCases(done).next(count);
            SplittableRandom random = new SplittableRandom(done);
            for (int i = 0; i < count; i += 2) {
                numbers.a()[i] = Float.intBitsToFloat(random.nextInt());
                numbers.b()[i] = Float.intBitsToFloat(random.nextInt());
            }
            different = differing(device, numbers.a(), numbers.b());
        }
        return different;
    }

    /** Each exponent, including those of subnormal numbers, infinities and NaN, over each; with three fractions. */
    private static List<float[]> pairsOfExponents() {
        SplittableRandom random = new SplittableRandom(7);
        float[] a = new float[3 * 256 * 256];
        float[] b = new float[a.length];
        for (int i = 0; i < a.length; i++) {
            int pair = i / 3;
            a[i] = number(pair / 256, i % 3, random);
            b[i] = number(pair % 256, (i + random.nextInt(3)) % 3, random);
        }
        return List.of(a, b);
    }

    private static float number(int exponent, int kind, SplittableRandom random) {
        int fraction = kind == 0 ? 0 : kind == 1 ? HIDDEN - 1 - random.nextInt(2) : random.nextInt(HIDDEN);
        return Float.intBitsToFloat(random.nextInt(2) << 31 | exponent << 23 | fraction);
    }

    private static Optional<String> differing(OpenClDevice device, float[] a, float[] b) {
        Arithmetic own = device.info().arithmetic().orElseThrow();
        boolean anyQuotient = own.keepsSubnormals() || !own.divides();
        boolean anyRoot = own.keepsSubnormals() || !own.takesRoots();
        try (Arena arena = device.arena()) {
            DeviceTensor x = tensor(device, a);
            DeviceTensor y = tensor(device, b);
            double[] quotients = ((DeviceTensor) new Divide().on(x, y)).toDoubles();
            double[] roots = ((DeviceTensor) new Sqrt().on(x)).toDoubles();
            for (int i = 0; i < a.length; i++) {
                if ((anyQuotient || !areTiny(a[i], b[i], a[i] / b[i])) && differ((float) quotients[i], a[i] / b[i])) {
                    return Optional.of(a[i] + " / " + b[i] + " is " + quotients[i] + ", not " + a[i] / b[i]);
                }
                if ((anyRoot || !areTiny(a[i])) && differ((float) roots[i], (float) Math.sqrt(a[i]))) {
                    return Optional.of("sqrt(" + a[i] + ") is " + roots[i] + ", not " + (float) Math.sqrt(a[i]) + " ("
                            + arena.size() + " tensors)");
                }
            }
            return Optional.empty();
        }
    }

    /** Whether a number is subnormal, or the least normal one, up to which it may have been rounded. */
    private static boolean areTiny(float... numbers) {
        for (float x : numbers) {
            if (x != 0 && Math.abs(x) <= Float.MIN_NORMAL) {
                return true;
            }
        }
        return false;
    }

    private static boolean differ(float actual, float right) {
        return Float.floatToIntBits(actual) != Float.floatToIntBits(right);
    }

    private static DeviceTensor tensor(Device device, float[] numbers) {
        double[] values =
                IntStream.range(0, numbers.length).mapToDouble(i -> numbers[i]).toArray();
        return device.tensor(DType.FLOAT32, Shape.of(numbers.length), values);
    }
}
