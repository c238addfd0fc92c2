package dualflow.syntax;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What mathematical characters of Unicode are in ASCII. */
final class Letters {
    private static final Map<Integer, String> GREEK = words(
            "αβγδεζηθικλμνξοπρςστυφχψωΓΔΘΛΞΠΣΦΨΩϕϵϑ",
            "alpha beta gamma delta eps zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma sigma tau upsilon phi chi psi"
                    + " omega Gamma Delta Theta Lambda Xi Pi Sigma Phi Psi Omega phi eps theta");
    private static final Map<Integer, String> DIGITS_BELOW = words("₀₁₂₃₄₅₆₇₈₉", "0 1 2 3 4 5 6 7 8 9");
    private static final Map<Integer, String> LETTERS_BELOW =
            words("ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", "a e h i j k l m n o p r s t u v x");
    private static final Map<Integer, String> ABOVE = words("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0 1 2 3 4 5 6 7 8 9 -");
    private static final Map<Integer, String> ACCENTS = words("\u0302\u0303\u0304\u0307", "hat tilde bar dot");
    private static final Map<Integer, String> WORDS =
            words("∇∂∑∏∫√ℝ𝔼ℙ∈", "grad partial sum prod integral sqrt R E P in");
    private static final Map<Integer, String> SYMBOLS =
            words("·⋅×⊙≤⪯≼≥⪰≽→−≠∼‖∥∣′ᵀ∘…⟨⟩", "* * * .* <= <= <= >= >= >= -> - != ~ | | | ' ' o .. < >");

    /** Letters that are one character with their accent. */
    private static final Map<Integer, String> ACCENTED = new HashMap<>();

    static {
        accented("âĉêĝĥîĵôŝûŵŷẑÂĈÊĜĤÎĴÔŜÛŴŶẐ", "aceghijosuwyzACEGHIJOSUWYZ", "hat");
        accented("ãẽĩñõũṽỹÃẼĨÑÕŨṼỸ", "aeinouvyAEINOUVY", "tilde");
        accented("āēḡīōūȳĀĒḠĪŌŪȲ", "aegiouyAEGIOUY", "bar");
        accented("ȧḃċḋėḟġḣṁṅȯṗṙṡṫẇẋẏżȦḂĊḊĖḞĠḢİṀṄȮṖṘṠṪẆẊẎŻ", "abcdefghmnoprstwxyzABCDEFGHIMNOPRSTWXYZ", "dot");
    }

    private static void accented(String characters, String letters, String accent) {
        for (int i = 0; i < letters.length(); i++) {
            ACCENTED.put((int) characters.charAt(i), letters.charAt(i) + accent);
        }
    }

    private Letters() {}

    private static Map<Integer, String> words(String characters, String words) {
        Map<Integer, String> map = new HashMap<>();
        String[] each = words.split(" ", -1);
        int[] points = characters.codePoints().toArray();
        for (int i = 0; i < points.length; i++) {
            map.put(points[i], each[i]);
        }
        return map;
    }

    /** A letter of a name: a Latin one, a Greek one by its name, either with an accent by the accent's name. */
    static Optional<String> letter(int c) {
        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) {
            return Optional.of(Character.toString(c));
        }
        if (c < 128) {
            return Optional.empty();
        }
        String greek = GREEK.get(c);
        return Optional.ofNullable(greek != null ? greek : ACCENTED.get(c));
    }

    static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    /** A digit of a name, also below the line. */
    static Optional<String> digit(int c) {
        return isDigit(c) ? Optional.of(Character.toString(c)) : Optional.ofNullable(DIGITS_BELOW.get(c));
    }

    /** A mark above the letter before it. */
    static Optional<String> accent(int c) {
        return Optional.ofNullable(ACCENTS.get(c));
    }

    /** A letter below the line, which is an index. */
    static Optional<String> below(int c) {
        return Optional.ofNullable(LETTERS_BELOW.get(c));
    }

    /** A digit or minus above the line, of an exponent. */
    static Optional<String> above(int c) {
        return Optional.ofNullable(ABOVE.get(c));
    }

    /** A sign that stands for a word. */
    static Optional<String> word(int c) {
        return Optional.ofNullable(WORDS.get(c));
    }

    /** A sign that stands for a symbol. */
    static Optional<String> symbol(int c) {
        return Optional.ofNullable(SYMBOLS.get(c));
    }

    /** Whether a name is that of a Greek letter. */
    static boolean isGreek(String name) {
        return GREEK.containsValue(name);
    }

    /** The names of all Greek letters. */
    static Collection<String> greekNames() {
        return GREEK.values();
    }

    /** The Greek letter of a name. */
    static Optional<String> greek(String name) {
        return GREEK.entrySet().stream()
                .filter(entry -> entry.getValue().equals(name) && entry.getKey() != 'ς')
                .map(Map.Entry::getKey)
                .min(Comparator.naturalOrder())
                .map(Character::toString);
    }

    /** The macro of a Greek letter in LaTeX. */
    static String macro(String greek) {
        return greek.equals("eps") ? "\\varepsilon" : "\\" + greek;
    }
}
