package dualflow.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version of this build of dualflow. */
public final class Version {
    private Version() {}

    /**
     * The version that the build wrote next to the classes, for example {@code 0.1.0}.
     *
     * @return the version, never blank
     */
    public static String current() {
        Properties properties = new Properties();
        try (InputStream in = Version.class.getResourceAsStream("version.properties")) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException("The file version.properties inside the jar cannot be read.", e);
        }
        return properties.getProperty("version");
    }
}
