package dualflow.device.opencl;

import dualflow.launch.Argument;
import dualflow.launch.Arguments;
import dualflow.tensor.DType;
import dualflow.tensor.DeviceException;
import dualflow.tensor.DeviceTensor;
import dualflow.tensor.Part;
import dualflow.tensor.Shape;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * Determines by experiment how a device computes in float32: drivers may report more or less than they do. The result is kept in the user's
 * cache folder together with the driver's version.
 *
 * <p>A device that flushes subnormal numbers is judged by results that neither are subnormal nor derive from subnormal numbers. Sums,
 * products and fma must be correct, or the device is rejected: there is nothing to emulate them with.
 */
final class ArithmeticTrial {
    private static final int VERSION = 2;
    private static final String KEY = "float32";
    private static final int CASES = 1 << 14;
    /** Every device makes so many rounds of a loop. */
    static final long FEW_ROUNDS = 65_535;
    /** So many rounds are tried. */
    private static final int MANY_ROUNDS = 100_000;

    private static final String[] WHAT = {
        "a + b", "a * b", "a * b + c, rounded twice,", "fma(a, b, c)", "a / b", "sqrt(a)"
    };
    private static final int ROUNDED_BY_ALL = 4; // the first of these
    private static final int FMA = 3;
    private static final int DIVISION = 4;
    private static final int ROOT = 5;
    private static final int LOCAL_SIZE = 64;

    /**
     * The outcome of a trial: how the device computes, or why it cannot be used.
     *
     * @param arithmetic empty if it cannot be used
     * @param refusal completes "it cannot be used: "; empty if it can
     */
    record Outcome(Optional<Arithmetic> arithmetic, String refusal) {
        private Outcome(Arithmetic found) {
            this(Optional.of(found), "");
        }

        private Outcome(String refusal) {
            this(Optional.empty(), refusal);
        }

        /** The device after the trial. */
        OpenClInfo on(OpenClInfo info) {
            return arithmetic.map(info::with).orElseGet(() -> info.refused(refusal));
        }
    }

    private final ArithmeticCases.Numbers x;
    private final float[][] right;
    private final float[][] got;
    private final boolean endsLoops;

    private ArithmeticTrial(ArithmeticCases.Numbers x, Results results) {
        this.x = x;
        endsLoops = results.rounds < MANY_ROUNDS;
        int count = x.a().length;
        right = new float[WHAT.length][count];
        got = new float[WHAT.length][count];
        for (int i = 0; i < count; i++) {
            float a = x.a()[i];
            float b = x.b()[i];
            float c = x.c()[i];
            float[] all = {a + b, a * b, a * b + c, Math.fma(a, b, c), a / b, (float) Math.sqrt(a)};
            for (int what = 0; what < WHAT.length; what++) {
                right[what][i] = all[what];
                got[what][i] = (float) results.numbers[what * count + i];
            }
        }
    }

    /**
     * A device's results.
     *
     * @param numbers all sums, then all products, and so on
     * @param rounds the rounds of a loop of 100,000 that it made
     */
    @SuppressWarnings("ArrayRecordComponent") // read once, element by element
    record Results(double[] numbers, double rounds) {}

    /** Derives the outcome from a device's results. */
    static Outcome judge(ArithmeticCases.Numbers numbers, Results results) {
        ArithmeticTrial trial = new ArithmeticTrial(numbers, results);
        return trial.wrong().map(Outcome::new).orElseGet(() -> new Outcome(trial.arithmetic()));
    }

    /** The outcome of a trial, new or cached. */
    static Outcome of(OpenClInfo info) {
        return of(info, DeviceCache.of("arithmetic", VERSION, info));
    }

    static Outcome of(OpenClInfo info, DeviceCache cache) {
        Optional<Arithmetic> known = cache.get(KEY).flatMap(ArithmeticTrial::parse);
        if (known.isPresent()) {
            return new Outcome(known.get());
        }
        try {
            ArithmeticCases.Numbers numbers = new ArithmeticCases(1).next(CASES);
            Outcome outcome = judge(numbers, results(info, numbers));
            outcome.arithmetic().ifPresent(found -> cache.put(KEY, text(found)));
            return outcome;
        } catch (DeviceException e) {
            return new Outcome("a trial of its arithmetic fails: " + e.getMessage());
        }
    }

    /** An error that no device may make, in words that complete "it cannot be used: ". */
    private Optional<String> wrong() {
        boolean keeps = keepsSubnormals();
        for (int what = 0; what < ROUNDED_BY_ALL; what++) {
            for (int i = 0; i < x.a().length; i++) {
                if ((keeps || !isTiny(what, i)) && !isEqual(what, i) && !isZeroOfZeros(what, i)) {
                    return Optional.of("in float32 its " + WHAT[what] + " at a = " + x.a()[i] + ", b = " + x.b()[i]
                            + ", c = " + x.c()[i] + " is " + got[what][i] + ", not " + right[what][i]);
                }
            }
        }
        return Optional.empty();
    }

