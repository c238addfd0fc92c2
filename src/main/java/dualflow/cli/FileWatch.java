package dualflow.cli;

import dualflow.data.BadFileException;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Waits until one of several files is saved. */
final class FileWatch implements AutoCloseable {
    /** An editor saves in several steps; they count as one. */
    private static final long SETTLED_AFTER_MS = 100;

    private final WatchService service;
    private final Map<WatchKey, Path> folders = new LinkedHashMap<>();
    private final List<Path> files;

    /**
     * Starts watching.
     *
     * @throws BadFileException if the folder of a file cannot be watched
     */
    FileWatch(List<Path> paths) {
        files = paths.stream().map(path -> path.toAbsolutePath().normalize()).toList();
        try {
            service = FileSystems.getDefault().newWatchService();
            for (Path folder : files.stream().map(Path::getParent).distinct().toList()) {
                // An editor may write a new file and give it the old one's name.
                folders.put(
                        folder.register(
                                service, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY),
                        folder);
            }
        } catch (IOException e) {
            throw new BadFileException("The files cannot be watched (" + e.getMessage() + "): leave --watch out.", e);
        }
    }

    /** Waits, and returns the file that was saved. */
    Path next() throws InterruptedException {
        while (true) {
            WatchKey key = service.take();
            Optional<Path> saved = Optional.empty();
            while (key != null) {
                Optional<Path> changed = changed(key);
                saved = saved.or(() -> changed);
                key = service.poll(SETTLED_AFTER_MS, TimeUnit.MILLISECONDS);
            }
            if (saved.isPresent()) {
                return saved.get();
            }
        }
    }

    private Optional<Path> changed(WatchKey key) {
        Path folder = folders.get(key);
        Optional<Path> changed = key.pollEvents().stream()
                .map(WatchEvent::context)
                .filter(Path.class::isInstance)
                .map(name -> folder.resolve((Path) name))
                .filter(files::contains)
                .findFirst();
        key.reset();
        return changed;
    }

    @Override
    public void close() {
        try {
            service.close();
        } catch (IOException e) {
            // Nothing is watched any more either way.
        }
    }
}
