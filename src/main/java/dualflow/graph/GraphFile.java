package dualflow.graph;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import dualflow.data.BadFileException;
import dualflow.data.Quoted;
import dualflow.data.TextFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a directed acyclic graph from JSON: {@code {"nodes": ["T", "X"], "edges": [{"from": "T", "to": "X", "type": "directed"}]}}. The type may be
 * missing, and other keys are passed over.
 */
public final class GraphFile {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final Path file;
    private final JsonParser json;
    private List<String> nodes;
    private List<Arrow> arrows;

    private GraphFile(Path file, JsonParser json) {
        this.file = file;
        this.json = json;
    }

    /**
     * Reads a graph.
     *
     * @param file the file, in UTF-8
     * @return the graph
     * @throws BadFileException if the file cannot be read, is not of this form, or its graph has a cycle, which is named
     */
    public static Dag read(Path file) {
        try (JsonParser json = JSON.createParser(TextFile.read(file))) {
            return new GraphFile(file, json).dag();
        } catch (JsonProcessingException e) {
            throw new BadFileException(
                    "Line " + e.getLocation().getLineNr() + " of the file " + file + " is not the JSON of a graph: "
                            + e.getOriginalMessage().lines().findFirst().orElse("it is cut short") + ".",
                    e);
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory failed", e);
        }
    }

    private Dag dag() throws IOException {
        expect(json.nextToken(), JsonToken.START_OBJECT, "an object with the keys nodes and edges is needed");
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String key = json.currentName();
            json.nextToken();
            switch (key) {
                case "nodes" -> nodes = nodes();
                case "edges" -> arrows = arrows();
                default -> json.skipChildren();
            }
        }
        if (nodes == null || arrows == null) {
            throw new BadFileException(
                    "The file " + file + " lacks the key " + (nodes == null ? "nodes" : "edges") + " of a graph.");
        }
        try {
            return new Dag(nodes, arrows);
        } catch (IllegalArgumentException e) {
            throw new BadFileException("The file " + file + " holds no directed acyclic graph: " + e.getMessage(), e);
        }
    }

    private List<String> nodes() throws IOException {
        expect(json.currentToken(), JsonToken.START_ARRAY, "nodes are a list of names");
        List<String> names = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            names.add(text("nodes are a list of names"));
        }
        return names;
    }

    private List<Arrow> arrows() throws IOException {
        expect(json.currentToken(), JsonToken.START_ARRAY, "edges are a list of objects with from and to");
        List<Arrow> list = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            expect(json.currentToken(), JsonToken.START_OBJECT, "an edge is an object with from and to");
            String from = null;
            String to = null;
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String key = json.currentName();
                json.nextToken();
                switch (key) {
                    case "from" -> from = text("from is the name of a node");
                    case "to" -> to = text("to is the name of a node");
                    case "type" -> {
                        String type = text("the type of an edge is a word");
                        if (!type.equals("directed")) {
                            throw bad("an edge is " + Quoted.of(type) + ", where all have to be directed");
                        }
                    }
                    default -> json.skipChildren();
                }
            }
            if (from == null || to == null) {
                throw bad("an edge lacks " + (from == null ? "from" : "to"));
            }
            list.add(new Arrow(from, to));
        }
        return list;
    }

    private String text(String needed) throws IOException {
        expect(json.currentToken(), JsonToken.VALUE_STRING, needed);
        return json.getText();
    }

    private void expect(JsonToken found, JsonToken needed, String sentence) {
        if (found != needed) {
            throw bad(sentence);
        }
    }

    private BadFileException bad(String what) {
        return new BadFileException("Line " + json.currentLocation().getLineNr() + " of the file " + file
                + " is not the JSON of a graph: " + what + ".");
    }
}
