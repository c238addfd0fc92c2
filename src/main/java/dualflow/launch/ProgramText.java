package dualflow.launch;

/** OpenCL C that a device builds; equal ones are built once. */
public interface ProgramText {
    /**
     * What it is, for messages.
     *
     * @return the file's name, or the ops
     */
    String title();

    /**
     * The whole text.
     *
     * @return OpenCL C
     */
    String text();

    /**
     * Further options of the build.
     *
     * @return options, beginning with a blank, or empty
     */
    default String options() {
        return "";
    }
}
