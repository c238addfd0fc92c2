package dualflow.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.Optional;

/** The standard output, remembering whether it took everything, which Java's print streams keep to themselves. */
final class StandardOutput extends OutputStream {
    private final OutputStream out;
    private String failure;

    StandardOutput(OutputStream out) {
        this.out = out;
    }

    /** Takes the place of {@code System.out}. */
    static StandardOutput install() {
        StandardOutput output = new StandardOutput(new FileOutputStream(FileDescriptor.out));
        // The name of the property before JDK 19 and since; both are missing where the default serves.
        String encoding = System.getProperty("stdout.encoding", System.getProperty("sun.stdout.encoding"));
        System.setOut(
                new PrintStream(output, true, encoding == null ? Charset.defaultCharset() : Charset.forName(encoding)));
        return output;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            out.write(bytes, offset, length);
        } catch (IOException e) {
            failure = String.valueOf(e.getMessage());
            throw e;
        }
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    /** Why something was not written; empty where all was, and where the reader of a pipe went away, having had enough. */
    Optional<String> failure() {
        return Optional.ofNullable(failure).filter(reason -> !reason.contains("Broken pipe"));
    }
}
