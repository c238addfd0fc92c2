package dualflow.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;

class MebibytesTest {
    private static final long MEBIBYTE = 1 << 20;

    @Test
    void whatIsTooMuchShowsAsMore() {
        assertThat(Mebibytes.needed(3 * MEBIBYTE)).isEqualTo("3 MiB");
        assertThat(Mebibytes.needed(3 * MEBIBYTE + 1)).isEqualTo("4 MiB");
        assertThat(Mebibytes.needed(0)).isEqualTo("0 MiB");
        assertThat(Mebibytes.available(4 * MEBIBYTE - 1)).isEqualTo("3 MiB");
        assertThat(Mebibytes.available(4 * MEBIBYTE)).isEqualTo("4 MiB");
        assertThat(Mebibytes.needed(Long.MAX_VALUE)).isEqualTo("8796093022208 MiB");
    }

    @Test
    void anAccountRefusesOneByteTooManyByDifferentFigures() {
        MemoryAccount account = new MemoryAccount("host", 1536 * MEBIBYTE);
        account.take(1536 * MEBIBYTE);
        assertThatExceptionOfType(DeviceException.class)
                .isThrownBy(() -> account.take(1))
                .withMessage("device host would need 1537 MiB, more than its 1536 MiB; use smaller batches or another"
                        + " device");
    }
}
