package dualflow.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DrawClassTest {
    /** The rules by hand: ok up to 1000 levels, bad beyond a million, ill where 1000 levels are more than 1e-6. */
    @ParameterizedTest
    @CsvSource({
        "0,      1e-15, 0,    OK",
        "1e-12,  1e-15, 0,    OK",
        "1.1e-12,1e-15, 0,    GREY",
        "1e-9,   1e-15, 0,    GREY",
        "2e-9,   1e-15, 0,    BAD",
        "-3,     1e-15, 0,    OK",
        "1e-8,   1e-15, 1e-8, OK",
        "5e-7,   1e-15, 1e-8, GREY",
        "2e-6,   1e-15, 1e-8, BAD",
        "0,      1e-9,  1e-7, ILL",
        "1e-3,   2e-9,  0,    ILL",
        "2e-2,   2e-9,  0,    BAD",
        "1e-3,   1e-15, 1e-5, ILL",
        "0.5,    1e-15, 1e-5, BAD",
        "0.5,    1e-3,  0,    ILL",
        "0,      NaN,   0,    GREY",
        "1,      NaN,   0,    GREY",
    })
    void classesByLevels(double residual, double level, double resolution, DrawClass expected) {
        assertThat(DrawClass.of(residual, level, resolution)).isEqualTo(expected);
    }
}
