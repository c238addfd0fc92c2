package dualflow.tuning;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.device.Devices;
import dualflow.device.opencl.OpenClInfo;
import dualflow.device.opencl.TestTunings;
import dualflow.device.opencl.Tunings;
import dualflow.testing.TestDevices;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeviceTuningTest {
    private static final List<TuningCase> PRODUCT = TuningCase.of(false).subList(0, 1);

    @TempDir
    private Path folder;

    private static Map<String, TrialOutcome.Kind> kinds(TunedCase tuned) {
        Map<String, TrialOutcome.Kind> kinds = new LinkedHashMap<>();
        tuned.outcomes().forEach((label, outcome) -> kinds.put(label, outcome.kind()));
        return kinds;
    }

    @Test
    void everyCandidateHasTheHostsBitsAndTheFastestIsKept() {
        OpenClInfo info = Devices.tried(TestDevices.openClInfo());
        Tunings tunings = TestTunings.of(folder, info);
        List<String> progress = new ArrayList<>();
        List<TuningCase> cases =
                List.of(TuningCase.of(false).get(1), TuningCase.of(false).get(4));
        List<TunedCase> tuned = new DeviceTuning(info, tunings, Duration.ofMinutes(2), false)
                .run(TrialServer.class, cases, progress::add);
        assertThat(tuned).hasSize(2).allSatisfy(each -> {
            assertThat(each.outcomes().size()).isGreaterThan(1);
            assertThat(kinds(each).values()).containsOnly(TrialOutcome.Kind.TIMED);
            assertThat(each.chosen()).isPresent();
            assertThat(each.gain().orElseThrow()).isGreaterThanOrEqualTo(1);
        });
        assertThat(tunings.chosen().values())
                .containsExactlyInAnyOrderElementsOf(
                        tuned.stream().map(each -> each.chosen().orElseThrow()).toList());
        assertThat(progress)
                .hasSize(3
                        * (int) tuned.stream()
                                .mapToLong(each -> each.outcomes().size())
                                .sum());
        assertThat(progress.get(0)).startsWith("mat_mul [4096, 64] [64, 64] in float32, 1 of 2: ");
    }

    @Test
    void crashAndHangAreRememberedAndNotTriedAgain() {
        OpenClInfo info = TestTunings.asGpu(Devices.tried(TestDevices.openClInfo()));
        Tunings tunings = TestTunings.of(folder, info);
        DeviceTuning tuning = new DeviceTuning(info, tunings, Duration.ofSeconds(2), false);
        TunedCase first = tuning.run(PlantedTrials.class, PRODUCT, next -> {}).get(0);
        assertThat(kinds(first).values())
                .containsExactly(
                        TrialOutcome.Kind.CRASHED,
                        TrialOutcome.Kind.HUNG,
                        TrialOutcome.Kind.DIFFERS,
                        TrialOutcome.Kind.TIMED,
                        TrialOutcome.Kind.TIMED);
        assertThat(first.outcomes().get("128x128x8/8x8").reason()).contains("139");
        assertThat(first.outcomes().get("128x64x8/8x4").reason()).contains("2 s");
        assertThat(first.chosen()).contains("32x32x16/4x4");
        assertThat(tunings.bad())
                .containsOnlyKeys(
                        "mat_mul float32 128x128x8/8x8",
                        "mat_mul float32 1 512 512 512 128x64x8/8x4",
                        "mat_mul float32 64x64x16/4x4");
        TunedCase again = tuning.run(PlantedTrials.class, PRODUCT, next -> {}).get(0);
        assertThat(kinds(again).values())
                .containsExactly(
                        TrialOutcome.Kind.KNOWN_BAD,
                        TrialOutcome.Kind.KNOWN_BAD,
                        TrialOutcome.Kind.KNOWN_BAD,
                        TrialOutcome.Kind.TIMED,
                        TrialOutcome.Kind.TIMED);
    }

    @Test
    void fullTuningTriesBadCandidatesAgain() {
        OpenClInfo info = TestTunings.asGpu(Devices.tried(TestDevices.openClInfo()));
        Tunings tunings = TestTunings.of(folder, info);
        new DeviceTuning(info, tunings, Duration.ofSeconds(2), false).run(PlantedTrials.class, PRODUCT, next -> {});
        OpenClInfo cpu = Devices.tried(TestDevices.openClInfo());
        assertThat(TestTunings.of(folder, cpu).bad()).as("kept by device").hasSize(3);
        TunedCase again = new DeviceTuning(info, tunings, Duration.ofSeconds(2), true)
                .run(PlantedTrials.class, PRODUCT, next -> {})
                .get(0);
        assertThat(kinds(again).values())
                .startsWith(TrialOutcome.Kind.CRASHED, TrialOutcome.Kind.HUNG, TrialOutcome.Kind.DIFFERS);
    }

    @Test
    void ruleStaysWhereTheFastestGainsLittle() {
        Map<String, TrialOutcome> outcomes = new LinkedHashMap<>();
        outcomes.put("rule", new TrialOutcome(TrialOutcome.Kind.TIMED, List.of(102L, 500L, 90L), ""));
        outcomes.put("other", new TrialOutcome(TrialOutcome.Kind.TIMED, List.of(100L), ""));
        outcomes.put("hung", TrialOutcome.of(TrialOutcome.Kind.HUNG, "hung"));
        assertThat(TunedCase.quickest(outcomes, "rule")).contains("rule");
        outcomes.put("quick", new TrialOutcome(TrialOutcome.Kind.TIMED, List.of(96L), ""));
        assertThat(TunedCase.quickest(outcomes, "rule")).contains("quick");
        assertThat(TunedCase.quickest(outcomes, "hung")).contains("quick");
        outcomes.keySet().removeIf(label -> !label.equals("hung"));
        assertThat(TunedCase.quickest(outcomes, "hung")).isEqualTo(Optional.empty());
    }
}
