package org.perpupil.revenue;

import java.util.regex.Pattern;

/**
 * What identifies a revenue source in files: letters, digits, dots and hyphens.
 *
 * @param value such as {@code title-i}
 */
public record SourceId(String value) implements Comparable<SourceId> {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    public SourceId {
        if (!ID.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    ("\"%s\" cannot identify a revenue source; an id has up to 64 letters, digits, dots, hyphens and"
                                    + " underscores, such as title-i")
                            .formatted(value));
        }
    }

    public static SourceId of(String value) {
        return new SourceId(value);
    }

    @Override
    public int compareTo(SourceId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
