package org.perpupil.io.edfi;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;
import org.perpupil.money.Money;

/**
 * That somebody is employed by an organisation.
 *
 * @param staff what identifies the person
 * @param organization the id of the district or school
 * @param status such as {@code Tenured or permanent}
 * @param fullTimeEquivalent 1 is full time; empty if the file does not say, which is not 1
 * @param hired the first day
 * @param ended the last day
 * @param annualWage what is paid in a year
 */
public record EdFiEmployment(
        String staff,
        String organization,
        String status,
        Optional<BigDecimal> fullTimeEquivalent,
        LocalDate hired,
        Optional<LocalDate> ended,
        Optional<Money> annualWage) {

    public EdFiEmployment {
        requireNonNull(staff, "staff");
        requireNonNull(organization, "organization");
        requireNonNull(status, "status");
        requireNonNull(fullTimeEquivalent, "fullTimeEquivalent");
        requireNonNull(hired, "hired");
        requireNonNull(ended, "ended");
        requireNonNull(annualWage, "annualWage");
    }
}
