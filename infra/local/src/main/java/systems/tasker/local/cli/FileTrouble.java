package systems.tasker.local.cli;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;

/** Why a file cannot be used, in words: Java often says no more than its name. */
final class FileTrouble {
    private FileTrouble() {}

    static String reason(IOException trouble) {
        return switch (trouble) {
            case NoSuchFileException missing -> "there is no such file or folder";
            case AccessDeniedException denied -> "this user may not";
            case FileAlreadyExistsException file -> "`" + file.getFile() + "` is not a folder";
            case CharacterCodingException bytes -> "it is not UTF-8 text";
            case FileSystemException other ->
                    Objects.requireNonNullElse(other.getReason(), "the system does not say why");
            default -> Objects.requireNonNullElse(trouble.getMessage(), "nobody says why");
        };
    }
}
