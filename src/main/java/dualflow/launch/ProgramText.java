package dualflow.launch;

/** OpenCL C source that a device builds; equal ones are built once. */
public interface ProgramText {
    /**
     * A description for messages.
     *
     * @return the file's name, or the ops
     */
    String title();

    /**
     * The whole source.
     *
     * @return OpenCL C
     */
    String text();

    /**
     * Further build options.
     *
     * @return options, beginning with a blank, or empty
     */
    default String options() {
        return "";
    }
}
