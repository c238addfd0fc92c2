package dualflow.data;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the JSON of a safetensors header token by token. */
final class SafetensorsParser {
    /** Such as F8_E4M3 and C64, and future ones. */
    private static final String OTHER_TYPE = "[A-Z]{1,2}[0-9]{1,3}(_[A-Z0-9]+)?";

    /** A tensor as the header states it. */
    private record Stated(String name, String type, List<Long> shape, long begin, long end) {}

    private static final JsonFactory JSON = JsonFactory.builder()
            // Names are up to the file: keep no table of them, in which chosen names could collide.
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            // So that NaN and Infinity are refused here, with their position and in plain words.
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(10)
                    .maxStringLength(SafetensorsHeader.LARGEST)
                    .build())
            .build();

    private final String file;
    private final List<Stated> tensors = new ArrayList<>();
    private final Map<String, ArrayHeader> arrays = new HashMap<>();
    private final Set<String> unknown = new LinkedHashSet<>();
    private final Map<String, String> metadata = new LinkedHashMap<>();

    SafetensorsParser(String file) {
        this.file = file;
    }

    SafetensorsHeader header(String text, long start, long dataBytes) {
        try (JsonParser parser = JSON.createParser(text)) {
            parser.nextToken();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                parser.nextToken();
                if (name.equals(SafetensorsHeader.METADATA)) {
                    readMetadata(parser);
                } else {
                    tensors.add(tensor(parser, name));
                }
            }
            if (parser.nextToken() != null) {
                throw here(parser, "nothing may follow the object");
            }
        } catch (JsonProcessingException e) {
            throw at(e.getLocation(), "this is not valid JSON: " + Quoted.plain(Json.problem(e)), e);
        } catch (IOException e) {
            throw new AssertionError("reading from memory failed", e);
        }
        tensors.sort(Comparator.comparingLong(Stated::begin).thenComparingLong(Stated::end));
        checkContiguous(dataBytes);
        Map<String, SafetensorsHeader.Entry> entries = new LinkedHashMap<>();
        Map<String, String> others = new LinkedHashMap<>();
        for (Stated tensor : tensors) {
            ArrayHeader array = arrays.get(tensor.name());
            if (array == null) {
                others.put(tensor.name(), tensor.type());
            } else {
                entries.put(
                        tensor.name(), new SafetensorsHeader.Entry(tensor.name(), array, tensor.begin(), tensor.end()));
            }
        }
        return new SafetensorsHeader(
                Collections.unmodifiableMap(entries),
                Collections.unmodifiableMap(others),
                List.copyOf(unknown),
                Collections.unmodifiableMap(metadata),
                start);
    }

    private void readMetadata(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw here(parser, SafetensorsHeader.METADATA + " must be an object of texts");
        }
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            if (parser.nextToken() != JsonToken.VALUE_STRING) {
                throw here(parser, "the metadata " + Quoted.of(key) + " must be a text");
            }
            metadata.put(key, parser.getText());
        }
    }

    private Stated tensor(JsonParser parser, String name) throws IOException {
        String which = "the tensor " + Quoted.of(name);
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw here(parser, which + " must be an object with dtype, shape and data_offsets");
        }
        String type = null;
        List<Long> shape = null;
        List<Long> offsets = null;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            parser.nextToken();
            switch (key) {
                case "dtype" -> type = type(parser, which);
                case "shape" -> shape = wholeNumbers(parser, "shape of " + which);
                case "data_offsets" -> offsets = wholeNumbers(parser, "data_offsets of " + which);
                default -> {
                    unknown.add(key);
                    parser.skipChildren();
                }
            }
        }
        if (type == null || shape == null || offsets == null) {
            throw here(parser, which + " lacks one of dtype, shape and data_offsets");
        }
        if (offsets.size() != 2) {
            throw here(parser, which + " has " + offsets.size() + " data_offsets, but begin and end are needed");
        }
        return checked(parser, which, new Stated(name, type, shape, offsets.get(0), offsets.get(1)));
    }

    /** For types that are read, the number of bytes must be what type and shape require. */
    private Stated checked(JsonParser parser, String which, Stated tensor) {
        if (tensor.begin() > tensor.end()) {
            throw here(
                    parser, which + " ends at byte " + tensor.end() + ", before it begins at byte " + tensor.begin());
        }
        Optional<ElementType> type = ElementType.ofSafetensors(tensor.type());
        if (type.isPresent()) {
            ArrayHeader array = array(parser, type.get(), tensor.shape());
            if (tensor.end() - tensor.begin() != array.bytes()) {
                throw here(
                        parser,
                        which + " has " + (tensor.end() - tensor.begin()) + " bytes, but " + array + " takes "
                                + array.bytes());
            }
            arrays.put(tensor.name(), array);
        }
        return tensor;
    }

    private String type(JsonParser parser, String which) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            throw here(parser, "the dtype of " + which + " must be a text");
        }
        String name = parser.getText();
        if (ElementType.ofSafetensors(name).isEmpty() && !name.matches(OTHER_TYPE)) {
            throw here(parser, "the dtype " + Quoted.of(name) + " of " + which + " is not a safetensors type");
        }
        return name;
    }

    private ArrayHeader array(JsonParser parser, ElementType type, List<Long> shape) {
        try {
            return new ArrayHeader(type, shape);
        } catch (IllegalArgumentException e) {
            throw here(parser, "the shape of this tensor takes more than 2^63 - 1 bytes");
        }
    }

    private List<Long> wholeNumbers(JsonParser parser, String what) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw here(parser, "the " + what + " must be a list of whole numbers");
        }
        List<Long> numbers = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            numbers.add(wholeNumber(parser, what));
        }
        return numbers;
    }

    private long wholeNumber(JsonParser parser, String what) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
            throw here(parser, "the " + what + " has an entry that is not a whole number");
        }
        String digits = parser.getText();
        if (digits.startsWith("-")) {
            throw here(parser, "the " + what + " has a negative entry");
        }
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException e) {
            throw here(parser, "the " + what + " has an entry above 2^63 - 1");
        }
    }

    private void checkContiguous(long dataBytes) {
        long end = 0;
        String last = "";
        for (Stated tensor : tensors) {
            if (tensor.begin() > end) {
                throw new BadFileException("In the file " + file + " the bytes " + end + " to " + tensor.begin()
                        + " of the data, before the tensor " + Quoted.of(tensor.name())
                        + ", belong to no tensor; write the file again.");
            }
            if (tensor.begin() < end) {
                throw new BadFileException("In the file " + file + " the tensor " + Quoted.of(tensor.name())
                        + " begins at byte " + tensor.begin() + " of the data, within the tensor " + Quoted.of(last)
                        + ", which ends at byte " + end + "; write the file again.");
            }
            end = tensor.end();
            last = tensor.name();
        }
        if (dataBytes < end) {
            throw new BadFileException("The file " + file + " is cut short: its header announces " + end
                    + " bytes of data, but only " + dataBytes + " follow; fetch it again.");
        }
        if (dataBytes > end) {
            throw new BadFileException("The file " + file + " holds " + dataBytes + " bytes of data, more than the "
                    + end + " that its header announces; fetch it again.");
        }
    }

    private BadFileException here(JsonParser parser, String problem) {
        return at(parser.currentTokenLocation(), problem, null);
    }

    private BadFileException at(JsonLocation location, String problem, Throwable cause) {
        String place = location == null ? "" : ", at character " + (location.getCharOffset() + 1);
        return new BadFileException(
                "In the header of the file " + file + place + ": " + problem + "; write the file again.", cause);
    }
}
