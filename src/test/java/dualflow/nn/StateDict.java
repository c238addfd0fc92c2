package dualflow.nn;

import dualflow.tensor.Shape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;

/** Names and shapes of a state dict, with entries such as {@code name,2x3}, as in the published code's models. */
final class StateDict {
    private StateDict() {}

    /** The entries of a specification, in order and as PyTorch shapes them. */
    static List<String> of(Specification specification) {
        return specification.parameters().stream()
                .map(parameter -> parameter.name() + "," + text(parameter.shapeInPyTorch()))
                .toList();
    }

    /** The entries of a published model; skips the test where the folder of the lists is not named. */
    static List<String> published(String name) {
        String data = System.getenv("DUALFLOW_DATA");
        Assumptions.assumeTrue(
                data != null, "DUALFLOW_DATA is unset: name the folder that holds state_dicts/*.csv to run this test.");
        try {
            List<String> lines = Files.readAllLines(Path.of(data, "state_dicts", name + ".csv"));
            return lines.subList(1, lines.size());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Shape shape) {
        return shape.rank() == 0
                ? "scalar"
                : Arrays.stream(shape.dims()).mapToObj(Integer::toString).collect(Collectors.joining("x"));
    }
}
