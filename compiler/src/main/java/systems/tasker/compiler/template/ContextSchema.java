package systems.tasker.compiler.template;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import systems.tasker.compiler.diagnostics.Place;

/**
 * The JSON Schema of a template's context.
 *
 * @param json as plain values; empty where there is none
 * @param places where each value stands, by its JSON Pointer into the schema
 */
public record ContextSchema(
        SequencedMap<String, @Nullable Object> json, SequencedMap<String, Place> places) {
    public ContextSchema {
        json = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(json));
        places = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(places));
    }

    static ContextSchema of(Node.Fields schema, Place keyPlace) {
        SequencedMap<String, Place> places = new LinkedHashMap<>();
        locate(schema, "", places);
        places.put("", keyPlace);
        return new ContextSchema(schema.json(), places);
    }

    private static void locate(Node node, String pointer, SequencedMap<String, Place> places) {
        places.put(pointer, node.place());
        switch (node) {
            case Node.Scalar scalar -> {}
            case Node.Items list -> {
                for (int i = 0; i < list.items().size(); i++) {
                    locate(list.items().get(i), pointer + "/" + i, places);
                }
            }
            case Node.Fields mapping -> {
                for (Node.Field field : mapping.fields()) {
                    String token = field.key().value().replace("~", "~0").replace("/", "~1");
                    locate(field.value(), pointer + "/" + token, places);
                }
            }
        }
    }

    /** Where the value of a pointer stands; the place of what holds it where it is not there. */
    public Place placeOf(String pointer) {
        String path = pointer;
        while (!places.containsKey(path) && !path.isEmpty()) {
            path = path.substring(0, path.lastIndexOf('/'));
        }
        return places.getOrDefault(path, Place.START);
    }
}
