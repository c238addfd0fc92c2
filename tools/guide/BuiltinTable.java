import dualflow.syntax.Builtins;
import java.util.stream.Collectors;

/** Prints the table of the built-in functions and constants of claim files in Markdown. */
public class BuiltinTable {
    public static void main(String[] args) {
        System.out.println("| name | arguments | what it is |");
        System.out.println("|---|---|---|");
        for (Builtins.Builtin builtin : Builtins.all()) {
            System.out.println("| `" + builtin.name() + "` | "
                    + builtin.arities().stream().map(String::valueOf).collect(Collectors.joining(" or ")) + " | "
                    + builtin.meaning().replace("|", "\\|").replace("<", "&lt;") + " |");
        }
    }
}
