package org.perpupil.io.csv;

import static java.util.Objects.requireNonNull;

import org.perpupil.district.PupilTally;

/**
 * The pupils of one file, counted. It has no id of a pupil.
 *
 * @param tally the counts; a pupil of two schools is counted in both, in each with the share that the row has
 * @param identified how many different pupils there are among the rows with an id: the district's own count, in which nobody is twice
 * @param inSeveralSchools how many of them are in more than one school
 * @param unidentified how many rows have no id, so that nobody can tell whether the pupil is in another row too
 */
public record PupilRoll(PupilTally tally, long identified, long inSeveralSchools, long unidentified) {

    public PupilRoll {
        requireNonNull(tally, "tally");
        if (inSeveralSchools < 0 || identified < inSeveralSchools || unidentified < 0) {
            throw new IllegalArgumentException("%s of %s pupils in several schools, and %s rows without an id"
                    .formatted(inSeveralSchools, identified, unidentified));
        }
    }
}
