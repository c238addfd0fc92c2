package dualflow.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * An axis of a plot.
 *
 * @param label what it measures, with the unit where there is one
 * @param low the number at its start
 * @param high the number at its end, larger
 * @param isLogarithmic whether equal distances are equal ratios; then both numbers are positive
 */
public record Axis(String label, double low, double high, boolean isLogarithmic) {
    private static final String RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    /** A number beside the axis. */
    record Tick(double at, String text) {}

    /**
     * Checks the ends.
     *
     * @param label what it measures
     * @param low its lower end
     * @param high its upper end
     * @param isLogarithmic whether equal lengths are equal ratios
     * @throws IllegalArgumentException if they are not finite numbers in order, or not positive on a logarithmic axis
     */
    public Axis {
        if (!(low < high) || !Double.isFinite(high - low) || (isLogarithmic && !(low > 0))) {
            throw new IllegalArgumentException("an axis from " + low + " to " + high);
        }
    }

    /**
     * An axis for all of some numbers, with a little room at both ends.
     *
     * @param label what it measures
     * @param numbers the numbers; those without a place on it are left out
     * @param isLogarithmic whether it is logarithmic
     * @return the axis
     */
    static Axis around(String label, double[] numbers, boolean isLogarithmic) {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (double x : numbers) {
            if (Double.isFinite(x) && (!isLogarithmic || x > 0)) {
                least = Math.min(least, x);
                most = Math.max(most, x);
            }
        }
        if (!(least <= most)) {
            return new Axis(label, isLogarithmic ? 0.1 : 0, 1, isLogarithmic);
        }
        if (isLogarithmic) {
            double room = most > least ? StrictMath.pow(most / least, 0.03) : 3;
            return new Axis(label, least / room, most * room, true);
        }
        double room = most > least ? 0.03 * (most - least) : Math.max(1e-3, 0.1 * Math.abs(most));
        return new Axis(label, least - room, most + room, false);
    }

    /** Where a number is: 0 at the start, 1 at the end. */
    double part(double number) {
        return isLogarithmic
                ? StrictMath.log(number / low) / StrictMath.log(high / low)
                : (number - low) / (high - low);
    }

    /** Round numbers on the axis, about as many as asked for. */
    List<Tick> ticks(int about) {
        return isLogarithmic ? powers(about) : multiples(about);
    }

    private List<Tick> multiples(int about) {
        double rough = (high - low) / Math.max(1, about);
        int power = (int) Math.floor(StrictMath.log10(rough));
        double unit = StrictMath.pow(10, power);
        double step = 10 * unit;
        for (double nice : new double[] {1, 2, 2.5, 5}) {
            if (nice * unit >= rough * (1 - 1e-9)) {
                step = nice * unit;
                break;
            }
        }
        List<Tick> ticks = new ArrayList<>();
        for (long i = (long) Math.ceil(low / step - 1e-9); i * step <= high + 1e-9 * step; i++) {
            ticks.add(new Tick(i * step, number(i * step, step)));
        }
        return ticks;
    }

    /** With as many places as the step needs; very large and very small ones with an exponent. */
    private static String number(double x, double step) {
        if (x == 0) {
            return "0";
        }
        double size = Math.abs(x);
        if (size >= 1e6 || size < 1e-4) {
            return String.format(Locale.ROOT, "%.2e", x)
                    .replaceAll("\\.?0*e", "e")
                    .replaceAll("e([+-])0*", "e$1")
                    .replace("+", "")
                    .replace("-", "−");
        }
        int places = 0;
        for (double scaled = step; places < 6 && Math.abs(scaled - Math.rint(scaled)) > 1e-6 * scaled; scaled *= 10) {
            places++;
        }
        return String.format(Locale.ROOT, "%." + places + "f", x).replace("-", "−");
    }

    private List<Tick> powers(int about) {
        int first = (int) Math.ceil(StrictMath.log10(low) - 1e-9);
        int last = (int) Math.floor(StrictMath.log10(high) + 1e-9);
        if (last - first < 1) {
            return fractions(1, 2, 3, 5);
        }
        for (int[] digits : last - first > 1 ? new int[0][] : new int[][] {{1, 2, 5}, {1, 3}}) {
            if (fractions(digits).size() <= about) {
                return fractions(digits);
            }
        }
        int stride = Math.max(1, (int) Math.ceil((last - first + 1.0) / Math.max(1, about)));
        List<Tick> ticks = new ArrayList<>();
        for (int power = -Math.floorDiv(-first, stride) * stride; power <= last; power += stride) {
            ticks.add(new Tick(StrictMath.pow(10, power), power(power)));
        }
        return ticks;
    }

    /** On an axis with two powers of ten at most: some digits times these. */
    private List<Tick> fractions(int... digits) {
        List<Tick> ticks = new ArrayList<>();
        double decade = StrictMath.pow(10, Math.floor(StrictMath.log10(low)));
        for (double unit = decade; unit <= high; unit *= 10) {
            for (int digit : digits) {
                double at = digit * unit;
                if (at >= low * (1 - 1e-9) && at <= high * (1 + 1e-9)) {
                    ticks.add(new Tick(at, number(at, unit)));
                }
            }
        }
        return ticks;
    }

    private static String power(int power) {
        if (power == 0) {
            return "1";
        }
        StringBuilder text = new StringBuilder(power < 0 ? "10⁻" : "10");
        Integer.toString(Math.abs(power)).chars().forEach(c -> text.append(RAISED.charAt(c - '0')));
        return power == 1 ? "10" : text.toString();
    }
}
