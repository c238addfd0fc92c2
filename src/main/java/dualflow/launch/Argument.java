package dualflow.launch;

import java.util.Arrays;
import java.util.List;

/** An argument of a kernel after the buffers of its inputs and outputs. */
public sealed interface Argument {
    /**
     * Its name in messages.
     *
     * @return an int, a real number, ...
     */
    String kind();

    /**
     * An {@code int}.
     *
     * @param value the number
     */
    record Int(int value) implements Argument {
        @Override
        public String kind() {
            return "an int";
        }
    }

    /**
     * A {@code real}.
     *
     * @param value the number, to be rounded to the format in which the kernel computes
     */
    record Real(double value) implements Argument {
        @Override
        public String kind() {
            return "a real number";
        }
    }

    /** A struct of ints, by value. */
    final class Struct implements Argument {
        private final int[] ints;

        /**
         * A struct.
         *
         * @param ints its members in order
         */
        public Struct(int... ints) {
            this.ints = ints.clone();
        }

        /**
         * The members.
         *
         * @return a copy, in order
         */
        public int[] ints() {
            return ints.clone();
        }

        @Override
        public String kind() {
            return "a struct of " + ints.length + " ints";
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Struct struct && Arrays.equals(ints, struct.ints);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(ints);
        }

        @Override
        public String toString() {
            return Arrays.toString(ints);
        }
    }

    /**
     * A table of ints: a {@code global const int *} to a buffer that is written for one launch.
     *
     * @param values the ints
     */
    record Table(List<Integer> values) implements Argument {
        /**
         * Copies the component.
         *
         * @param values the ints
         */
        public Table {
            values = List.copyOf(values);
        }

        @Override
        public String kind() {
            return "a table of ints";
        }
    }

    /**
     * Local memory, which the work-items of a group share, and which on a CPU is in the core's private cache.
     *
     * @param bytes the number of bytes
     */
    record Local(int bytes) implements Argument {
        @Override
        public String kind() {
            return "local memory";
        }
    }
}
