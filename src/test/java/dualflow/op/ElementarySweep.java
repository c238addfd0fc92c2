package dualflow.op;

import dualflow.op.ElementaryFunctions.FloatBinaryOperator;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.IntStream;

/**
 * Measures the largest errors that the documentation of {@link Elementary} states; a program, not a test, since it runs
 * for minutes.
 *
 * <pre>
 * ElementarySweep float32 FUNCTION          every float but the NaNs (pow: 2^27 random pairs), against float64
 * ElementarySweep float64 FUNCTION COUNT    writes COUNT inputs and results for tools/reference/elementary/sweep
 * </pre>
 *
 * <p>The errors are in units in the last place of the format at the true result.
 */
final class ElementarySweep {

    private static final int CHUNK_BITS = 20;

    private ElementarySweep() {}

    private record Worst(double error, float x, float y) {
        static Worst of(Worst a, Worst b) {
            return a.error >= b.error ? a : b;
        }
    }

    public static void main(String[] arguments) {
        String function = arguments[1];
        if (arguments[0].equals("float32")) {
            sweepFloats(function);
        } else {
            writeDoubles(function, Long.parseLong(arguments[2]));
        }
    }

    private static void sweepFloats(String function) {
        FloatBinaryOperator ours = ElementaryFunctions.inFloat(function);
        DoubleBinaryOperator reference = ElementaryFunctions.inDouble(function);
        boolean binary = function.equals("pow");
        Worst worst = IntStream.range(0, 1 << ((binary ? 27 : 32) - CHUNK_BITS))
                .parallel()
                .mapToObj(chunk -> {
                    Worst most = new Worst(0, 0, 0);
                    SplittableRandom random = new SplittableRandom(chunk);
                    for (int i = 0; i < 1 << CHUNK_BITS; i++) {
                        float x = Float.intBitsToFloat((chunk << CHUNK_BITS) | i);
                        float y = 0;
                        if (binary) {
                            x = (float) baseOfPower(random);
                            y = (float) exponentOfPower(random, x, 150);
                        }
                        if (Float.isNaN(x)) {
                            continue;
                        }
                        double error = error(ours.applyAsFloat(x, y), reference.applyAsDouble(x, y));
                        if (!(error <= most.error)) {
                            most = new Worst(Double.isNaN(error) ? Double.POSITIVE_INFINITY : error, x, y);
                        }
                    }
                    return most;
                })
                .reduce(new Worst(0, 0, 0), Worst::of);
        System.out.printf(
                Locale.ROOT,
                "float32 %s: %.4f ulp at %s%s%n",
                function,
                worst.error,
                Float.toHexString(worst.x),
                binary ? ", " + Float.toHexString(worst.y) : "");
    }

    /** The error of a float in units in the last place at the true result; what rounds to infinity counts as 2^128. */
    private static double error(float computed, double truth) {
        if (Double.isNaN(truth) || Float.isNaN(computed)) {
            return Double.isNaN(truth) && Float.isNaN(computed) ? 0 : Double.NaN;
        }
        double limit = 0x1.0p128;
        double expected = Math.max(-limit, Math.min(limit, truth));
        double found = Math.max(-limit, Math.min(limit, computed));
        int exponent = Math.max(-126, Math.min(127, Math.getExponent(expected)));
        return Math.abs(found - expected) / Math.scalb(1.0, exponent - 23);
    }

    private static void writeDoubles(String function, long count) {
        DoubleBinaryOperator ours = ElementaryFunctions.inDouble(function);
        boolean binary = function.equals("pow");
        SplittableRandom random = new SplittableRandom(20240229);
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(System.out, 1 << 16));
        try {
            for (long i = 0; i < count; i++) {
                double x = binary ? baseOfPower(random) : argument(random, i);
                double y = binary ? exponentOfPower(random, x, 1100) : 0;
                out.writeDouble(x);
                out.writeDouble(y);
                out.writeDouble(ours.applyAsDouble(x, y));
            }
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Any bit pattern, any moderate magnitude, the interesting ranges, and points near special values. */
    private static double argument(SplittableRandom random, long i) {
        return switch ((int) (i & 7)) {
            case 0 -> {
                double any = Double.longBitsToDouble(random.nextLong());
                yield Double.isNaN(any) ? 1.0 : any;
            }
            case 1 -> (random.nextBoolean() ? 1 : -1) * Math.scalb(1 + random.nextDouble(), random.nextInt(80) - 60);
            case 2 -> random.nextDouble() * 1500 - 750;
            case 3 -> random.nextDouble() * 12 - 6;
            case 4 -> random.nextDouble() * 2 - 1;
            case 5 -> 0.5 + random.nextDouble() * 2;
            case 6 -> near(random.nextInt(2000) * (StrictMath.log(2) / 2), random);
            default -> near(random.nextInt(1 << random.nextInt(31)) * (Math.PI / 2), random);
        };
    }

    private static double near(double x, SplittableRandom random) {
        double moved = x + Math.ulp(x) * (random.nextInt(9) - 4);
        return random.nextBoolean() ? moved : -moved;
    }

    private static double baseOfPower(SplittableRandom random) {
        return random.nextBoolean()
                ? Math.scalb(1 + random.nextDouble(), random.nextInt(280) - 140)
                : Math.scalb(1 + random.nextDouble(), random.nextInt(4) - 2);
    }

    /** An exponent that makes the power a number below 2^limit and above 2^-limit. */
    private static double exponentOfPower(SplittableRandom random, double x, int limit) {
        double log2 = StrictMath.log(x) / StrictMath.log(2);
        double y = (random.nextDouble() * 2 - 1) * limit / log2;
        return Double.isFinite(y) ? y : 1;
    }
}
