package org.perpupil.io.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The laws, policies and pages that lines and rates come from, each with a number, so that each is told once. */
final class References {
    private final Map<String, Reference> byCitation = new LinkedHashMap<>();

    /** A numbered reference. */
    public record Reference(int number, String citation) {}

    /** Returns the references of citations, with numbers in the order in which they are first asked for. */
    List<Reference> of(List<String> citations) {
        return citations.stream()
                .map(citation ->
                        byCitation.computeIfAbsent(citation, text -> new Reference(byCitation.size() + 1, text)))
                .toList();
    }

    List<Reference> all() {
        return List.copyOf(byCitation.values());
    }
}
