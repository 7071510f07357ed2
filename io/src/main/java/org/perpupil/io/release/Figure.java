package org.perpupil.io.release;

import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.Maps;
import java.util.Map;
import java.util.TreeMap;

/** What one count counts, in whatever table: a label for each dimension that it is told apart by, and none for the others. */
final class Figure implements Comparable<Figure> {
    private final ImmutableSortedMap<String, String> labels;
    private final String text;

    private Figure(Map<String, String> labels) {
        this.labels = ImmutableSortedMap.copyOf(labels);
        StringBuilder joined = new StringBuilder();
        this.labels.forEach((dimension, label) ->
                joined.append(dimension).append('\u0000').append(label).append('\u0001'));
        this.text = joined.toString();
    }

    static Figure of(Map<String, String> labels) {
        return new Figure(labels);
    }

    /** Returns the same over all parts of a dimension. */
    Figure without(String dimension) {
        return labels.containsKey(dimension)
                ? new Figure(Maps.filterKeys(labels, other -> !other.equals(dimension)))
                : this;
    }

    Figure with(String dimension, String label) {
        Map<String, String> more = new TreeMap<>(labels);
        more.put(dimension, label);
        return new Figure(more);
    }

    /** Returns the labels by dimension. */
    Map<String, String> labels() {
        return labels;
    }

    @Override
    public int compareTo(Figure other) {
        return text.compareTo(other.text);
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof Figure other && text.equals(other.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return labels.isEmpty() ? "the total" : String.join(", ", labels.values());
    }
}
