package org.perpupil.io.edfi;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;

/**
 * That somebody works at an organisation as something.
 *
 * @param staff what identifies the person
 * @param organization the id of the district or school
 * @param classification such as {@code Teacher} or {@code Counselor}
 * @param position the title of the position
 * @param fullTimeEquivalent 1 is full time; empty if the file does not say, which is not 1
 * @param begin the first day
 * @param end the last day
 */
public record EdFiAssignment(
        String staff,
        String organization,
        String classification,
        Optional<String> position,
        Optional<BigDecimal> fullTimeEquivalent,
        LocalDate begin,
        Optional<LocalDate> end) {

    public EdFiAssignment {
        requireNonNull(staff, "staff");
        requireNonNull(organization, "organization");
        requireNonNull(classification, "classification");
        requireNonNull(position, "position");
        requireNonNull(fullTimeEquivalent, "fullTimeEquivalent");
        requireNonNull(begin, "begin");
        requireNonNull(end, "end");
    }
}
