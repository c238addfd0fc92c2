package dualflow.check;

import dualflow.check.Measurement.Effort;
import dualflow.semantics.Quantity;
import dualflow.syntax.Formula.Landau;
import dualflow.syntax.FormulaException;
import dualflow.syntax.Statement;
import dualflow.syntax.Symbol.Given;
import dualflow.syntax.Symbol.Kind;
import dualflow.syntax.Symbol.Simple;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Checks an equation with a remainder O(h^p): how the difference of the sides without it goes to 0 with h. */
final class OrderCheck {
    /** h = 2^-3 .. 2^-14. */
    private static final int FIRST_EXPONENT = 3;

    private static final int HALVINGS = 12;
    private static final int DRAWS = 4;
    /** The order is taken from the last halvings above the rounding level. */
    private static final int LAST = 3;

    private static final double ORDER_TOLERANCE = 0.15;
    private static final double LOWER_BY = 0.4;
    private static final double HIGHER_ORDER = 0.85;

    /** What was observed of one equation. */
    private static final class Orders {
        final List<List<Double>> bySizes = new ArrayList<>();
        int notFinite;
        double residual;
        double level;
        double resolution;

        DoubleStream all() {
            return bySizes.stream().flatMap(List::stream).mapToDouble(order -> order);
        }
    }

    private final Examination examination;
    private final Landau remainder;

    OrderCheck(Examination examination, Landau remainder) {
        this.examination = examination;
        this.remainder = remainder;
    }

    /**
     * Refuses a remainder in what is not small.
     *
     * @throws FormulaException if it is not declared so
     */
    static void requireSmall(Statement claim, Landau remainder) {
        boolean isSmall = claim.scope()
                .find(remainder.variable())
                .filter(symbol -> symbol instanceof Given given
                        && given.type() instanceof Simple type
                        && type.kind() == Kind.SMALL)
                .isPresent();
        if (!isSmall) {
            throw new FormulaException(
                    remainder.span(),
                    "O(" + remainder.variable() + "^" + remainder.power() + ") needs '" + remainder.variable()
                            + ": small'",
                    "given " + remainder.variable() + ": small");
        }
    }

    Draft check() {
        requireSmall(examination.claim(), remainder);
        List<Orders> all =
                examination.variants().stream().map(each -> new Orders()).toList();
        int count = 0;
        for (Map<String, Integer> sizes : examination.tuples()) {
            Batch batch = halvings(sizes);
            List<MeasuredEquation> measured =
                    examination.measurement().measure(sizes, examination.variants(), batch, Effort.FULL);
            for (int i = 0; i < all.size(); i++) {
                add(all.get(i), measured.get(i));
            }
            count += DRAWS;
        }
        return draft(all, count);
    }

    private Batch halvings(Map<String, Integer> sizes) {
        List<DrawMode> modes =
                IntStream.range(0, DRAWS).mapToObj(i -> DrawMode.GENERIC).toList();
        List<Map<String, Quantity>> rows = new ArrayList<>();
        for (Map<String, Quantity> row :
                examination.draws().batch(sizes, "order", modes).rows()) {
            for (int j = 0; j < HALVINGS; j++) {
                Map<String, Quantity> smaller = new LinkedHashMap<>(row);
                smaller.put(remainder.variable(), Quantity.of(Math.scalb(1.0, -FIRST_EXPONENT - j)));
                rows.add(smaller);
            }
        }
        return Batch.of(rows);
    }

