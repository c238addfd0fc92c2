package dualflow.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.check.ClaimFile;
import dualflow.check.ClaimReport;
import dualflow.check.Finding;
import dualflow.device.host.HostDevice;
import dualflow.tensor.Device;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The equations of a mixture's drift hold, all but (4), which holds as it is corrected. */
class MixtureClaimsTest {
    @Test
    void equationsHoldAsTheFileStatesThem() {
        try (Device device = new HostDevice()) {
            List<ClaimReport> reports =
                    ClaimFile.read(Path.of("src/examples/mixture.claims")).check(device, 1);
            assertThat(reports).hasSize(3).allMatch(ClaimReport::isAsExpected);
            ClaimReport jacobian = reports.get(2);
            assertThat(jacobian.finding()).isEqualTo(Finding.CORRECTED);
            assertThat(jacobian.counterexample()).isPresent();
            assertThat(reports.get(1).residual()).isLessThan(1e-12);
        }
    }
}
