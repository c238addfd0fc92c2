package dualflow.autodiff;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A formula of a program, written in two notations.
 *
 * @param text in plain text, as in {@code x^2 * v1Dot}
 * @param latex in LaTeX with amsmath, for use in mathematics, as in {@code x^{2} \cdot \dot{v}_{1}}
 */
public record Written(String text, String latex) {
    private static final Pattern NAME = Pattern.compile("(.*?)_?([0-9]*)(Dot|Bar|)");
    private static final Set<String> GREEK = Set.of(
            "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu", "nu",
            "xi", "pi", "rho", "sigma", "tau", "upsilon", "phi", "chi", "psi", "omega", "Gamma", "Delta", "Theta",
            "Lambda", "Xi", "Pi", "Sigma", "Upsilon", "Phi", "Psi", "Omega");

    /**
     * The name of a value: final digits are an index, final Dot and Bar are the signs of a tangent and a cotangent.
     *
     * @param name the name, as in {@code v1Dot}
     * @return it, in LaTeX {@code \dot{v}_{1}}
     */
    public static Written name(String name) {
        Matcher parts = NAME.matcher(name);
        if (!parts.matches() || parts.group(1).isEmpty()) {
            return new Written(name, word(name));
        }
        String letters = parts.group(1);
        String base = GREEK.contains(letters) ? "\\" + letters : letters.length() == 1 ? letters : word(letters);
        String sign = switch (parts.group(3)) {
            case "Dot" -> "\\dot{" + base + "}";
            case "Bar" -> "\\bar{" + base + "}";
            default -> base;
        };
        return new Written(name, parts.group(2).isEmpty() ? sign : sign + "_{" + parts.group(2) + "}");
    }

    private static String word(String letters) {
        return "\\mathit{" + letters.replace("_", "\\_") + "}";
    }

    @Override
    public String toString() {
        return text;
    }
}
