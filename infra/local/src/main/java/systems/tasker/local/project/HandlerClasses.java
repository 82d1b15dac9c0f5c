package systems.tasker.local.project;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import systems.tasker.compiler.check.ClassPath;

/** The handler classes of a project's workflows that can be loaded here. */
public final class HandlerClasses {
    private static final String SUFFIX = ".class";

    private HandlerClasses() {}

    /** The class path of this process, for the compiler. */
    public static ClassPath of(Project project) {
        return new ClassPath(HandlerClasses::exists, () -> names(project));
    }

    private static boolean exists(String name) {
        try {
            load(name);
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    private static Class<?> load(String name) throws ClassNotFoundException {
        return Class.forName(name, false, HandlerClasses.class.getClassLoader());
    }

    private static List<String> names(Project project) {
        List<String> names = new ArrayList<>();
        for (Path module : project.modules()) {
            Path classes = module.resolve("target").resolve("classes");
            if (Files.isDirectory(classes)) {
                names(classes).stream().filter(HandlerClasses::isHandler).forEach(names::add);
            }
        }
        return names;
    }

    private static List<String> names(Path classes) {
        try (Stream<Path> files = Files.walk(classes)) {
            return files.map(file -> classes.relativize(file).toString())
                    .filter(file -> file.endsWith(SUFFIX))
                    .map(file -> file.substring(0, file.length() - SUFFIX.length()))
                    .map(file -> file.replace('/', '.').replace('\\', '.'))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(classes + " cannot be read", e);
        }
    }

    private static boolean isHandler(String name) {
        try {
            Class<?> loaded = load(name);
            return RequestStreamHandler.class.isAssignableFrom(loaded)
                    && !Modifier.isAbstract(loaded.getModifiers());
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }
}
