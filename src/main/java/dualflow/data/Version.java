package dualflow.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** What this build of dualflow is of: its version, and the commit of the sources. */
public final class Version {
    private Version() {}

    /**
     * The version that the build wrote next to the classes, for example {@code 0.1.0}.
     *
     * @return the version, never blank
     */
    public static String current() {
        return property("version");
    }

    /**
     * The commit that was built.
     *
     * @return its hash, or {@code unknown} where the build was not told
     */
    public static String commit() {
        return property("commit");
    }

    /**
     * Whether what was built is what was committed.
     *
     * @return {@code clean}, {@code modified}, or {@code unknown} where the build was not told
     */
    public static String tree() {
        return property("tree");
    }

    private static String property(String key) {
        Properties properties = new Properties();
        try (InputStream in = Version.class.getResourceAsStream("version.properties")) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException("The file version.properties inside the jar cannot be read.", e);
        }
        return properties.getProperty(key);
    }
}
