package systems.tasker.local.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/** A file that gets lines, each written at once. */
final class LogFile implements Consumer<String>, AutoCloseable {
    private final PrintWriter lines;

    LogFile(Path path) {
        try {
            Path folder = path.getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            lines =
                    new PrintWriter(
                            Files.newBufferedWriter(
                                    path,
                                    StandardCharsets.UTF_8,
                                    StandardOpenOption.CREATE,
                                    StandardOpenOption.APPEND));
        } catch (IOException e) {
            throw new Console.Failure(
                    "The log `" + path + "` cannot be written: " + FileTrouble.reason(e));
        }
    }

    @Override
    public synchronized void accept(String line) {
        lines.println(line.stripTrailing());
        lines.flush();
    }

    @Override
    public synchronized void close() {
        lines.close();
    }
}
