package dualflow.claim;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.device.host.HostDevice;
import dualflow.tensor.Arena;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.testing.TestDevices;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every claim that needs a program, in both formats, on every device. */
class ClaimsTest {
    /** The expected verdicts, written down separately from the claims. */
    static final String EXPECTED = """
            do-in-a-fork                       holds
            intervention-jacobian              holds
            local-linearity                    holds
            paper-epsilon                      holds
            uncentred-correlation              corrected
            figure-1-euler                     corrected
            figure-2-time-evolution            corrected
            table4-numerical                   corrected
            table4-intervention                corrected
            table4-intervention-is-a-k         corrected
            table4-overlap                     refuted
            conditioning-fork                  holds
            conditioning-threshold             corrected
            conditioning-collider              holds
            conditioning-mediator              refuted
            power-iteration                    holds
            diagnostics-epsilon                refuted
            figure-6-scaling                   corrected
            beigy-euler                        corrected
            """;

    /** The outcomes on the host, by claim, found out once for all tests, since they take seconds. */
    private static final Map<DType, Map<String, Outcome>> ON_HOST =
            Map.of(DType.FLOAT32, new HashMap<>(), DType.FLOAT64, new HashMap<>());

    static Map<String, Verdict> expected() {
        Map<String, Verdict> verdicts = new LinkedHashMap<>();
        EXPECTED.lines()
                .map(line -> line.strip().split(" +"))
                .forEach(row -> verdicts.put(row[0], Verdict.valueOf(row[1].toUpperCase(Locale.ROOT))));
        return verdicts;
    }

    private static Outcome check(Claim claim, Device device, DType dtype) {
        Arena arena = device.arena();
        try {
            return claim.check(new Setting(device, dtype));
        } finally {
            arena.close();
        }
    }

    private static Outcome onHost(Claim claim, DType dtype) {
        return ON_HOST.get(dtype).computeIfAbsent(claim.id(), id -> {
            try (Device device = new HostDevice()) {
                return check(claim, device, dtype);
            }
        });
    }

    @Test
    void listHoldsExactlyTheExpectedClaims() {
        assertThat(Claims.programmed().stream().map(Claim::id))
                .containsExactlyElementsOf(expected().keySet());
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void eachClaimHasItsVerdictOnEveryDevice(DType dtype) {
        SoftAssertions softly = new SoftAssertions();
        for (Device open : TestDevices.all()) {
            try (Device device = open) {
                if (!device.supports(dtype)) {
                    continue;
                }
                for (Claim claim : Claims.programmed()) {
                    Outcome outcome = check(claim, device, dtype);
                    if (device instanceof HostDevice) {
                        ON_HOST.get(dtype).putIfAbsent(claim.id(), outcome);
                    }
                    String where = claim.id() + " on " + device.id() + " in " + dtype + ": " + outcome;
                    softly.assertThat(outcome.verdict())
                            .as(where)
                            .isEqualTo(expected().get(claim.id()));
                    softly.assertThat(isConsistent(outcome)).as(where).isTrue();
                }
                softly.assertThat(device.account().live())
                        .as("memory left on " + device.id())
                        .isZero();
            }
        }
        softly.assertAll();
    }

    /** Whether the numbers agree with the verdict. */
    static boolean isConsistent(Outcome outcome) {
        boolean within = outcome.error() <= outcome.tolerance();
        return switch (outcome.verdict()) {
            case HOLDS ->
                within && outcome.errorAsPrinted().isEmpty() && outcome.why().isEmpty();
            case CORRECTED ->
                within
                        && outcome.errorAsPrinted().orElseThrow() > outcome.tolerance()
                        && outcome.why().endsWith(".");
            case REFUTED ->
                !within && outcome.errorAsPrinted().isEmpty() && outcome.why().endsWith(".");
            case FAILED -> false;
        };
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void aSecondCheckGivesTheSameNumbers(DType dtype) {
        try (Device device = new HostDevice()) {
            for (Claim claim : Claims.programmed()) {
                assertThat(check(claim, device, dtype)).as(claim.id()).isEqualTo(onHost(claim, dtype));
            }
        }
    }

    @Test
    void falseStatementsAreFarFromTrue() {
        // Tolerances do not decide between verdicts: what is false is so by at least ten times the tolerance, where
        // that is an error of rounding or of discretisation; three claims compare shares and are named.
        List<String> shares = List.of("table4-overlap", "conditioning-mediator", "conditioning-threshold");
        for (Claim claim : Claims.programmed()) {
            Outcome outcome = onHost(claim, DType.FLOAT64);
            if (outcome.verdict() != Verdict.HOLDS && !shares.contains(claim.id())) {
                assertThat(outcome.errorAsPrinted().orElse(outcome.error()))
                        .as(claim.id())
                        .isGreaterThan(10 * outcome.tolerance());
            }
        }
    }

    @Test
    void idsAreUniqueLowerCaseWords() {
        assertThat(Claims.programmed().stream().map(Claim::id))
                .doesNotHaveDuplicates()
                .allMatch(id -> id.matches("[a-z0-9]+(-[a-z0-9]+)*"));
    }

    @Test
    void statementsAreSentencesAndDistinct() {
        assertThat(Claims.programmed().stream().map(Claim::statement))
                .doesNotHaveDuplicates()
                .allMatch(statement -> statement.endsWith("."));
    }
}
