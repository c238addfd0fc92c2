package dualflow.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.Optional;

/** Standard output that remembers whether everything was written, which Java's print streams do not reveal. */
final class StandardOutput extends OutputStream {
    private final OutputStream out;
    private String failure;

    StandardOutput(OutputStream out) {
        this.out = out;
    }

    /** Replaces {@code System.out}. */
    static StandardOutput install() {
        StandardOutput output = new StandardOutput(new FileOutputStream(FileDescriptor.out));
        // The names of the property before and since JDK 19; both are missing if the default is used.
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

    /** Why something was not written; empty if everything was, and if the reader of a pipe closed it early. */
    Optional<String> failure() {
        return Optional.ofNullable(failure).filter(reason -> !reason.contains("Broken pipe"));
    }
}
