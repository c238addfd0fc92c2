package dualflow.device.opencl;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.matcher.ElementMatchers;
import net.bytebuddy.pool.TypePool;
import org.jocl.CL;
import org.jocl.CLException;
import org.jocl.cl_event;

/**
 * A layer over the OpenCL binding: every call is counted, and one of them, or all from one on, fails with an error code instead of reaching
 * the driver. Objects of the driver are counted too. Only for a JVM of its own, before anything has used the binding.
 */
public final class FailingCalls {
    private static final StackWalker STACK = StackWalker.getInstance();
    private static final int FRAMES = 3;

    private static Map<String, List<Integer>> sites = new LinkedHashMap<>();
    private static int calls;
    private static int objects;
    private static int first = Integer.MAX_VALUE;
    private static int last = -1;
    private static int status;
    private static boolean failed;

    private FailingCalls() {}

    /** Put before and after each of the binding's calls. */
    static final class Around {
        private Around() {}

        @Advice.OnMethodEnter
        static void before(@Advice.Origin("#m") String call) {
            FailingCalls.before(call);
        }

        @Advice.OnMethodExit
        static void after(@Advice.Origin("#m") String call, @Advice.AllArguments Object[] arguments) {
            FailingCalls.after(call, arguments);
        }
    }

    /** Defines the binding's class with this layer in it. */
    public static void install() throws IOException, IllegalAccessException {
        ClassFileLocator classes = ClassFileLocator.ForClassLoader.ofSystemLoader();
        TypeDescription binding =
                TypePool.Default.ofSystemLoader().describe("org.jocl.CL").resolve();
        byte[] layered = new ByteBuddy()
                .redefine(binding, classes)
                .visit(Advice.to(Around.class)
                        .on(ElementMatchers.isPublic()
                                .and(ElementMatchers.isStatic())
                                .and(ElementMatchers.nameStartsWith("cl"))))
                .make()
                .getBytes();
        MethodHandles.privateLookupIn(CLException.class, MethodHandles.lookup()).defineClass(layered);
    }

    /** Starts counting anew; no call fails. */
    public static synchronized void reset() {
        fail(Integer.MAX_VALUE, -1, 0);
        sites = new LinkedHashMap<>();
    }

    /** Starts counting anew; the calls of these numbers, both included, fail with this status. */
    public static synchronized void fail(int from, int to, int code) {
        first = from;
        last = to;
        status = code;
        calls = 0;
        objects = 0;
        failed = false;
    }

    /** The numbers of the calls since the last reset by where they were made: the call, and the methods of this package that lead to it. */
    public static synchronized Map<String, List<Integer>> sites() {
        return sites;
    }

    /** Objects created and not released since counting began; a release counts where it was tried. */
    public static synchronized int objects() {
        return objects;
    }

    /** The calls since counting began. */
    public static synchronized int calls() {
        return calls;
    }

    /** Whether a call has failed since counting began. */
    public static synchronized boolean hasFailed() {
        return failed;
    }

    /** What the layer does before a call. */
    public static synchronized void before(String call) {
        int number = calls++;
        if (first == Integer.MAX_VALUE) {
            sites.computeIfAbsent(site(call), key -> new ArrayList<>()).add(number);
        }
        if (call.startsWith("clRelease")) {
            objects--;
        }
        if (number >= first && number <= last) {
            failed = true;
            throw new CLException(CL.stringFor_errorCode(status), status);
        }
    }

    /** What the layer does after a call that has not failed. */
    public static synchronized void after(String call, Object[] arguments) {
        boolean makesEvent = call.startsWith("clEnqueue") && arguments[arguments.length - 1] instanceof cl_event;
        if (call.startsWith("clCreate") || makesEvent) {
            objects++;
        }
    }

    private static String site(String call) {
        String own = FailingCalls.class.getPackageName();
        return call + " in "
                + STACK.walk(frames -> frames.filter(
                                frame -> frame.getClassName().startsWith(own)
                                        && !frame.getClassName().startsWith(FailingCalls.class.getName()))
                        .limit(FRAMES)
                        .map(frame -> frame.getClassName().substring(own.length() + 1) + "." + frame.getMethodName()
                                + ":" + frame.getLineNumber())
                        .collect(Collectors.joining(", ")));
    }
}
