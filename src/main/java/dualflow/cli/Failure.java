package dualflow.cli;

import dualflow.check.ClaimFileException;
import dualflow.closedform.NumericalOverflowException;
import dualflow.data.BadFileException;
import dualflow.data.NotFiniteException;
import dualflow.data.OutputException;
import dualflow.dependency.NonFiniteDerivativeException;
import dualflow.dependency.UnreachableValueException;
import dualflow.device.NoSuchDeviceException;
import dualflow.flow.OdeException;
import dualflow.tensor.DeviceException;
import dualflow.train.TrainingException;
import java.nio.file.InvalidPathException;

/**
 * What went wrong, for users.
 *
 * @param message a sentence; of errors in a formula also the place
 * @param exitCode the exit code of a command that ends by it
 */
record Failure(String message, int exitCode) {
    /** What an exception or error says to users. */
    static Failure of(Throwable error) {
        if (error instanceof BadFileException || error instanceof ClaimFileException) {
            return new Failure(error.getMessage(), ExitCode.BAD_INPUT);
        }
        if (error instanceof InvalidPathException) {
            return new Failure(
                    "A file's name cannot be written in this locale (" + error.getMessage()
                            + "): set LC_ALL=C.UTF-8, or give the file another name.",
                    ExitCode.BAD_INPUT);
        }
        if (error instanceof TrainingException || error instanceof NotFiniteException) {
            return new Failure(error.getMessage(), ExitCode.CHECK_FAILED);
        }
        if (error instanceof OdeException
                || error instanceof NonFiniteDerivativeException
                || error instanceof NumericalOverflowException) {
            return new Failure(
                    sentence("The numbers did not stay finite: " + error.getMessage()), ExitCode.CHECK_FAILED);
        }
        if (error instanceof UnreachableValueException) {
            return new Failure(sentence(error.getMessage()), ExitCode.CHECK_FAILED);
        }
        if (error instanceof OutputException) {
            return new Failure(error.getMessage(), ExitCode.OUTPUT_FAILURE);
        }
        if (error instanceof DeviceException) {
            return new Failure(
                    sentence(error.getMessage()),
                    error instanceof NoSuchDeviceException ? ExitCode.NO_DEVICE : ExitCode.DEVICE_FAILURE);
        }
        if (error instanceof OutOfMemoryError) {
            return new Failure(
                    "Java's memory did not suffice: ask for less at once, or give it more, for example by"
                            + " JDK_JAVA_OPTIONS=-Xmx8g.",
                    ExitCode.DEVICE_FAILURE);
        }
        return new Failure("dualflow met an error of its own: " + error + ".", ExitCode.INTERNAL_ERROR);
    }

    /**
     * Capitalises a message, unless it starts with the name of an option or of this program, and ends it with a full stop.
     */
    static String sentence(String message) {
        boolean name = message.startsWith("-") || message.startsWith("'");
        String begun = name ? message : Character.toUpperCase(message.charAt(0)) + message.substring(1);
        return begun.endsWith(".") ? begun : begun + ".";
    }
}
