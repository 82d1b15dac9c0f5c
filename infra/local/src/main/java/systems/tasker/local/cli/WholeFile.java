package systems.tasker.local.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/** A file that follows from others, and what shall stand in it. */
record WholeFile(Path path, String text) {

    boolean isCurrent() {
        return text.equals(existing());
    }

    private @Nullable String existing() {
        try {
            return Files.exists(path) ? Files.readString(path) : null;
        } catch (IOException e) {
            return null;
        }
    }

    /**
     * What a file says.
     *
     * @throws Console.Failure where it cannot be read
     */
    static String read(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new Console.Failure("`" + path + "` cannot be read: " + FileTrouble.reason(e));
        }
    }

    /**
     * Writes it, whole or not at all.
     *
     * @throws Console.Failure where it cannot be written
     */
    void write() {
        try {
            Path folder = path.toAbsolutePath().getParent();
            if (folder == null) {
                throw new Console.Failure("`" + path + "` is no file");
            }
            Files.createDirectories(folder);
            Path part = folder.resolve(path.getFileName() + ".part");
            Files.writeString(part, text);
            Files.move(part, path, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new Console.Failure("`" + path + "` cannot be written: " + FileTrouble.reason(e));
        }
    }
}
