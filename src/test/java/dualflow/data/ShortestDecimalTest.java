package dualflow.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShortestDecimalTest {
    @ParameterizedTest
    @CsvSource({
        "0.1, 0.1",
        "3, 3",
        "-1200, -1200",
        "2e-3, 0.002",
        "1e-20, 1E-20",
        "1e300, 1E+300",
        "0.30000000000000004, 0.30000000000000004",
        // Double.toString of JDK 17 gives one digit too many for these two.
        "2e23, 2E+23",
        "1.0E23, 1E+23",
        "4.9e-324, 5E-324",
        "2.2250738585072014E-308, 2.2250738585072014E-308",
        "1.7976931348623157E308, 1.7976931348623157E+308",
        "9007199254740993, 9007199254740992",
        "0, 0",
        "-0.0, -0.0",
        "NaN, NaN",
        "-Infinity, -Infinity"
    })
    void writesFewestDigits(double x, String expected) {
        assertThat(ShortestDecimal.of(x)).isEqualTo(expected);
    }

    @Test
    void readsBackToTheSameBits() {
        assertThat(doubles())
                .allSatisfy(x -> assertThat(Double.doubleToLongBits(Double.parseDouble(ShortestDecimal.of(x))))
                        .isEqualTo(Double.doubleToLongBits(x)));
    }

    @Test
    void isNoLongerThanJavasOwn() {
        assertThat(doubles())
                .allSatisfy(
                        x -> assertThat(digits(ShortestDecimal.of(x))).isLessThanOrEqualTo(digits(Double.toString(x))));
    }

    /**
     * From JDK 19 on, Double.toString is a second, independent source of the shortest decimal; only where one digit is enough
     * does it take the nearest of two.
     */
    @Test
    void equalsJavasOwnWhereThatIsShortest() {
        assumeTrue(Runtime.version().feature() >= 19, "Double.toString is not always shortest before JDK 19.");
        for (double x : doubles()) {
            BigDecimal ours = new BigDecimal(ShortestDecimal.of(x));
            if (ours.stripTrailingZeros().precision() > 1) {
                assertThat(ours).isEqualByComparingTo(new BigDecimal(Double.toString(x)));
            }
        }
    }

    /** Random bit patterns, subnormals, powers of two and short decimals. */
    private static List<Double> doubles() {
        UniformRandomProvider random = RandomSource.SPLIT_MIX_64.create(17);
        DoubleStream patterns = DoubleStream.generate(() -> Double.longBitsToDouble(random.nextLong()))
                .filter(Double::isFinite)
                .limit(10_000);
        DoubleStream subnormals = DoubleStream.generate(() -> Double.longBitsToDouble(random.nextLong() >>> 12))
                .limit(1_000);
        DoubleStream powers = DoubleStream.iterate(Double.MIN_VALUE, Double::isFinite, x -> 2 * x);
        DoubleStream shorts =
                DoubleStream.generate(() -> random.nextInt(1_000_000) / 1000.0).limit(5_000);
        return Stream.of(patterns, subnormals, powers, shorts)
                .flatMap(DoubleStream::boxed)
                .toList();
    }

    private static int digits(String decimal) {
        return new BigDecimal(decimal).stripTrailingZeros().precision();
    }
}
