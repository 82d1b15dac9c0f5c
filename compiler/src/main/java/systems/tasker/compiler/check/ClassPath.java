package systems.tasker.compiler.check;

import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The classes that a template can name.
 *
 * @param has whether there is a class of a name
 * @param handlers the names of all handler classes, asked for only where one is not there
 */
public record ClassPath(Predicate<String> has, Supplier<List<String>> handlers) {
    /** Where nobody knows: any name is taken on trust. */
    public static final ClassPath TRUSTED = new ClassPath(name -> true, List::of);
}
