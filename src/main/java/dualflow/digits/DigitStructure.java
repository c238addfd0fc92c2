package dualflow.digits;

import static dualflow.digits.DigitVariable.INTENSITY;
import static dualflow.digits.DigitVariable.SLANT;
import static dualflow.digits.DigitVariable.THICKNESS;

import dualflow.data.ShortestDecimal;
import dualflow.op.Elementary;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Who is caused by whom among the attributes of digits: a linear model of standard scores z (of mean 0 and variance 1), each the weighted sum of its
 * causes' plus noise, and for each variable an increasing function from its score to its value. All are causes of the image.
 *
 * <p>Morpho-SCM (Pawlowski, Castro and Glocker, "Deep structural causal models for tractable counterfactual inference", NeurIPS 2020, and its
 * published code) has a thickness t = 0.5 + Gamma(10, rate 5) and an intensity 64 + 191 sigmoid(2 (t - 2.5) + 0.5 epsilon), or inverted -2 (t - 2) in
 * place of 2 (t - 2.5). The other structures have arrows of weight 0.6, normal noise, a thickness of 2.5 e^(0.25 z), an intensity of 64 + 191
 * sigmoid(z) and a slant of 0.2 z.
 */
@SuppressWarnings("ImmutableEnumChecker") // its map and list are filled once
public enum DigitStructure {
    /** Thickness causes intensity, thick digits are bright. */
    THICKNESS_INTENSITY(gamma(), logit(2, -5, THICKNESS)),
    /** Thickness causes intensity, thick digits are dark. */
    THICKNESS_INTENSITY_INVERTED(gamma(), logit(-2, 4, THICKNESS)),
    /** Intensity and slant have a common cause, thickness. */
    FORK(free(THICKNESS), caused(INTENSITY, THICKNESS), caused(SLANT, THICKNESS)),
    /** Thickness causes intensity, that slant. */
    CHAIN(free(THICKNESS), caused(INTENSITY, THICKNESS), caused(SLANT, INTENSITY)),
    /** Thickness and slant have a common effect, intensity. */
    COLLIDER(free(THICKNESS), free(SLANT), caused(INTENSITY, THICKNESS, SLANT)),
    /** No variable causes another. */
    INDEPENDENT(free(THICKNESS), free(INTENSITY), free(SLANT));

    private static final double DARKEST = 64;
    private static final double BRIGHTEST = 255;

    /** How one variable comes about: z is the sum of weight z(cause) plus noiseWeight times noise; the value is of a centre and a spread. */
    private record Equation(
            DigitVariable variable,
            Map<DigitVariable, Double> weights,
            double noiseWeight,
            boolean hasGammaNoise,
            double centre,
            double spread) {}

    private final Map<DigitVariable, Equation> equations = new EnumMap<>(DigitVariable.class);
    private final List<DigitVariable> order;

    DigitStructure(Equation... equations) {
        for (Equation equation : equations) {
            this.equations.put(equation.variable(), equation);
        }
        order = List.of(equations).stream().map(Equation::variable).toList();
    }

    /** The thickness of Morpho-SCM: 0.5 + Gamma(10, rate 5) has the mean 2.5 and the variance 10/25. */
    private static Equation gamma() {
        return new Equation(THICKNESS, Map.of(), 1, true, 2.5, Math.sqrt(0.4));
    }

    /** The intensity of Morpho-SCM: the logit a t + b + 0.5 epsilon has the mean 2.5 a + b and the variance 0.4 a^2 + 0.25. */
    private static Equation logit(double a, double b, DigitVariable cause) {
        double spread = Math.sqrt(0.4 * a * a + 0.25);
        return new Equation(
                INTENSITY, Map.of(cause, a * Math.sqrt(0.4) / spread), 0.5 / spread, false, 2.5 * a + b, spread);
    }

    private static Equation free(DigitVariable variable) {
        return caused(variable);
    }

    /** A variable with the arrows of weight 0.6 from causes that are independent of each other. */
    private static Equation caused(DigitVariable variable, DigitVariable... causes) {
        Map<DigitVariable, Double> weights = new EnumMap<>(DigitVariable.class);
        for (DigitVariable cause : causes) {
            weights.put(cause, 0.6);
        }
        return new Equation(
                variable,
                weights,
                Math.sqrt(1 - 0.36 * causes.length),
                false,
                0,
                switch (variable) {
                    case THICKNESS -> 0.25;
                    case INTENSITY -> 1;
                    case SLANT -> 0.2;
                });
    }

    /**
     * The variables, causes before effects.
     *
     * @return two or three
     */
    public List<DigitVariable> variables() {
        return order;
    }

    /**
     * The direct causes of a variable with the weights of their scores.
     *
     * @param variable one of the variables
     * @return weights by cause; empty where it has none
     */
    public Map<DigitVariable, Double> causes(DigitVariable variable) {
        return Collections.unmodifiableMap(equations.get(variable).weights());
    }

