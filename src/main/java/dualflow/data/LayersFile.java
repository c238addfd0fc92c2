package dualflow.data;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The layers of a network as a user's JSON file lists them, to run weights that name no network:
 *
 * <pre>{@code
 * {"input": ["x", "t"],
 *  "layers": [{"linear": "net.0", "in": 3, "out": 64}, "silu", {"linear": "net.2", "in": 64, "out": 2, "bias": false}]}
 * }</pre>
 *
 * @param file the file
 * @param layers what goes in and the layers in order, as {@code x,t | net.0 3 64 | silu | net.2 64 2 no-bias}
 */
public record LayersFile(Path file, String layers) {
    private static final long LARGEST_FILE = 1L << 20;
    private static final int DEEPEST = 4;

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxDocumentLength(LARGEST_FILE)
                    .build())
            .build();

    /**
     * The description beside a file of weights: of {@code mlp.safetensors}, {@code mlp.json}.
     *
     * @param weights the file of weights
     * @return the description, or nothing where there is no such file
     * @throws BadFileException if it cannot be read, or does not list layers
     */
    public static Optional<LayersFile> beside(Path weights) {
        String name = String.valueOf(weights.getFileName());
        int dot = name.lastIndexOf('.');
        Path file = weights.resolveSibling((dot < 1 ? name : name.substring(0, dot)) + ".json");
        return Files.isRegularFile(file) ? Optional.of(read(file)) : Optional.empty();
    }

    /**
     * Reads a description.
     *
     * @param file a JSON file of at most 1 MiB
     * @return what it says
     * @throws BadFileException if there is no such file, it is not JSON, or a key is missing, unknown or given twice; with line and column
     */
    public static LayersFile read(Path file) {
        InputFile input = InputFile.of(file);
        if (input.size() > LARGEST_FILE) {
            throw new BadFileException("The file " + file + " has " + input.size()
                    + " bytes, more than the 1 MiB that a list of layers may have; name another file.");
        }
        try (InputStream in = input.open();
                JsonParser parser = JSON.createParser(in)) {
            return new LayersFile(file, new Reader(file, parser).network());
        } catch (JsonProcessingException e) {
            String place =
                    e.getLocation() == null ? "" : " at line " + e.getLocation().getLineNr();
            throw new BadFileException(
                    "The file " + file + " is not the JSON of a list of layers" + place + ": " + Json.problem(e) + ".",
                    e);
        } catch (IOException e) {
            throw input.unreadable(e);
        }
    }

    /** Reads token by token. */
    private record Reader(Path file, JsonParser parser) {
        String network() throws IOException {
            require(
                    parser.nextToken() == JsonToken.START_OBJECT,
                    "an object { ... } with the keys input and layers is needed");
            String input = null;
            String layers = null;
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String key = parser.currentName();
                parser.nextToken();
                switch (key) {
                    case "input" -> input = String.join(",", list(false));
                    case "layers" -> layers = String.join(" | ", list(true));
                    default -> throw refused("the key \"" + key + "\" is unknown; the keys are input and layers");
                }
            }
            require(input != null && layers != null, "both keys, input and layers, are needed");
            require(parser.nextToken() == null, "nothing may follow the object");
            return input + " | " + layers;
        }

        private List<String> list(boolean maps) throws IOException {
            require(parser.currentToken() == JsonToken.START_ARRAY, "a list [ ... ] is needed");
            List<String> all = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                boolean isMap = maps && parser.currentToken() == JsonToken.START_OBJECT;
                all.add(isMap ? linear() : word(maps ? "the name of an activation, or {\"linear\": ...}," : "a name"));
            }
            require(!all.isEmpty(), "this list is empty, where one entry or more is needed");
            return all;
        }

        private String linear() throws IOException {
            String name = null;
            String in = null;
            String out = null;
            String bias = "";
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String key = parser.currentName();
                parser.nextToken();
                switch (key) {
                    case "linear" -> name = word("the name of the weights, as in net.0,");
                    case "in" -> in = length();
                    case "out" -> out = length();
                    case "bias" -> bias = isTrue() ? "" : " no-bias";
                    default ->
                        throw refused(
                                "the key \"" + key + "\" of a layer is unknown; the keys are linear, in, out and bias");
                }
            }
            require(name != null && in != null && out != null, "a linear layer needs the keys linear, in and out");
            return name + " " + in + " " + out + bias;
        }

        private String word(String what) throws IOException {
            require(parser.currentToken() == JsonToken.VALUE_STRING, what + " is needed");
            String word = parser.getText();
            require(word.matches("[^\\s|,]+"), what + " is needed, without spaces, bars and commas");
            return word;
        }

        private String length() throws IOException {
            require(parser.currentToken() == JsonToken.VALUE_NUMBER_INT, "a whole number is needed");
            return parser.getText();
        }

        private boolean isTrue() throws IOException {
            require(parser.currentToken().isBoolean(), "true or false is needed");
            return parser.currentToken() == JsonToken.VALUE_TRUE;
        }

        private void require(boolean holds, String problem) {
            if (!holds) {
                throw refused(problem);
            }
        }

        private BadFileException refused(String problem) {
            return new BadFileException("In the file " + file + " at line "
                    + parser.currentTokenLocation().getLineNr() + ", column "
                    + parser.currentTokenLocation().getColumnNr() + ": " + problem + "; correct it there.");
        }
    }
}
