package org.perpupil.io.json;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.perpupil.io.internal.json.JsonDocument;
import org.perpupil.io.internal.json.JsonValue;

/**
 * One kind of what a definition is made of. An object tells its kind by a key that no other kind has.
 *
 * @param keys the keys that it must have, the telling one first
 * @param optional the keys that it may have
 * @param reader reads the members
 */
record Kind<T>(ImmutableSet<String> keys, ImmutableSet<String> optional, Reader<T> reader) {

    /** Reads members, and returns how to make a value of them if none was at fault. */
    @FunctionalInterface
    interface Reader<T> {
        Supplier<T> read(JsonValue.Fields fields, DefinitionNames names);
    }

    static <T> Kind<T> of(Reader<T> reader, String... keys) {
        return new Kind<>(ImmutableSet.copyOf(keys), ImmutableSet.of(), reader);
    }

    Kind<T> orAlso(String... keysBeside) {
        return new Kind<>(keys, ImmutableSet.copyOf(keysBeside), reader);
    }

    /** Returns kinds by the keys that tell them. */
    static <T> ImmutableMap<String, Kind<T>> byKey(List<Kind<T>> kinds) {
        ImmutableMap.Builder<String, Kind<T>> byKey = ImmutableMap.builder();
        kinds.forEach(kind -> byKey.put(kind.keys.asList().get(0), kind));
        return byKey.buildOrThrow();
    }

    /** Reads an object of one of several kinds; what is none of them, or more than one, is told. */
    static <T> Optional<T> read(JsonValue value, String what, Map<String, Kind<T>> kinds, DefinitionNames names) {
        int mark = value.document().mark();
        return told(value, what, kinds)
                .flatMap(kind -> value.document()
                        .make(mark, value, kind.reader.read(value.fields(kind.keys, kind.optional), names)));
    }

    /** Returns which of several kinds an object is. */
    static <T> Optional<Kind<T>> told(JsonValue value, String what, Map<String, Kind<T>> kinds) {
        if (!(value.content() instanceof JsonValue.Members members)) {
            value.fields(Set.of(), Set.of()); // tells that it is no object
            return Optional.empty();
        }
        Set<String> telling = Sets.intersection(members.byKey().keySet(), kinds.keySet());
        if (telling.size() == 1) {
            return Optional.ofNullable(kinds.get(telling.iterator().next()));
        }
        value.fault(
                "json.kind-unknown",
                telling.isEmpty()
                        ? "%s of no kind, with %s"
                                .formatted(what, shown(members.byKey().keySet()))
                        : "%s of several kinds: %s".formatted(what, String.join(", ", telling)),
                "one of the keys " + String.join(", ", kinds.keySet()),
                telling.isEmpty() ? "Correct the key that names the kind." : "Keep one, and remove the others.");
        return Optional.empty();
    }

    private static String shown(Set<String> keys) {
        return keys.isEmpty()
                ? "no key"
                : "the key " + JsonDocument.quoted(keys.iterator().next(), 60);
    }
}