    /**
     * The graph of the variables, as JSON writes it.
     *
     * @return under {@code nodes} their names, under {@code edges} maps of {@code from}, {@code to} and {@code type}, which is "directed"
     */
    public Map<String, Object> graph() {
        List<Map<String, String>> edges = new ArrayList<>();
        for (DigitVariable effect : order) {
            for (DigitVariable cause : equations.get(effect).weights().keySet()) {
                Map<String, String> edge = new LinkedHashMap<>();
                edge.put("from", cause.toString());
                edge.put("to", effect.toString());
                edge.put("type", "directed");
                edges.add(edge);
            }
        }
        Map<String, Object> graph = new LinkedHashMap<>();
        graph.put("nodes", order.stream().map(DigitVariable::toString).toList());
        graph.put("edges", edges);
        return graph;
    }

    /** Whether the noise of a variable is that of a Gamma distribution, otherwise normal; of mean 0 and variance 1 in either case. */
    boolean hasGammaNoise(DigitVariable variable) {
        return equations.get(variable).hasGammaNoise();
    }

    /**
     * The scores of all variables.
     *
     * @param noise the noise of each, of mean 0 and variance 1
     * @param set the scores of variables that are set from outside, whatever their causes
     * @return the score of each variable
     */
    Map<DigitVariable, Double> scores(Map<DigitVariable, Double> noise, Map<DigitVariable, Double> set) {
        Map<DigitVariable, Double> z = new EnumMap<>(DigitVariable.class);
        for (DigitVariable variable : order) {
            Equation equation = equations.get(variable);
            double score = equation.noiseWeight() * noise.get(variable);
            for (Map.Entry<DigitVariable, Double> cause : equation.weights().entrySet()) {
                score += cause.getValue() * z.get(cause.getKey());
            }
            z.put(variable, set.getOrDefault(variable, score));
        }
        return z;
    }

    /**
     * The correlation of the scores of two variables, exactly.
     *
     * @param a one of the variables
     * @param b one of the variables
     * @return their covariance, as each has the variance 1
     */
    public double correlation(DigitVariable a, DigitVariable b) {
        if (a == b) {
            return 1;
        }
        boolean isLater = order.indexOf(a) > order.indexOf(b);
        DigitVariable effect = isLater ? a : b;
        DigitVariable other = isLater ? b : a;
        double sum = 0;
        for (Map.Entry<DigitVariable, Double> cause :
                equations.get(effect).weights().entrySet()) {
            sum += cause.getValue() * correlation(cause.getKey(), other);
        }
        return sum;
    }

    /**
     * The value of a variable with a score.
     *
     * @param variable one of the variables
     * @param z its standard score
     * @return thickness in pixels, intensity from 64 to 255, slant in radians
     */
    public double value(DigitVariable variable, double z) {
        Equation equation = equations.get(variable);
        double x = equation.centre() + equation.spread() * z;
        return switch (variable) {
            case THICKNESS -> equation.hasGammaNoise() ? x : 2.5 * Elementary.exp(x);
            case INTENSITY -> DARKEST + (BRIGHTEST - DARKEST) * Elementary.sigmoid(x);
            case SLANT -> x;
        };
    }

    /**
     * The score of a variable with a value, the inverse of {@link #value}.
     *
     * @param variable one of the variables
     * @param value the value
     * @return its standard score
     * @throws IllegalArgumentException if the structure has no such variable, or it cannot have this value
     */
    public double score(DigitVariable variable, double value) {
        Equation equation = equations.get(variable);
        if (equation == null) {
            throw new IllegalArgumentException(
                    "The structure " + this + " has no " + variable + "; it has " + order + ".");
        }
        double x = switch (variable) {
            case THICKNESS -> {
                require(value > 0 && value < Double.POSITIVE_INFINITY, variable, value, "is above 0 pixels");
                yield equation.hasGammaNoise() ? value : Elementary.log(value / 2.5);
            }
            case INTENSITY -> {
                require(value > DARKEST && value < BRIGHTEST, variable, value, "lies between 64 and 255");
                double share = (value - DARKEST) / (BRIGHTEST - DARKEST);
                yield Elementary.log(share / (1 - share));
            }
            case SLANT -> {
                require(Math.abs(value) < Math.PI / 2, variable, value, "lies between -pi/2 and pi/2 radians");
                yield value;
            }
        };
        return (x - equation.centre()) / equation.spread();
    }

    private static void require(boolean isPossible, DigitVariable variable, double value, String range) {
        if (!isPossible) {
            String article = variable == INTENSITY ? "An " : "A ";
            throw new IllegalArgumentException(
                    article + variable + " of " + ShortestDecimal.of(value) + " is impossible: it " + range + ".");
        }
    }

    /** The name as users write it, such as {@code fork} or {@code thickness-intensity}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
