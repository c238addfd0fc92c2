package dualflow.device.opencl;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.testing.ChildJvm;
import dualflow.testing.TestDevices;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Whichever call of the driver fails, the engine says so in one sentence, releases everything, and never gives other numbers. */
class FailingCallsTest {
    private static final Pattern SUMMARY = Pattern.compile("(\\d+) runs, (\\d+) places, (\\d+) calls, 0 faults");

    @Test
    void everyPlaceWhereTheDriverIsCalledMayFail() throws IOException, InterruptedException {
        TestDevices.openClInfo();
        ChildJvm.Result result = ChildJvm.run(FailingRuns.class, Map.of(), List.of());
        Matcher summary = SUMMARY.matcher(result.out());
        assertThat(summary.find()).as(result.out() + result.err()).isTrue();
        assertThat(Integer.parseInt(summary.group(2))).as(result.out()).isGreaterThan(40);
        assertThat(result.exitCode()).isZero();
    }
}
