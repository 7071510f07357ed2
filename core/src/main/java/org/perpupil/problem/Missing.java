package org.perpupil.problem;

/** Why a value is not there. None of these is 0, and none is a fault by itself: only what needs the value can say so. */
public enum Missing {
    /** Nobody gave it: the cell is empty, or says that it is not available. */
    NOT_GIVEN("not given"),
    /** It cannot exist, as a graduation rate of an elementary school. */
    NOT_APPLICABLE("not applicable"),
    /** Who publishes the data knows it and withholds it, mostly because it would tell of few pupils. */
    SUPPRESSED("suppressed");

    private final String words;

    Missing(String words) {
        this.words = words;
    }

    /** Returns it for people, such as {@code not applicable}. */
    @Override
    public String toString() {
        return words;
    }
}
