package dualflow.launch;

import java.util.ArrayList;
import java.util.List;

/** A kernel's arguments, one after the other. */
public final class Arguments {
    private final List<Argument> list = new ArrayList<>();

    /** No arguments yet. */
    public Arguments() {
        // Nothing was added.
    }

    /**
     * Adds ints.
     *
     * @param values the ints
     * @return this
     */
    public Arguments ints(int... values) {
        for (int value : values) {
            list.add(new Argument.Int(value));
        }
        return this;
    }

    /**
     * Adds real numbers.
     *
     * @param values the elements
     * @return this
     */
    public Arguments reals(double... values) {
        for (double value : values) {
            list.add(new Argument.Real(value));
        }
        return this;
    }

    /**
     * Adds a struct of ints.
     *
     * @param members its members
     * @return this
     */
    public Arguments struct(int... members) {
        list.add(new Argument.Struct(members));
        return this;
    }

    /**
     * Adds a table.
     *
     * @param values its ints
     * @return this
     */
    public Arguments table(List<Integer> values) {
        list.add(new Argument.Table(values));
        return this;
    }

    /**
     * Adds local memory.
     *
     * @param bytes the number of bytes
     * @return this
     */
    public Arguments local(long bytes) {
        list.add(new Argument.Local(Math.toIntExact(bytes)));
        return this;
    }

    /**
     * Adds the arguments of another list.
     *
     * @param others the others
     * @return this
     */
    public Arguments all(Arguments others) {
        list.addAll(others.list);
        return this;
    }

    /**
     * All of them.
     *
     * @return a copy, in order
     */
    public List<Argument> list() {
        return List.copyOf(list);
    }
}
