package dualflow.device.opencl;

import dualflow.launch.Argument;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jocl.CL;
import org.jocl.CLException;
import org.jocl.Pointer;
import org.jocl.Sizeof;
import org.jocl.cl_kernel;

/**
 * The parameters that a kernel's source declares.
 *
 * @param parameters in order; names and kinds are empty if the driver does not report them
 */
record Signature(List<Parameter> parameters) {
    private static final Set<String> REALS = Set.of("real", "number", "float", "double");

    /** The kinds of parameters. */
    enum Kind {
        /** A {@code global} pointer to real numbers. */
        BUFFER("a buffer of numbers"),
        /** A {@code global} pointer to ints. */
        TABLE("a table of ints"),
        /** A {@code local} pointer. */
        LOCAL("local memory"),
        /** An {@code int}. */
        INT("an int"),
        /** A {@code real}. */
        REAL("a real number"),
        /** Anything else, by value. */
        STRUCT("a struct");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        /** The kind of parameter that an argument matches. */
        static Kind of(Argument argument) {
            return argument instanceof Argument.Int
                    ? INT
                    : argument instanceof Argument.Real
                            ? REAL
                            : argument instanceof Argument.Struct
                                    ? STRUCT
                                    : argument instanceof Argument.Table ? TABLE : LOCAL;
        }
    }

    /**
     * A parameter.
     *
     * @param name the name
     * @param kind what it is
     */
    record Parameter(String name, Optional<Kind> kind) {
        private static Parameter of(cl_kernel kernel, int index) {
            try {
                String name = text(kernel, index, CL.CL_KERNEL_ARG_NAME);
                String type = text(kernel, index, CL.CL_KERNEL_ARG_TYPE_NAME).replace(" ", "");
                int[] space = new int[1];
                CL.clGetKernelArgInfo(
                        kernel, index, CL.CL_KERNEL_ARG_ADDRESS_QUALIFIER, Sizeof.cl_uint, Pointer.to(space), null);
                return new Parameter("'" + name + "'", Optional.of(kind(type, space[0])));
            } catch (CLException | UnsupportedOperationException e) {
                return new Parameter("number " + (index + 1), Optional.empty()); // not every driver retains them
            }
        }

        private static Kind kind(String type, int space) {
            if (space == CL.CL_KERNEL_ARG_ADDRESS_LOCAL) {
                return Kind.LOCAL;
            }
            if (type.endsWith("*")) {
                return type.equals("int*") ? Kind.TABLE : Kind.BUFFER;
            }
            return type.equals("int") ? Kind.INT : REALS.contains(type) ? Kind.REAL : Kind.STRUCT;
        }

        private static String text(cl_kernel kernel, int index, int what) {
            long[] size = new long[1];
            CL.clGetKernelArgInfo(kernel, index, what, 0, null, size);
            byte[] text = new byte[(int) size[0]];
            CL.clGetKernelArgInfo(kernel, index, what, text.length, Pointer.to(text), null);
            return new String(text, StandardCharsets.UTF_8).replace("\0", "");
        }
    }

    Signature {
        parameters = List.copyOf(parameters);
    }

    static Signature of(cl_kernel kernel) {
        int[] count = new int[1];
        CL.clGetKernelInfo(kernel, CL.CL_KERNEL_NUM_ARGS, Sizeof.cl_uint, Pointer.to(count), null);
        List<Parameter> parameters = new ArrayList<>();
        for (int index = 0; index < count[0]; index++) {
            parameters.add(Parameter.of(kernel, index));
        }
        return new Signature(parameters);
    }

    /**
     * Rejects arguments that are too few, too many, or of the wrong kind.
     *
     * @param kernel the kernel's name
     * @param buffers the number of leading buffers
     * @param arguments the arguments that follow them
     */
    void require(String kernel, int buffers, List<Argument> arguments) {
        int given = buffers + arguments.size();
        int common = Math.min(given, parameters.size());
        for (int i = 0; i < common; i++) {
            Kind kind = i < buffers ? Kind.BUFFER : Kind.of(arguments.get(i - buffers));
            Optional<Kind> wanted = parameters.get(i).kind();
            if (wanted.isPresent() && wanted.get() != kind && !(kind == Kind.BUFFER && wanted.get() == Kind.TABLE)) {
                throw new IllegalArgumentException("kernel " + kernel + " takes " + wanted.get().words + " as argument "
                        + parameters.get(i).name() + ", got " + words(kind, i, buffers, arguments));
            }
        }
        if (given > common) {
            Kind kind = common < buffers ? Kind.BUFFER : Kind.of(arguments.get(common - buffers));
            throw new IllegalArgumentException("kernel " + kernel + counts(given) + ": no parameter takes "
                    + words(kind, common, buffers, arguments));
        }
        if (parameters.size() > common) {
            throw new IllegalArgumentException("kernel " + kernel + counts(given) + ": argument "
                    + parameters.get(common).name() + " is missing");
        }
    }

    private static String words(Kind kind, int i, int buffers, List<Argument> arguments) {
        return i < buffers ? kind.words : arguments.get(i - buffers).kind();
    }

    private String counts(int given) {
        return " takes " + parameters.size() + " arguments, got " + given;
    }
}
