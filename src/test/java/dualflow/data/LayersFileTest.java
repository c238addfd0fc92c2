package dualflow.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LayersFileTest {
    @TempDir
    private Path folder;

    private Path written(String text) throws IOException {
        return Files.writeString(folder.resolve("mlp.json"), text);
    }

    @Test
    void readsInputsAndLayersInOrder() throws IOException {
        Path file = written("""
                {"layers": ["relu", {"out": 4, "linear": "net.0", "in": 3, "bias": false}, "gelu-tanh", {"linear": "b", "in": 4, "out": 2, "bias": true}],
                 "input": ["t", "x"]}
                """);
        assertThat(LayersFile.read(file).layers()).isEqualTo("t,x | relu | net.0 3 4 no-bias | gelu-tanh | b 4 2");
    }

    @Test
    void liesBesideTheWeightsUnderTheirName() throws IOException {
        Path file = written("{\"input\": [\"x\"], \"layers\": [{\"linear\": \"a\", \"in\": 1, \"out\": 1}]}");
        assertThat(LayersFile.beside(folder.resolve("mlp.safetensors")))
                .hasValueSatisfying(found -> assertThat(found.file()).isEqualTo(file));
        assertThat(LayersFile.beside(folder.resolve("mlp"))).isPresent();
        assertThat(LayersFile.beside(folder.resolve("other.safetensors"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "[1] ! line 1, column 1: an object { ... } with the keys input and layers is needed",
                "{\"inputs\": [\"x\"]} ! line 1, column 12: the key \"inputs\" is unknown; the keys are input and layers",
                "{\"input\": [\"x\"]} ! both keys, input and layers, are needed",
                "{\"input\": \"x\"} ! a list [ ... ] is needed",
                "{\"input\": []} ! this list is empty, where one entry or more is needed",
                "{\"input\": [{}]} ! a name is needed",
                "{\"input\": [\"x,t\"]} ! a name is needed, without spaces, bars and commas",
                "{\"layers\": [3]} ! the name of an activation, or {\"linear\": ...}, is needed",
                "{\"layers\": [{\"linear\": \"a\", \"in\": 3}]} ! a linear layer needs the keys linear, in and out",
                "{\"layers\": [{\"linear\": \"a\", \"in\": 3.5}]} ! a whole number is needed",
                "{\"layers\": [{\"bias\": 1}]} ! true or false is needed",
                "{\"layers\": [{\"conv\": \"a\"}]} ! the key \"conv\" of a layer is unknown; the keys are linear, in, out and bias",
                "{\"input\": [\"x\"], \"input\": [\"x\"]} ! is not the JSON of a list of layers at line 1: Duplicate field 'input'",
                "{\"input\": [\"x\"], \"layers\": [\"relu\"]} 5 ! nothing may follow the object",
                "{\"layers\": [\"relu\" ! is not the JSON of a list of layers at line 1: "
            })
    void namesThePlaceOfWhatIsWrong(String text, String message) throws IOException {
        Path file = written(text);
        assertThatThrownBy(() -> LayersFile.read(file))
                .isInstanceOf(BadFileException.class)
                .hasMessageContaining(message)
                .hasMessageContaining("mlp.json")
                .hasMessageNotContaining("Source");
    }
}
