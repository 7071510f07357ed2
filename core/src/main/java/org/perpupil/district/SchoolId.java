package org.perpupil.district;

/**
 * What identifies a school within its district, as the district's files have it; leading zeros count.
 *
 * @param value without blanks around it
 */
public record SchoolId(String value) implements Comparable<SchoolId> {

    public SchoolId {
        if (value.isBlank() || !value.equals(value.strip())) {
            throw new IllegalArgumentException(
                    "\"%s\" cannot identify a school; an id has characters, and no blanks around them"
                            .formatted(value));
        }
    }

    public static SchoolId of(String value) {
        return new SchoolId(value);
    }

    /** Compares character by character; {@code "10"} comes before {@code "9"}. */
    @Override
    public int compareTo(SchoolId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