    private Arithmetic arithmetic() {
        boolean keeps = keepsSubnormals();
        IntPredicate isRight = what -> equal(what, i -> keeps || !isTiny(what, i));
        return new Arithmetic(
                isRight.test(DIVISION), isRight.test(ROOT), keeps, equal(FMA, i -> isZeroOfZeros(FMA, i)), endsLoops);
    }

    /** Judged by sums, products and fma alone: a division that fails only on subnormals is just one that is not correctly rounded. */
    private boolean keepsSubnormals() {
        for (int what = 0; what < ROUNDED_BY_ALL; what++) {
            int each = what;
            if (!equal(what, i -> isTiny(each, i) && !isZeroOfZeros(each, i))) {
                return false;
            }
        }
        return true;
    }

    private boolean equal(int what, IntPredicate among) {
        for (int i = 0; i < x.a().length; i++) {
            if (among.test(i) && !isEqual(what, i)) {
                return false;
            }
        }
        return true;
    }

    private boolean isEqual(int what, int i) {
        return Float.floatToIntBits(right[what][i]) == Float.floatToIntBits(got[what][i]);
    }

    /** Whether this is an fma that sums zeros, whose sign a device may get wrong. */
    private boolean isZeroOfZeros(int what, int i) {
        return what == FMA && x.c()[i] == 0 && got[what][i] == 0 && right[what][i] == 0;
    }

    /** Whether an argument, an intermediate result or the result is subnormal; the result may have been rounded up to a normal number. */
    private boolean isTiny(int what, int i) {
        return isTiny(x.a()[i])
                || isTiny(x.b()[i])
                || isTiny(x.c()[i])
                || isTiny(x.a()[i] * x.b()[i])
                || isTiny(right[what][i]);
    }

    private static boolean isTiny(float x) {
        return x != 0 && Math.abs(x) <= Float.MIN_NORMAL;
    }

    private static String text(Arithmetic found) {
        return found.divides() + " " + found.takesRoots() + " " + found.keepsSubnormals() + " " + found.signsZeros()
                + " " + found.endsLoops();
    }

    private static Optional<Arithmetic> parse(String text) {
        if (!text.matches("(true|false)( (true|false)){4}")) {
            return Optional.empty();
        }
        String[] words = text.split(" ", -1);
        return Optional.of(new Arithmetic(
                words[0].equals("true"),
                words[1].equals("true"),
                words[2].equals("true"),
                words[3].equals("true"),
                words[4].equals("true")));
    }

    private static Results results(OpenClInfo info, ArithmeticCases.Numbers numbers) {
        int count = numbers.a().length;
        OpenClInfo untried = info.with(Arithmetic.AS_HOST);
        try (OpenClDevice device =
                new OpenClDevice(untried, OpenClDevice.Memcheck.NONE, false, Tuner.byRule(untried))) {
            CompiledKernel kernel = device.session().compiled("arithmetic", "arithmetic", DType.FLOAT32);
            DeviceTensor results = device.fill(DType.FLOAT32, Shape.of(WHAT.length * count), 0);
            List<Buffer> buffers = List.of(
                    buffer(device, numbers.a()),
                    buffer(device, numbers.b()),
                    buffer(device, numbers.c()),
                    buffer(results));
            List<Argument> arguments = new Arguments().ints(count).list();
            LaunchQueue.Grid grid = new LaunchQueue.Grid(count, kernel.localSize(LOCAL_SIZE));
            device.session().timed(kernel, buffers, arguments, grid);
            return new Results(results.toDoubles(), rounds(device));
        }
    }

    /** The rounds that a loop of many makes. */
    private static double rounds(OpenClDevice device) {
        CompiledKernel kernel = device.session().compiled("arithmetic", "rounds", DType.FLOAT32);
        DeviceTensor rounds = device.fill(DType.FLOAT32, Shape.of(1), 0);
        List<Argument> arguments = new Arguments().ints(MANY_ROUNDS).list();
        device.session()
                .timed(kernel, List.of(buffer(rounds)), arguments, new LaunchQueue.Grid(1, kernel.localSize(1)));
        return rounds.toDoubles()[0];
    }

    private static Buffer buffer(OpenClDevice device, float[] numbers) {
        double[] values = new double[numbers.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = numbers[i];
        }
        return buffer(device.tensor(DType.FLOAT32, Shape.of(values.length), values));
    }

    private static Buffer buffer(DeviceTensor tensor) {
        return OpenClDevice.wholeMemory(new Part(tensor)).buffer();
    }
}
