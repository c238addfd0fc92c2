package dualflow.data;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Reads JSON as the plain values that {@link Json} writes. */
public final class JsonTree {
    private JsonTree() {}

    /**
     * Reads a file.
     *
     * @param file JSON in UTF-8
     * @param text what becomes of each text in it, keys included
     * @return maps, lists, text, numbers, truth values and null
     * @throws BadFileException if the file cannot be read or is not JSON
     */
    public static Object read(Path file, UnaryOperator<String> text) {
        String content = TextFile.read(file);
        try (JsonParser json = new JsonFactory().createParser(content)) {
            json.nextToken();
            return value(json, text);
        } catch (JsonProcessingException e) {
            throw new BadFileException("The file " + file + " is not JSON: " + Json.problem(e) + ".", e);
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory failed", e);
        }
    }

    private static Object value(JsonParser json, UnaryOperator<String> text) throws IOException {
        JsonToken token = json.currentToken();
        if (token == JsonToken.START_OBJECT) {
            Map<String, Object> object = new LinkedHashMap<>();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String key = text.apply(json.currentName());
                json.nextToken();
                object.put(key, value(json, text));
            }
            return object;
        }
        if (token == JsonToken.START_ARRAY) {
            List<Object> list = new ArrayList<>();
            while (json.nextToken() != JsonToken.END_ARRAY) {
                list.add(value(json, text));
            }
            return list;
        }
        if (token == JsonToken.VALUE_STRING) {
            return text.apply(json.getText());
        }
        if (token == JsonToken.VALUE_NUMBER_INT) {
            return json.getLongValue();
        }
        if (token == JsonToken.VALUE_NUMBER_FLOAT) {
            return json.getDoubleValue();
        }
        return token == null || token == JsonToken.VALUE_NULL ? null : (Object) json.getBooleanValue();
    }
}
