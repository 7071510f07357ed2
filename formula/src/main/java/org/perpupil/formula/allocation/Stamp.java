package org.perpupil.formula.allocation;

import java.util.ArrayList;
import java.util.List;

/**
 * What an allocation was computed from, and by what.
 *
 * @param inputs SHA-256 of the district's year and of last year's budgets, in hexadecimal
 * @param definition SHA-256 of the model, in hexadecimal
 * @param library the version of this library; {@code development} outside a release
 * @param semantics a number that is raised when the same inputs and definition could give other cents
 */
public record Stamp(String inputs, String definition, String library, int semantics) {

    /** Returns what differs from an earlier stamp, in words; empty if nothing does. */
    public List<String> since(Stamp earlier) {
        List<String> changes = new ArrayList<>();
        if (!inputs.equals(earlier.inputs)) {
            changes.add("the inputs changed: schools, counts, facts, revenue or last year's budgets");
        }
        if (!definition.equals(earlier.definition)) {
            changes.add("the definition changed: sources, lines or parameters");
        }
        if (semantics != earlier.semantics) {
            changes.add("the rules of computing changed from %s to %s".formatted(earlier.semantics, semantics));
        }
        if (!library.equals(earlier.library)) {
            changes.add("the library changed from %s to %s".formatted(earlier.library, library));
        }
        return List.copyOf(changes);
    }

    /** Returns one line for people, with the first digits of each hash. */
    @Override
    public String toString() {
        return "inputs %s, definition %s, perpupil %s, rules of computing %s"
                .formatted(first(inputs), first(definition), library, semantics);
    }

    private static String first(String hash) {
        return hash.substring(0, Math.min(12, hash.length()));
    }
}
