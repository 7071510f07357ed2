package org.perpupil.problem;

/**
 * Something about data that is no fault and must be known: what was done to values on reading them, or what a file cannot say.
 *
 * @param code what kind of notice it is, such as {@code csv.rounded}: stable, for programs
 * @param place what it is about: a file, a column
 * @param said one sentence, with its figures
 */
public record Notice(String code, String place, String said) {

    public Notice {
        if (code.isBlank() || place.isBlank() || said.isBlank()) {
            throw new IllegalArgumentException("a notice has a code, says what it is about, and says something");
        }
    }

    /** Returns the notice for people; the wording may change, the code may not. */
    public String message() {
        return place + ": " + said;
    }

    /** Returns {@link #message()}. */
    @Override
    public String toString() {
        return message();
    }
}
