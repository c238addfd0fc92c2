package dualflow.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Reads a file of text. */
public final class TextFile {
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private TextFile() {}

    /**
     * Reads a whole file.
     *
     * @param path the file, in UTF-8; a byte order mark at its beginning is left out
     * @return its text
     * @throws BadFileException if there is no such file, or it cannot be read, or is no text
     */
    public static String read(Path path) {
        InputFile file = InputFile.of(path);
        try (InputStream in = file.open()) {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(in.readAllBytes()))
                    .toString();
            if (text.indexOf('\0') >= 0) {
                throw noText(path, null);
            }
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw noText(path, e);
        } catch (IOException e) {
            throw file.unreadable(e);
        }
    }

    private static BadFileException noText(Path path, CharacterCodingException cause) {
        return new BadFileException(
                path + " is no text in UTF-8: name another file, or save it in that encoding.", cause);
    }
}
