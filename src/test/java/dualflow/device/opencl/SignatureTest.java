package dualflow.device.opencl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dualflow.device.opencl.Signature.Kind;
import dualflow.device.opencl.Signature.Parameter;
import dualflow.launch.Arguments;
import dualflow.tensor.DType;
import dualflow.testing.TestDevices;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A wrong argument of a kernel is named. */
class SignatureTest {
    private static final Signature ONE_OF_EACH = new Signature(List.of(
            parameter("x", Kind.BUFFER),
            parameter("y", Kind.BUFFER),
            parameter("blocks", Kind.STRUCT),
            parameter("n", Kind.INT),
            parameter("scale", Kind.REAL),
            parameter("places", Kind.TABLE),
            parameter("room", Kind.LOCAL)));

    private static Parameter parameter(String name, Kind kind) {
        return new Parameter("'" + name + "'", Optional.of(kind));
    }

    private static Arguments beginning() {
        return new Arguments().struct(1, 2).ints(3);
    }

    @Test
    void rightArgumentsPass() {
        ONE_OF_EACH.require(
                "k", 2, beginning().reals(0.5).table(List.of(1)).local(64).list());
    }

    @Test
    void argumentOfAnotherKindIsNamed() {
        assertThatThrownBy(() -> ONE_OF_EACH.require(
                        "k", 2, beginning().ints(1).table(List.of(1)).local(64).list()))
                .hasMessage("kernel k takes a real number as argument 'scale', got an int");
        assertThatThrownBy(() -> ONE_OF_EACH.require("k", 3, beginning().list()))
                .hasMessage("kernel k takes a struct as argument 'blocks', got a buffer of numbers");
        assertThatThrownBy(() -> ONE_OF_EACH.require(
                        "k", 2, beginning().reals(1).local(64).list()))
                .hasMessage("kernel k takes a table of ints as argument 'places', got local memory");
    }

    @Test
    void missingArgumentAndArgumentTooManyAreNamed() {
        assertThatThrownBy(() -> ONE_OF_EACH.require("k", 2, beginning().list()))
                .hasMessage("kernel k takes 7 arguments, got 4: argument 'scale' is missing");
        assertThatThrownBy(() -> ONE_OF_EACH.require(
                        "k",
                        2,
                        beginning().reals(1).table(List.of()).local(1).ints(8).list()))
                .hasMessage("kernel k takes 7 arguments, got 8: no parameter takes an int");
    }

    @Test
    void driversKeepNamesAndKindsOfParameters() {
        try (OpenClDevice device = TestDevices.openCl()) {
            for (DType dtype : DType.values()) {
                if (device.supports(dtype)) {
                    assertThat(device.session()
                                    .compiled("group_norm", "group_norm_tangents", dtype)
                                    .signature()
                                    .parameters())
                            .contains(
                                    parameter("dx", Kind.BUFFER),
                                    parameter("positions", Kind.INT),
                                    parameter("epsilon", Kind.REAL),
                                    parameter("memory", Kind.LOCAL));
                    assertThat(device.session()
                                    .compiled("scatter_add", "scatter_add", dtype)
                                    .signature()
                                    .parameters())
                            .containsExactly(
                                    parameter("x", Kind.BUFFER),
                                    parameter("y", Kind.BUFFER),
                                    parameter("blocks", Kind.STRUCT),
                                    parameter("n", Kind.INT),
                                    parameter("rows", Kind.INT),
                                    parameter("table", Kind.TABLE));
                }
            }
        }
    }
}
