package dualflow.device.opencl;

import org.jocl.CL;
import org.jocl.CLException;
import org.jocl.cl_mem;

/** A driver's buffer. It is released once; afterwards its handle is gone, since a second use would end the process. */
final class Buffer {
    private final long bytes;
    private cl_mem handle;

    Buffer(cl_mem handle, long bytes) {
        this.handle = handle;
        this.bytes = bytes;
    }

    long bytes() {
        return bytes;
    }

    cl_mem handle() {
        if (handle == null) {
            throw new IllegalStateException("a buffer was used after it was released");
        }
        return handle;
    }

    void release() {
        cl_mem released = handle;
        handle = null;
        if (released != null) {
            try {
                CL.clReleaseMemObject(released);
            } catch (CLException e) {
                // A lost device: nothing is left to give back.
            }
        }
    }
}
