package systems.tasker.services;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import systems.tasker.json.Json;

/** A file with one JSON line a request, appended whole, so that processes can share it. */
final class RequestLog implements AutoCloseable {
    private final FileChannel file;

    private RequestLog(FileChannel file) {
        this.file = file;
    }

    static RequestLog open(Path path) {
        try {
            Files.createDirectories(path.toAbsolutePath().getParent());
            return new RequestLog(
                    FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The services' log file `" + path + "` cannot be written: " + e.getMessage(),
                    e);
        }
    }

    synchronized void write(Map<String, ? extends @Nullable Object> line) throws IOException {
        file.write(ByteBuffer.wrap((Json.write(line) + "\n").getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
