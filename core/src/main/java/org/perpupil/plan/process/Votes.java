package org.perpupil.plan.process;

/**
 * How a committee voted.
 *
 * @param inFavor members who voted for
 * @param against members who voted against
 * @param abstaining members who were there and voted neither way
 */
public record Votes(int inFavor, int against, int abstaining) {

    public Votes {
        if (inFavor < 0 || against < 0 || abstaining < 0) {
            throw new IllegalArgumentException(
                    "%s for, %s against and %s abstaining cannot be; a vote is counted from 0 up"
                            .formatted(inFavor, against, abstaining));
        }
    }

    /** Returns a vote that nobody was against, and in which nobody abstained. */
    public static Votes inFavor(int members) {
        return new Votes(members, 0, 0);
    }

    /** Returns the votes with so many against. */
    public Votes against(int members) {
        return new Votes(inFavor, members, abstaining);
    }

    /** Returns the votes with so many who abstained. */
    public Votes abstaining(int members) {
        return new Votes(inFavor, against, members);
    }

    /** Returns how many took part. */
    public long total() {
        return (long) inFavor + against + abstaining;
    }

    /** Returns such as {@code 8 for, 1 against, 1 abstaining}. */
    @Override
    public String toString() {
        return "%s for, %s against, %s abstaining".formatted(inFavor, against, abstaining);
    }
}
