package dualflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.device.opencl.TestTunings;
import dualflow.tensor.DType;
import dualflow.testing.TestDevices;
import dualflow.tuning.TrialOutcome;
import dualflow.tuning.TunedCase;
import dualflow.tuning.TuningCase;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TuneCommandTest {
    @Test
    void wrongCommandLinesEndInASentence() {
        for (String[] words :
                new String[][] {{"tune", "--device", "host"}, {"tune", "--limit", "0"}, {"tune", "--limit", "soon"}}) {
            Invocation run = Invocation.of(words);
            assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
            assertThat(run.err()).hasLineCount(1);
        }
        assertThat(Invocation.of("tune", "--device", "opencl:77:0").exitCode()).isEqualTo(ExitCode.NO_DEVICE);
        assertThat(Invocation.of("tune", "--json", "/").exitCode()).isEqualTo(ExitCode.OUTPUT_FAILURE);
    }

    @Test
    void reportSaysWhatWasChosenAndWhatItGained() {
        Map<String, TrialOutcome> outcomes = new LinkedHashMap<>();
        outcomes.put("large", new TrialOutcome(TrialOutcome.Kind.TIMED, List.of(4_000_000L), ""));
        outcomes.put("small", new TrialOutcome(TrialOutcome.Kind.TIMED, List.of(2_000_000L, 2_000_000L), ""));
        outcomes.put("other", new TrialOutcome(TrialOutcome.Kind.DIFFERS, List.of(), "its bits are not the host's"));
        TuningCase product = TuningCase.of(false).get(0);
        TunedCase tuned = new TunedCase(product, DType.FLOAT32, 1 << 27, outcomes, "large", Optional.of("small"));
        TuneReport report = new TuneReport(TestTunings.asGpu(TestDevices.openClInfo()), false, List.of(tuned));
        StringWriter printed = new StringWriter();
        report.print(new PrintWriter(printed, true));
        assertThat(printed.toString())
                .contains(
                        "chosen, 2.00 times as fast as the rule's",
                        "134.2",
                        "bad: its bits are not the host's",
                        "1 size tuned, 1 otherwise than by the rule; candidates that are bad: 1.");
        assertThat(report.passed()).isFalse();
        assertThat(report.fields(Map.of()).toString()).contains("gain=2.0", "chosen=small", "median_ms=2.0");
    }
}
