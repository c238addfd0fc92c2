package dualflow.device.host;

import dualflow.tensor.DType;
import dualflow.tensor.Memory;

/** An array of the JVM's heap. */
abstract class HostMemory extends Memory {
    private HostMemory(long bytes) {
        super(bytes);
    }

    static HostMemory of(DType dtype, int count, long bytes) {
        return dtype == DType.FLOAT32 ? new Floats(count, bytes) : new Doubles(count, bytes);
    }

    /** Lets go of the array, also where this object is still needed to tell values apart. */
    abstract void free();

    static final class Floats extends HostMemory {
        float[] numbers;

        Floats(int count, long bytes) {
            super(bytes);
            numbers = new float[count];
        }

        @Override
        void free() {
            numbers = new float[0];
        }
    }

    static final class Doubles extends HostMemory {
        double[] numbers;

        Doubles(int count, long bytes) {
            super(bytes);
            numbers = new double[count];
        }

        @Override
        void free() {
            numbers = new double[0];
        }
    }
}
