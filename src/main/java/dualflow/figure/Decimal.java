package dualflow.figure;

/** Lengths as text: at most three places after the point, which is finer than any printer, and no exponent. */
final class Decimal {
    private Decimal() {}

    static String of(double length) {
        long thousandths = Math.round(length * 1000);
        StringBuilder text = new StringBuilder().append(Math.abs(thousandths) / 1000);
        long rest = Math.abs(thousandths) % 1000;
        if (rest > 0) {
            String digits = Long.toString(1000 + rest).substring(1);
            text.append('.').append(digits.replaceAll("0+$", ""));
        }
        return thousandths < 0 ? text.insert(0, '-').toString() : text.toString();
    }
}
