package dualflow.data;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The type of the elements of an array on disk. Every element is read as a double; an integer that a double cannot represent is refused
 * rather than rounded. The order is that of the reference implementation of safetensors, which stores the arrays of later types first.
 */
public enum ElementType {
    /** A byte that is 0 or 1. */
    BOOL(1, "BOOL", "b1") {
        @Override
        double read(ByteBuffer from) {
            byte value = from.get();
            if (value != 0 && value != 1) {
                throw new ArithmeticException(
                        "a truth value with the byte " + (value & 255) + ", which is neither 0 nor 1");
            }
            return value;
        }

        @Override
        void write(double value, ByteBuffer to) {
            to.put((byte) whole(value, 0, 1));
        }
    },
    /** Unsigned integers of 8 bits. */
    UINT8(1, "U8", "u1") {
        @Override
        double read(ByteBuffer from) {
            return from.get() & 0xff;
        }

        @Override
        void write(double value, ByteBuffer to) {
            to.put((byte) whole(value, 0, 0xff));
        }
    },
    /** Integers of 8 bits. */
    INT8(1, "I8", "i1") {
        @Override
        double read(ByteBuffer from) {
            return from.get();
        }

        @Override
        void write(double value, ByteBuffer to) {
            to.put((byte) whole(value, Byte.MIN_VALUE, Byte.MAX_VALUE));
        }
    },
    /** Integers of 16 bits. */
    INT16(2, "I16", "i2") {
        @Override
        double read(ByteBuffer from) {
            return from.getShort();
        }

        @Override
        void write(double value, ByteBuffer to) {
            to.putShort((short) whole(value, Short.MIN_VALUE, Short.MAX_VALUE));
        }
    },
    /** Unsigned integers of 16 bits. */
    UINT16(2, "U16", "u2") {
        @Override
        double read(ByteBuffer from) {
            return from.getShort() & 0xffff;
        }

        @Override
        void write(double value, ByteBuffer to) {
            to.putShort((short) whole(value, 0, 0xffff));
        }
    },
    /** IEEE 754 binary16; read only. */
    FLOAT16(2, "F16", "f2") {
        @Override
        double read(ByteBuffer from) {
            return binary16(from.getShort());
        }
    },
    /** bfloat16, the upper 16 bits of an IEEE 754 binary32; read only. */
    BFLOAT16(2, "BF16", "") {
        @Override
        double read(ByteBuffer from) {
            return Float.intBitsToFloat(from.getShort() << 16);
        }
    },
    /** Integers of 32 bits. */
    INT32(4, "I32", "i4") {
        @Override
        double read(ByteBuffer from) {
            return from.getInt();
        }

        @Override
        void write(double value, ByteBuffer to) {
            to.putInt((int) whole(value, Integer.MIN_VALUE, Integer.MAX_VALUE));
        }
    },
    /** Unsigned integers of 32 bits. */
    UINT32(4, "U32", "u4") {
        @Override
        double read(ByteBuffer from) {
            return from.getInt() & 0xffff_ffffL;
        }

        @Override
        void write(double value, ByteBuffer to) {
            to.putInt((int) whole(value, 0, 0xffff_ffffL));
        }
    },
    /** IEEE 754 binary32. */
    FLOAT32(4, "F32", "f4") {
        @Override
        double read(ByteBuffer from) {
            return from.getFloat();
        }

        @Override
        void write(double value, ByteBuffer to) {
            to.putFloat((float) value);
        }
    },
    /** IEEE 754 binary64. */
    FLOAT64(8, "F64", "f8") {
        @Override
        double read(ByteBuffer from) {
            return from.getDouble();
        }

        @Override
        void write(double value, ByteBuffer to) {
            to.putDouble(value);
        }
    },
    /** Integers of 64 bits. */
    INT64(8, "I64", "i8") {
        @Override
        double read(ByteBuffer from) {
            long value = from.getLong();
            // Long.MAX_VALUE rounds up to 2^63, which the cast back would saturate to it again.
            if ((long) (double) value != value || value == Long.MAX_VALUE) {
                throw new ArithmeticException("the integer " + value + ", which no float64 equals");
            }
            return value;
        }

        @Override
        void write(double value, ByteBuffer to) {
            // The largest double below 2^63 fits in a long.
            to.putLong(whole(value, Long.MIN_VALUE, Long.MAX_VALUE - 1023));
        }
    },
    /** Unsigned integers of 64 bits; read only. */
    UINT64(8, "U64", "u8") {
        @Override
        double read(ByteBuffer from) {
            long value = from.getLong();
            int unused = Long.numberOfLeadingZeros(value) + Long.numberOfTrailingZeros(value);
            if (value != 0 && Long.SIZE - unused > 53) {
                throw new ArithmeticException(
                        "the integer " + Long.toUnsignedString(value) + ", which no float64 equals");
            }
            // A negative value means 2^64 more; halving it loses nothing, since only even values are left.
            return value >= 0 ? value : 2 * (double) (value >>> 1);
        }
    };

    private final int bytes;
    private final String safetensors;
    private final String npy;

    ElementType(int bytes, String safetensors, String npy) {
        this.bytes = bytes;
        this.safetensors = safetensors;
        this.npy = npy;
    }

    /**
     * The size of one element.
     *
     * @return bytes per element
     */
    public int bytes() {
        return bytes;
    }

    /** The name of this type in a safetensors header, such as F32. */
    String safetensors() {
        return safetensors;
    }

    /** The name of this type in an npy header, such as f4; empty where numpy has none. */
    String npy() {
        return npy;
    }

    static Optional<ElementType> ofSafetensors(String name) {
        return Arrays.stream(values())
                .filter(type -> type.safetensors.equals(name))
                .findFirst();
    }

    static Optional<ElementType> ofNpy(String name) {
        return Arrays.stream(values())
                .filter(type -> !type.npy.isEmpty() && type.npy.equals(name))
                .findFirst();
    }

    /**
     * Takes the next element off a buffer.
     *
     * @throws ArithmeticException if a double cannot represent it; the message is a noun phrase
     */
    abstract double read(ByteBuffer from);

    /**
     * Puts an element into a buffer, rounded to nearest where this is a floating-point type.
     *
     * @throws IllegalArgumentException if the number is out of the range of this integer type, or this type cannot be written
     */
    void write(double value, ByteBuffer to) {
        throw new IllegalArgumentException("Numbers of type " + this + " can be read, not written.");
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static long whole(double value, long least, long greatest) {
        long whole = (long) value;
        if (whole != value || whole < least || whole > greatest) {
            throw new IllegalArgumentException(
                    value + " is not one of the integers " + least + " to " + greatest + " of the array's type.");
        }
        return whole;
    }

    /** IEEE 754 binary16: 1 sign bit, 5 of exponent biased by 15, 10 of fraction. */
    private static double binary16(short bits) {
        int exponent = (bits >> 10) & 0x1f;
        int fraction = bits & 0x3ff;
        double size;
        if (exponent == 0x1f) {
            size = fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
        } else if (exponent == 0) {
            size = Math.scalb((double) fraction, -24);
        } else {
            size = Math.scalb((double) (fraction | 0x400), exponent - 25);
        }
        return bits < 0 ? -size : size;
    }
}
