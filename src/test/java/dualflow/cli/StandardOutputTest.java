package dualflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StandardOutputTest {
    @Test
    void whatIsTakenIsNoFailure() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        StandardOutput output = new StandardOutput(bytes);
        new PrintStream(output, true, StandardCharsets.UTF_8).print("a line");
        assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo("a line");
        assertThat(output.failure()).isEmpty();
    }

    @Test
    void fullDiskIsRemembered() {
        assertThat(failing("No space left on device").failure()).contains("No space left on device");
    }

    @Test
    void readerWhoHasHadEnoughIsNoFailure() {
        assertThat(failing("Broken pipe").failure()).isEmpty();
    }

    private static StandardOutput failing(String reason) {
        StandardOutput output = new StandardOutput(new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException(reason);
            }
        });
        new PrintStream(output, true, StandardCharsets.UTF_8).print("a line");
        return output;
    }
}
