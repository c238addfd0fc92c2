package dualflow.device.opencl;

import java.util.SplittableRandom;

/** Float32 numbers a, b and c at which a b + c, a / b and the square root of a are hard to round. */
final class ArithmeticCases {
    private static final float[] SPECIAL = {
        0, -0.0f, 1, -1, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.NaN, Float.MAX_VALUE, Float.MIN_NORMAL
    };
    private static final int[] EXPONENTS = {
        -126, -125, -100, -64, -63, -24, -1, 0, 1, 23, 24, 63, 64, 100, 125, 126, 127
    };
    private static final int LAST = 0x7fffff; // the fraction with all bits set

    private final SplittableRandom random;

    ArithmeticCases(long seed) {
        random = new SplittableRandom(seed);
    }

    /** Numbers in the layout that kernels take: three per case. */
    record Numbers(float[] a, float[] b, float[] c) {}

    /** Generates cases of all kinds. */
    Numbers next(int count) {
        Numbers numbers = new Numbers(new float[count], new float[count], new float[count]);
        for (int i = 0; i < count; i++) {
            float a = number();
            float b = number();
            switch (i % 8) {
                case 0 -> a = root(); // a square almost halfway between two numbers
                case 1 -> a = (float) ((double) b * middle(number())); // a quotient almost halfway between two numbers
                case 2 -> a = any();
                case 3 -> b = any();
                default -> {
                    // As drawn.
                }
            }
            numbers.a[i] = a;
            numbers.b[i] = b;
            numbers.c[i] = term(a, b);
        }
        return numbers;
    }

    /** A number with random bits, which may be subnormal, infinite or NaN. */
    float any() {
        return random.nextInt(4) == 0
                ? SPECIAL[random.nextInt(SPECIAL.length)]
                : Float.intBitsToFloat(random.nextInt());
    }

    /** A normal number, biased towards the ends of the ranges of exponent and fraction. */
    private float number() {
        int exponent = random.nextBoolean() ? EXPONENTS[random.nextInt(EXPONENTS.length)] : random.nextInt(-126, 128);
        int fraction = random.nextInt(3) > 0
                ? random.nextInt(LAST + 1)
                : random.nextBoolean() ? random.nextInt(4) : LAST - random.nextInt(4);
        return Float.intBitsToFloat(random.nextInt(2) << 31 | (exponent + 127) << 23 | fraction);
    }

    /** The midpoint between a number's absolute value and the next one. */
    private static double middle(float x) {
        return Math.abs((double) x) + Math.ulp(x) / 2.0;
    }

    private float root() {
        double middle = middle(Math.scalb(Math.abs(number()), -64));
        return (float) (random.nextBoolean() ? middle * middle : Math.pow(Math.abs((float) middle), 2));
    }

    /** A term that cancels the product, puts the sum halfway between two numbers, or has a different magnitude. */
    private float term(float a, float b) {
        double product = (double) a * b;
        return switch (random.nextInt(4)) {
            case 0 -> random.nextInt(4) > 0 ? (float) -product : random.nextBoolean() ? 0.0f : -0.0f;
            case 1 -> Math.scalb((float) product, random.nextInt(22, 27));
            case 2 -> Math.scalb(number(), random.nextInt(-20, 20));
            default -> (float) (product * random.nextDouble(-2, 2));
        };
    }
}
