package dualflow.cli;

import dualflow.check.ClaimFile;
import dualflow.check.ClaimFileException;
import dualflow.data.BadFileException;
import dualflow.syntax.Spelling;
import dualflow.syntax.Statement;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The claim files that a command line names.
 *
 * @param paths of the files
 */
record ClaimFiles(List<Path> paths) {
    private static final int MOST_NAMED = 20;

    /**
     * Reads all files and checks all types.
     *
     * @return the files
     * @throws BadFileException if there is an error; its message has all errors of all files
     */
    List<ClaimFile> read() {
        List<ClaimFile> files = new ArrayList<>();
        List<String> errors = new ArrayList<>();
        for (Path path : paths) {
            try {
                ClaimFile file = ClaimFile.read(path);
                if (file.claims().isEmpty()) {
                    throw new BadFileException(path + " has no claim: write one, such as claim a: 1 + 1 = 2.");
                }
                file.checkTypes();
                files.add(file);
            } catch (ClaimFileException e) {
                errors.addAll(e.messages());
            } catch (BadFileException e) {
                errors.add(e.getMessage());
            }
        }
        if (!errors.isEmpty()) {
            throw new BadFileException(String.join(System.lineSeparator(), errors));
        }
        return files;
    }

    /**
     * Some of the claims.
     *
     * @param ids their names; all where there is none
     * @param files that were read
     * @return those of the files that have one of them, with these alone
     * @throws IllegalArgumentException if no file has a claim of such a name
     */
    static List<ClaimFile> only(List<String> ids, List<ClaimFile> files) {
        if (ids.isEmpty()) {
            return files;
        }
        List<String> known = files.stream()
                .flatMap(file -> file.claims().stream())
                .map(Statement::id)
                .distinct()
                .toList();
        for (String id : ids) {
            if (!known.contains(id)) {
                throw new IllegalArgumentException("There is no claim '" + id + "'; "
                        + Spelling.nearest(id, known)
                                .map(name -> "perhaps '" + name + "' is meant")
                                .orElseGet(() -> "there are " + some(known))
                        + ".");
            }
        }
        return files.stream()
                .map(file -> file.only(ids.stream().filter(id -> has(file, id)).toList()))
                .filter(file -> !file.claims().isEmpty())
                .toList();
    }

    private static String some(List<String> names) {
        int more = names.size() - MOST_NAMED;
        return more <= 0
                ? String.join(", ", names)
                : String.join(", ", names.subList(0, MOST_NAMED)) + " and " + more + " more";
    }

    private static boolean has(ClaimFile file, String id) {
        return file.claims().stream().anyMatch(claim -> claim.id().equals(id));
    }
}
