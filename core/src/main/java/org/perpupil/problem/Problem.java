package org.perpupil.problem;

/**
 * One fault in data or in a definition.
 *
 * @param code what kind of fault it is, such as {@code count.negative}: stable, for programs
 * @param place where it is: file, line and column, or school and field, or line and source of a model
 * @param found the value found, as text
 * @param allowed what would be right
 * @param remedy what to do about it, one sentence
 */
public record Problem(String code, String place, String found, String allowed, String remedy) {

    public Problem {
        requireText(code, "code");
        requireText(place, "place");
        requireText(found, "found");
        requireText(allowed, "allowed");
        requireText(remedy, "remedy");
    }

    private static void requireText(String text, String what) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("a problem says its " + what);
        }
    }

    /** Returns the same fault with a wider place put before its own: {@code within("school 101")}. */
    public Problem within(String wider) {
        return new Problem(code, wider + ", " + place, found, allowed, remedy);
    }

    /** Returns the fault for people; the wording may change, the code may not. */
    public String message() {
        return "%s: found %s; allowed: %s. %s".formatted(place, found, allowed, remedy);
    }

    /** Returns {@link #message()}. */
    @Override
    public String toString() {
        return message();
    }
}
