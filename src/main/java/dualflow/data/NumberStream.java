package dualflow.data;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The elements of an array, read one after the other from a stream of bytes. */
final class NumberStream {
    /** A multiple of the size of every element type. */
    private static final int BUFFER = 1 << 16;

    private final InputStream in;
    private final ElementType type;
    private final ByteBuffer buffer;
    private long left;

    /** Reads no byte beyond those of the array. */
    NumberStream(InputStream in, ArrayHeader array, ByteOrder order) {
        this.in = in;
        this.type = array.type();
        this.left = array.bytes();
        this.buffer =
                ByteBuffer.allocate((int) Math.min(BUFFER, left)).order(order).limit(0);
    }

    /**
     * The next element.
     *
     * @throws EOFException if the stream ends before the array does
     * @throws ArithmeticException if a double cannot represent the element; the message is a noun phrase
     */
    double next() throws IOException {
        if (!buffer.hasRemaining()) {
            int wanted = (int) Math.min(buffer.capacity(), left);
            if (in.readNBytes(buffer.array(), 0, wanted) < wanted) {
                throw new EOFException("it was truncated while it was read");
            }
            left -= wanted;
            buffer.clear().limit(wanted);
        }
        return type.read(buffer);
    }

    /** Writes all elements of an array, little-endian. */
    static void write(NumericArray array, OutputStream out) throws IOException {
        ElementType type = array.header().type();
        int count = (int) array.header().count();
        ByteBuffer buffer = ByteBuffer.allocate(
                        (int) Math.min(BUFFER, array.header().bytes()))
                .order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            type.write(array.numbers().applyAsDouble(i), buffer);
            if (!buffer.hasRemaining() || i == count - 1) {
                out.write(buffer.array(), 0, buffer.position());
                buffer.clear();
            }
        }
    }
}
