package dualflow.figure;

import java.util.Locale;
import java.util.Map;

/** A line of text in PDF: Latin letters in Helvetica, Greek ones and signs in Symbol, raised and lowered ones smaller. */
final class PdfText {
    private static final String RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹⁻ᵀ";
    private static final String LOWERED = "₀₁₂₃₄₅₆₇₈₉₋";
    private static final String DIGITS = "0123456789-T";
    private static final double SMALL = 0.7;

    /** Helvetica's dash of a digit's width serves as the minus sign. */
    private static final char MINUS = 0x96;

    /** The letters of Symbol: its code and its width in thousandths, by Adobe's metrics. */
    private record Letter(char code, int width) {}

    private static final Map<Integer, Letter> SYMBOLS = Map.ofEntries(
            symbol('α', 'a', 631),
            symbol('β', 'b', 549),
            symbol('γ', 'g', 411),
            symbol('δ', 'd', 494),
            symbol('ε', 'e', 439),
            symbol('η', 'h', 603),
            symbol('θ', 'q', 521),
            symbol('λ', 'l', 549),
            symbol('μ', 'm', 576),
            symbol('π', 'p', 549),
            symbol('ρ', 'r', 549),
            symbol('σ', 's', 603),
            symbol('τ', 't', 439),
            symbol('φ', 'f', 521),
            symbol('ψ', 'y', 686),
            symbol('ω', 'w', 686),
            symbol('Γ', 'G', 603),
            symbol('Δ', 'D', 612),
            symbol('Σ', 'S', 592),
            symbol('Ω', 'W', 768),
            symbol('≤', '\u00A3', 549),
            symbol('≥', '\u00B3', 549),
            symbol('∞', '\u00A5', 713),
            symbol('→', '\u00AE', 987),
            symbol('∂', '\u00B6', 494),
            symbol('≈', '\u00BB', 549),
            symbol('√', '\u00D6', 549));

    private PdfText() {}

    private static Map.Entry<Integer, Letter> symbol(char unicode, char code, int width) {
        return Map.entry((int) unicode, new Letter(code, width));
    }

    /** Whether the fonts have a character. */
    static boolean has(int c) {
        return isLatin(c) || c == '−' || SYMBOLS.containsKey(c) || RAISED.indexOf(c) >= 0 || LOWERED.indexOf(c) >= 0;
    }

    private static boolean isLatin(int c) {
        return (c >= ' ' && c <= '~') || (c >= 0xA0 && c <= 0xFF);
    }

    static String of(Drawing.Words words, double height) {
        StringBuilder letters = new StringBuilder();
        double[] width = {0};
        words.text().codePoints().forEach(c -> width[0] += letter(letters, c, words.size()));
        double start = switch (words.anchor()) {
            case START -> 0;
            case MIDDLE -> -width[0] / 2;
            case END -> -width[0];
        };
        double x = words.isUpright() ? words.x() : words.x() + start;
        double y = height - words.y() + (words.isUpright() ? start : 0);
        return "BT " + (words.isUpright() ? "0 1 -1 0 " : "1 0 0 1 ") + Decimal.of(x) + " " + Decimal.of(y) + " Tm\n"
                + letters + "0 Ts ET\n";
    }

    /** Adds one character, and returns its width. */
    private static double letter(StringBuilder letters, int c, double size) {
        int raised = RAISED.indexOf(c);
        int lowered = LOWERED.indexOf(c);
        if (raised >= 0 || lowered >= 0) {
            char digit = DIGITS.charAt(Math.max(raised, lowered));
            show(letters, "F1", SMALL * size, raised >= 0 ? 0.35 * size : -0.15 * size, digit);
            return SMALL * size * Lettering.helvetica(digit) / 1000;
        }
        Letter symbol = SYMBOLS.get(c);
        if (symbol != null) {
            show(letters, "F2", size, 0, symbol.code());
            return size * symbol.width() / 1000;
        }
        char latin = c == '−' ? MINUS : isLatin(c) ? (char) c : '?';
        show(letters, "F1", size, 0, latin);
        return size * Lettering.helvetica(latin) / 1000;
    }

    private static void show(StringBuilder letters, String font, double size, double rise, char code) {
        letters.append(String.format(
                Locale.ROOT, "/%s %s Tf %s Ts <%02X> Tj\n", font, Decimal.of(size), Decimal.of(rise), (int) code));
    }
}