    private static void add(Orders orders, MeasuredEquation measured) {
        List<Double> found = new ArrayList<>();
        orders.bySizes.add(found);
        for (int draw = 0; draw < DRAWS; draw++) {
            int from = draw * HALVINGS;
            if (IntStream.range(from, from + HALVINGS).anyMatch(i -> !measured.counts(i))) {
                orders.notFinite++;
                continue;
            }
            double[] halvings = IntStream.range(from + 1, from + HALVINGS)
                    .filter(i ->
                            measured.residual[i] > DrawClass.HOLDS_WITHIN * (measured.level[i] + measured.resolution[i])
                                    && measured.residual[i - 1] > 0)
                    .mapToDouble(i -> log2(measured.residual[i - 1] * measured.scale[i - 1])
                            - log2(measured.residual[i] * measured.scale[i]))
                    .toArray();
            int last = from + HALVINGS - 1;
            orders.residual = Math.max(orders.residual, measured.residual[last]);
            orders.level = Math.max(orders.level, measured.level[last]);
            orders.resolution = Math.max(orders.resolution, measured.resolution[last]);
            if (halvings.length > 0) {
                found.add(order(halvings));
            }
        }
    }

    /** The median of the last halvings, or what the last two tend to where that is more: of a high order few halvings are above rounding. */
    private static double order(double[] halvings) {
        int count = halvings.length;
        double median = Statistics.median(Arrays.copyOfRange(halvings, Math.max(0, count - LAST), count));
        boolean rises = count > 1 && halvings[count - 1] > halvings[count - 2];
        return rises ? Math.max(median, 2 * halvings[count - 1] - halvings[count - 2]) : median;
    }

    private static double log2(double x) {
        return StrictMath.log(x) / StrictMath.log(2);
    }

    /**
     * It holds where no draw shows a lower order; of exact equations too, and where the draws of some sizes leave no remainder. It fails where most
     * draws of some sizes do: one alone may have passed through 0 on the way.
     */
    private Finding finding(Orders orders) {
        if (orders.notFinite > 0) {
            return Finding.UNDEFINED;
        }
        if (orders.all().noneMatch(order -> order < remainder.power() - ORDER_TOLERANCE)) {
            return Finding.HOLDS;
        }
        boolean isLower = orders.bySizes.stream()
                .anyMatch(some -> 2
                                * some.stream()
                                        .filter(order -> order < remainder.power() - LOWER_BY)
                                        .count()
                        > some.size());
        return isLower ? Finding.FAILS : Finding.UNDECIDED;
    }

    private Margin margin(Orders orders) {
        double least = orders.all().min().orElse(remainder.power());
        return new Margin(Math.max(0, remainder.power() - least), ORDER_TOLERANCE);
    }

    private Draft draft(List<Orders> all, int count) {
        Orders printed = all.get(0);
        Finding first = finding(printed);
        Draft draft = new Draft(first);
        draft.figures(printed.residual, printed.level, printed.resolution, count * HALVINGS);
        draft.margins(all.stream().map(this::margin));
        boolean insteadHolds = all.size() > 1 && finding(all.get(1)) == Finding.HOLDS;
        if (first == Finding.HOLDS && printed.all().findAny().isEmpty()) {
            draft.say("no remainder above the rounding level: it is an equality");
        } else if (first == Finding.HOLDS && insteadHolds) {
            draft.finding = Finding.VACUOUS;
            draft.say("as printed and instead: " + words(printed, count));
        } else if (first == Finding.FAILS && insteadHolds) {
            draft.finding = Finding.CORRECTED;
            draft.say("claimed order " + remainder.power() + ", " + words(printed, count) + "; instead: "
                    + words(all.get(1), count));
        } else {
            draft.say("claimed order " + remainder.power() + ", " + words(printed, count));
        }
        double least = printed.all().min().orElse(0);
        if (draft.finding == Finding.HOLDS && least > remainder.power() + HIGHER_ORDER) {
            draft.say("the remainder is even O(" + remainder.variable() + "^" + Math.round(median(printed)) + ")");
        }
        return draft;
    }

    private static double median(Orders orders) {
        return Statistics.median(orders.all().toArray());
    }

    private static String words(Orders orders, int count) {
        double[] sorted = orders.all().sorted().toArray();
        if (sorted.length == 0) {
            return "no remainder above rounding";
        }
        return String.format(
                Locale.ROOT,
                "observed order %.2f (from %.2f to %.2f) in %d of %d draws",
                median(orders),
                sorted[0],
                sorted[sorted.length - 1],
                sorted.length,
                count);
    }
}
