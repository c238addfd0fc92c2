package dualflow.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.commons.rng.UniformRandomProvider;

/** Texts that are damaged in seeded ways, as by slips, bad copies and ill will. */
public final class DamagedText {
    static final List<String> PIECES = List.of(
            "(",
            ")",
            "[",
            "]",
            "|",
            "_{",
            "}",
            "{",
            "'",
            "^",
            "^T",
            "=",
            "<=",
            "<",
            ">",
            ";",
            ",",
            ":",
            "..",
            "->",
            "\n",
            " ",
            "\"",
            "$",
            "sum_k ",
            "E[",
            "d/dt ",
            "given ",
            "let ",
            "claim ",
            "where ",
            "instead: ",
            "expect ",
            "section ",
            "in",
            "~",
            "o ",
            "log ",
            "-",
            "/",
            ".*",
            ".(",
            "1e999",
            "99999999999",
            "μₖ",
            "⁻¹",
            "𝔼[",
            "\uD835",
            "\u0000",
            "é",
            "\\frac{",
            "\\mu_k",
            "# ",
            "flow(",
            "O(h^9)",
            "T");

    private static final List<String> NUMBERS = List.of(
            "0", "1", "2", "3", "9", "20", "31", "64", "100", "1000", "10000000", "2147483648", "1e308", "1e-320");
    private static final List<String> BUILT_IN = List.of(
            "E", "P", "R", "I", "T", "o", "pi", "exp", "log", "inv", "det", "tr", "norm", "max", "sum", "softmax",
            "jac", "grad", "sum_k", "jac_x", "p_X", "flow", "time", "index", "normal", "ones", "compose", "d", "in",
            "where", "given");
    private static final List<String> OPERATIONS = List.of(
            " + ", " - ", " ", " * ", " / ", " .* ", " = ", " <= ", ", ", "; ", " o ", "^", "' ", "^-1 ", "^T ", "^2 ");
    private static final List<List<String>> WRAPS = List.of(
            List.of("(", ")"),
            List.of("|", "|"),
            List.of("[", "]"),
            List.of("-", ""),
            List.of("exp(", ")"),
            List.of("inv(", ")"),
            List.of("expm(", ")"),
            List.of("grad_x(", ")"),
            List.of("jac_x(", ")"),
            List.of("lap_x(", ")"),
            List.of("partial_t(", ")"),
            List.of("d/dt (", ")"),
            List.of("E[", "]"),
            List.of("Cov[", "]"),
            List.of("sum_{i in 1..1000} (", ")"),
            List.of("prod_{i in 1..9} (", ")"),
            List.of("integral_{s in 0..1} (", ")"),
            List.of("I(1000) * (", ")"),
            List.of("[", "]_{i in 1..100, j in 1..100}"));
    private static final Pattern TOKEN = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]*|[0-9]+|\\s+|.", Pattern.DOTALL);

    private DamagedText() {}

    /** One to four changes of characters: some left out, some twice, a piece of the language between them, or hundreds of it. */
    public static String characters(String text, UniformRandomProvider random) {
        StringBuilder mutant = new StringBuilder(text);
        for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
            int at = random.nextInt(mutant.length() + 1);
            int length = Math.min(random.nextInt(12), mutant.length() - at);
            switch (random.nextInt(4)) {
                case 0 -> mutant.delete(at, at + length);
                case 1 -> mutant.insert(at, pick(PIECES, random));
                case 2 -> mutant.insert(at, mutant.substring(at, at + length));
                default -> mutant.insert(at, pick(PIECES, random).repeat(1 + random.nextInt(300)));
            }
        }
        return mutant.toString();
    }

    /**
     * One to three changes of tokens, most of which leave a text that can be parsed: a token left out, twice, exchanged or replaced, another number, an
     * operation, a part in brackets or within functions many times over, a name that hides one of the language, the end cut off.
     */
    public static String tokens(String text, UniformRandomProvider random) {
        List<String> tokens = new ArrayList<>(
                TOKEN.matcher(text).results().map(MatchResult::group).toList());
        for (int changes = 1 + random.nextInt(3); changes > 0 && !tokens.isEmpty(); changes--) {
            int at = random.nextInt(tokens.size());
            int other = random.nextInt(tokens.size());
            switch (random.nextInt(10)) {
                case 0 -> tokens.remove(at);
                case 1 -> tokens.add(at, tokens.get(at));
                case 2 -> tokens.set(at, tokens.set(other, tokens.get(at)));
                case 3 -> tokens.set(at, tokens.get(other));
                case 4 -> tokens.add(at, tokens.get(other));
                case 5 -> tokens.set(near(tokens, at, "[0-9]+"), pick(NUMBERS, random));
                case 6 -> tokens.add(at, pick(OPERATIONS, random));
                case 7 -> wrap(tokens, near(tokens, at, "[\\p{L}_].*"), random);
                case 8 -> rename(tokens, near(tokens, at, "[\\p{L}_].*"), random);
                default -> {
                    if (random.nextInt(4) == 0) {
                        tokens.subList(at, tokens.size()).clear();
                    } else {
                        tokens.set(near(tokens, at, "[\\p{L}_].*"), tokens.get(near(tokens, other, "[\\p{L}_].*")));
                    }
                }
            }
        }
        return String.join("", tokens);
    }

    private static String pick(List<String> list, UniformRandomProvider random) {
        return list.get(random.nextInt(list.size()));
    }

    /** The position of the next token of a kind; the same one if there is none. */
    private static int near(List<String> tokens, int at, String kind) {
        for (int i = 0; i < tokens.size(); i++) {
            int next = (at + i) % tokens.size();
            if (tokens.get(next).matches(kind)) {
                return next;
            }
        }
        return at;
    }

    private static void wrap(List<String> tokens, int at, UniformRandomProvider random) {
        List<String> wrap = WRAPS.get(random.nextInt(WRAPS.size()));
        int times = random.nextInt(4) == 0 ? 1 + random.nextInt(200) : 1 + random.nextInt(5);
        tokens.set(at, wrap.get(0).repeat(times) + tokens.get(at) + wrap.get(1).repeat(times));
    }

    private static void rename(List<String> tokens, int at, UniformRandomProvider random) {
        String name = tokens.get(at);
        String other = pick(BUILT_IN, random);
        tokens.replaceAll(token -> token.equals(name) ? other : token);
    }
}
