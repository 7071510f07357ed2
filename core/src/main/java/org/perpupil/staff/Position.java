package org.perpupil.staff;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import org.perpupil.district.SchoolId;
import org.perpupil.money.Money;
import org.perpupil.problem.Missing;

/**
 * One position, or several of a kind together: where, which job, how much of a full one, and what it is paid.
 *
 * <pre>{@code
 * Position.at(lincoln, "teacher", "1").paid(Money.ofDollars(98_450)).withYears("14");
 * Position.central("psychologist", "0.6");
 * }</pre>
 *
 * @param school where; empty for a position of the whole district
 * @param job what it is, as the district names it, such as {@code teacher}
 * @param fte full-time equivalents, 0 or more, without trailing zeros
 * @param pay what is really paid for all of it in the year, with benefits if the district counts them; 0 or more; empty if it is not known
 * @param payMissing why the pay is not known, {@link Missing#NOT_GIVEN} unless something else is said; empty if it is known
 * @param years years of service, the mean if there are several positions; 0 or more; empty if they are not known
 * @param yearsMissing why the years are not known, {@link Missing#NOT_GIVEN} unless something else is said; empty if they are known
 */
public record Position(
        Optional<SchoolId> school,
        String job,
        BigDecimal fte,
        Optional<Money> pay,
        Optional<Missing> payMissing,
        Optional<BigDecimal> years,
        Optional<Missing> yearsMissing) {
    private static final int MOST_PLACES = 40;

    public Position {
        requireNonNull(school, "school");
        if (job.isBlank()) {
            throw new IllegalArgumentException("a position is of a job, whose name is not blank");
        }
        fte = plain(fte, "full-time equivalents");
        if (pay.filter(Money::isNegative).isPresent()) {
            throw new IllegalArgumentException("the pay of a position is 0 or more, not " + pay.get());
        }
        payMissing = missing(pay, payMissing, "pay");
        years = years.map(value -> plain(value, "years of service"));
        yearsMissing = missing(years, yearsMissing, "years of service");
    }

    private static Optional<Missing> missing(Optional<?> known, Optional<Missing> why, String what) {
        if (known.isEmpty()) {
            return Optional.of(why.orElse(Missing.NOT_GIVEN));
        }
        if (why.isPresent()) {
            throw new IllegalArgumentException(
                    "%s is known, %s, and cannot be %s".formatted(what, known.get(), why.get()));
        }
        return why;
    }

    private Position(Optional<SchoolId> school, String job, BigDecimal fte) {
        this(school, job, fte, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static BigDecimal plain(BigDecimal value, String what) {
        if (value.signum() < 0 || value.precision() - (long) value.scale() > 15 || value.scale() > MOST_PLACES) {
            throw new IllegalArgumentException("%s are 0 or more, not %s".formatted(what, value));
        }
        BigDecimal stripped = value.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0, RoundingMode.UNNECESSARY) : stripped;
    }

    /** Returns a position at a school whose pay and years of service are not known. */
    public static Position at(SchoolId school, String job, BigDecimal fte) {
        return new Position(Optional.of(school), job, fte);
    }

    /** Returns a position at a school, the full-time equivalents as a decimal such as {@code 0.6}. */
    public static Position at(SchoolId school, String job, String fte) {
        return at(school, job, new BigDecimal(fte));
    }

    /** Returns a position of the whole district whose pay and years of service are not known. */
    public static Position central(String job, BigDecimal fte) {
        return new Position(Optional.empty(), job, fte);
    }

    /** Returns a position of the whole district, the full-time equivalents as a decimal such as {@code 0.6}. */
    public static Position central(String job, String fte) {
        return central(job, new BigDecimal(fte));
    }

    /** Returns the same with what it is really paid in the year. */
    public Position paid(Money actual) {
        return new Position(school, job, fte, Optional.of(actual), Optional.empty(), years, yearsMissing);
    }

    /** Returns the same with why it is not known what it is paid. */
    public Position withoutPay(Missing why) {
        return new Position(school, job, fte, Optional.empty(), Optional.of(why), years, yearsMissing);
    }

    /** Returns the same with its years of service, as a decimal such as {@code 14}. */
    public Position withYears(String served) {
        return withYears(new BigDecimal(served));
    }

    /** Returns the same with its years of service. */
    public Position withYears(BigDecimal served) {
        return new Position(school, job, fte, pay, payMissing, Optional.of(served), Optional.empty());
    }

    /** Returns the same with why its years of service are not known. */
    public Position withoutYears(Missing why) {
        return new Position(school, job, fte, pay, payMissing, Optional.empty(), Optional.of(why));
    }

    /** Returns one line for people. */
    @Override
    public String toString() {
        return "%s %s, %s, pay %s, years %s"
                .formatted(
                        fte.toPlainString(),
                        job,
                        school.map(at -> "school " + at).orElse("central"),
                        pay.map(money -> money.display("")).orElseGet(() -> String.valueOf(payMissing.orElseThrow())),
                        years.map(BigDecimal::toPlainString)
                                .orElseGet(() -> String.valueOf(yearsMissing.orElseThrow())));
    }
}
