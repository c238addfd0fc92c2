package dualflow.cli;

import dualflow.train.RunFolder;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The option that goes on with a training that was broken off, as a mixin: the same for all commands that train. */
final class Resumption {
    @Option(
            names = "--resume",
            paramLabel = "DIR",
            description =
                    "Go on from the last checkpoint of the run in this folder, or from this checkpoint, to the same bits"
                            + " as if there had been no break; all other options must be those of the run. Without --out the"
                            + " run goes on in its own folder.")
    private Path resume;

    /** The folder or checkpoint named by the user. */
    Optional<Path> named() {
        return Optional.ofNullable(resume);
    }

    /**
     * The checkpoint from which to go on.
     *
     * @throws dualflow.data.BadFileException if there is none
     */
    Optional<Path> checkpoint() {
        return named().map(RunFolder::checkpoint);
    }

    /** The folder of the run: this one, or else that of the run which goes on. */
    Optional<Path> folder(Optional<Path> out) {
        return out.or(() -> checkpoint().map(Path::getParent));
    }

    /**
     * Opens the folder of a run, in which a run goes on only if the user says so.
     *
     * @param path the folder
     * @param command the command, whose usage it is
     */
    RunFolder open(Path path, Subcommand command) {
        Optional<Path> checkpoint = checkpoint();
        RunFolder folder = RunFolder.open(path);
        try {
            Optional<Path> there = RunFolder.last(path);
            if (checkpoint.filter(folder::contains).isPresent()) {
                RunFolder.requireWhole(checkpoint.get());
                folder.continueFrom(checkpoint.get());
            } else if (there.isPresent()) {
                throw command.usage("There is a run in the folder " + path + " already, up to " + there.get()
                        + ": go on with --resume " + path + ", or name another folder");
            }
            return folder;
        } catch (RuntimeException e) {
            folder.close();
            throw e;
        }
    }
}
