package dualflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.testing.ChildJvm;
import dualflow.testing.TestDevices;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A device that is lost in the middle of a training costs no more than the steps since the last checkpoint. */
class LostDeviceTest {
    @TempDir
    private Path folder;

    @Test
    void aTrainingGoesOnToTheSameWeights() throws IOException, InterruptedException {
        TestDevices.openClInfo();
        ChildJvm.Result result = ChildJvm.run(FailingTraining.class, Map.of(), List.of(), folder.toString());
        assertThat(result.exitCode()).as(result.out() + result.err()).isZero();
        assertThat(result.out()).contains("CL_OUT_OF_RESOURCES").doesNotContain("FAULT");
    }
}
