package dualflow.device.opencl;

import org.jocl.CL;
import org.jocl.CLException;
import org.jocl.cl_mem;

/** A driver buffer. It is released once; its handle is cleared afterwards, since using it again would crash the process. */
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
                // The device is lost: there is nothing left to release.
            }
        }
    }
}
