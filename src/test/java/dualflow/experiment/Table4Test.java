package dualflow.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dualflow.device.host.HostDevice;
import dualflow.tensor.Device;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Table4Test {
    private static List<Table4.Row> rows;

    @BeforeAll
    static void compute() {
        try (Device device = new HostDevice()) {
            rows = Table4.compute(device).rows();
        }
    }

    /** The expected values are in table4_mixture.json, computed in float64 by another program. */
    @ParameterizedTest
    @CsvSource({
        "0, 0.0,  0,                      0,                     0",
        "1, 0.25, 0.2837907386087936,     0.37838765147839143,   0.5523829663017663",
        "2, 0.5,  0.29994680494279985,    0.5998936098855994,    0.8488559234515283",
        "3, 0.75, 0.03862332802558742,    0.1544933121023498,    0.19346581457578105",
        "4, 0.99, 1.7563203358922544e-05, 0.0017563203358957565, 0.0032169583718168132"
    })
    void interventionMatchesGolden(int row, double t, double code, double exact, double argmax) {
        assertThat(rows.get(row).t()).isEqualTo(t);
        assertThat(rows.get(row).codeIntervention()).isCloseTo(code, within(1e-12));
        assertThat(rows.get(row).exactIntervention()).isCloseTo(exact, within(1e-12));
        assertThat(rows.get(row).exactInterventionArgmax()).isCloseTo(argmax, within(1e-12));
    }

    @Test
    void numericalAgreesInFloat64() {
        assertThat(rows)
                .allSatisfy(row -> assertThat(row.exactNumericalFloat64()).isBetween(1e-12, 1e-6));
    }

    @Test
    void numericalIsRoundOffInFloat32() {
        assertThat(rows)
                .allSatisfy(row -> assertThat(row.exactNumericalFloat32()).isBetween(0.01, 1.0));
        assertThat(rows.subList(1, 5))
                .allSatisfy(row -> assertThat(row.codeNumericalFloat32()).isBetween(0.01, 1.0));
    }

    @Test
    void printedNumbersAreCarriedOver() {
        assertThat(rows)
                .extracting(Table4.Row::paperNumerical)
                .containsExactly("0.058", "0.289", "0.219", "0.251", "0.179");
        assertThat(rows)
                .extracting(Table4.Row::paperIntervention)
                .containsExactly("<0.001", "0.284", "0.300", "0.039", "<0.001");
    }
}
