package dualflow.data;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Writes plain values as JSON, and says what its readers found wrong. */
public final class Json {
    private static final DefaultIndenter INDENT = new DefaultIndenter("  ", "\n");
    private static final JsonFactory FACTORY = new JsonFactory();

    private Json() {}

    /**
     * Writes an object, whole or not at all. Values may be text, {@code Boolean}, numbers, arrays of double, lists and maps of such values, and
     * {@code null}. A double is written with the fewest digits that read back as the same double; one that is not finite, which JSON cannot
     * express, as {@code null}.
     *
     * @param file the file; replaced where it exists
     * @param object its keys and values, in their order
     * @throws OutputException if the file cannot be written
     * @throws IllegalArgumentException if a value is of another type
     */
    public static void write(Path file, Map<String, ?> object) {
        write(file, text(object));
    }

    /**
     * Writes a list, as {@link #write(Path, Map)} writes an object.
     *
     * @param file the file; replaced where it exists
     * @param list its values, in their order
     * @throws OutputException if the file cannot be written
     * @throws IllegalArgumentException if a value is of another type
     */
    public static void write(Path file, List<?> list) {
        write(file, format(list));
    }

    private static void write(Path file, String text) {
        byte[] bytes = (text + "\n").getBytes(StandardCharsets.UTF_8);
        AtomicFile.write(file, out -> out.write(bytes));
    }

    /**
     * An object as text, in the form that {@link #write} gives it.
     *
     * @param object its keys and values, in their order
     * @return the JSON, without a final line break
     * @throws IllegalArgumentException if a value is of a type that {@link #write} does not support
     */
    public static String text(Map<String, ?> object) {
        return format(object);
    }

    /** What a reader found wrong: the first line of its message, without the name of the setting behind a limit. */
    static String problem(JsonProcessingException e) {
        return e.getOriginalMessage()
                .lines()
                .findFirst()
                .orElse("")
                .replaceAll(", from `[^`]*`| \\(start marker at \\[Source: [^\\]]*\\]\\)", "");
    }

    private static String format(Object object) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json =
                FACTORY.createGenerator(text).setPrettyPrinter(new DefaultPrettyPrinter().withObjectIndenter(INDENT))) {
            value(json, object);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return text.toString();
    }

    private static void value(JsonGenerator json, Object value) throws IOException {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof String text) {
            json.writeString(text);
        } else if (value instanceof Boolean truth) {
            json.writeBoolean(truth);
        } else if (value instanceof Integer || value instanceof Long) {
            json.writeNumber(((Number) value).longValue());
        } else if (value instanceof Double || value instanceof Float) {
            number(json, ((Number) value).doubleValue());
        } else if (value instanceof double[] numbers) {
            list(json, Arrays.stream(numbers).boxed().toList());
        } else if (value instanceof Object[] values) {
            list(json, Arrays.asList(values));
        } else if (value instanceof Collection<?> values) {
            list(json, values);
        } else if (value instanceof Map<?, ?> object) {
            json.writeStartObject();
            for (Map.Entry<?, ?> entry : object.entrySet()) {
                json.writeFieldName((String) entry.getKey());
                value(json, entry.getValue());
            }
            json.writeEndObject();
        } else {
            throw new IllegalArgumentException("A value of " + value.getClass() + " has no form in JSON here.");
        }
    }

    private static void list(JsonGenerator json, Iterable<?> values) throws IOException {
        json.writeStartArray();
        for (Object value : values) {
            value(json, value);
        }
        json.writeEndArray();
    }

    private static void number(JsonGenerator json, double x) throws IOException {
        if (Double.isFinite(x)) {
            json.writeNumber(ShortestDecimal.of(x));
        } else {
            json.writeNull();
        }
    }
}
