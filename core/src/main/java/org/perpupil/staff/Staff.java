package org.perpupil.staff;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedSet;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.perpupil.district.FiscalYear;
import org.perpupil.district.SchoolId;
import org.perpupil.exact.LargestRemainder;
import org.perpupil.exact.Rational;
import org.perpupil.money.Money;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;

/**
 * The positions of a district in one year, or some of them.
 *
 * <pre>{@code
 * Staff teachers = staff.in("teacher");
 * teachers.at(lincoln).fte();                 // 31.5
 * teachers.at(lincoln).meanPay();             // what they really earn
 * teachers.meanPay();                         // what a teacher of the district earns
 * teachers.atAveragePay().at(lincoln).pay();  // what the books of many districts charge to the school
 * }</pre>
 */
public final class Staff {
    private final FiscalYear year;
    private final ImmutableList<Position> positions;

    private Staff(FiscalYear year, ImmutableList<Position> positions) {
        this.year = year;
        this.positions = positions;
    }

    /** Returns the staff of a year. */
    public static Staff of(FiscalYear year, Collection<Position> positions) {
        return new Staff(requireNonNull(year, "year"), ImmutableList.copyOf(positions));
    }

    public FiscalYear year() {
        return year;
    }

    /** Returns the positions, in the order in which they were given. */
    public List<Position> positions() {
        return positions;
    }

    /** Returns the jobs that there are, in alphabetical order. */
    public Set<String> jobs() {
        return positions.stream()
                .map(Position::job)
                .collect(ImmutableSortedSet.toImmutableSortedSet(String::compareTo));
    }

    /** Returns the schools that have positions, in order of id. */
    public Set<SchoolId> schools() {
        return positions.stream()
                .flatMap(position -> position.school().stream())
                .collect(ImmutableSortedSet.toImmutableSortedSet(SchoolId::compareTo));
    }

    /** Returns the positions at a school; none if it has none. */
    public Staff at(SchoolId school) {
        return where(position -> position.school().equals(Optional.of(school)));
    }

    /** Returns the positions of the whole district. */
    public Staff central() {
        return where(position -> position.school().isEmpty());
    }

    /** Returns the positions of some jobs; none if there are none. */
    public Staff in(String... jobs) {
        Set<String> wanted = ImmutableSet.copyOf(jobs);
        return where(position -> wanted.contains(position.job()));
    }

    private Staff where(Predicate<Position> which) {
        return new Staff(year, positions.stream().filter(which).collect(ImmutableList.toImmutableList()));
    }

    /** Returns all full-time equivalents. */
    public BigDecimal fte() {
        return positions.stream().map(Position::fte).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /**
     * Returns what all of them are paid; empty if the pay of one is not known.
     *
     * @throws ArithmeticException if that is more than an amount can be
     */
    public Optional<Money> pay() {
        return cents().map(sum -> {
            if (!isAmount(sum)) {
                throw new ArithmeticException("%s are paid %s, more than an amount of money can be"
                        .formatted(this, new BigDecimal(sum, 2).toPlainString()));
            }
            return Money.ofCents(sum.longValueExact());
        });
    }

    /** Returns the cents that all of them are paid, which may be more than an amount can be. */
    private Optional<BigInteger> cents() {
        BigInteger sum = BigInteger.ZERO;
        for (Position position : positions) {
            if (position.pay().isEmpty()) {
                return Optional.empty();
            }
            sum = sum.add(BigInteger.valueOf(position.pay().get().cents()));
        }
        return Optional.of(sum);
    }

    private static boolean isAmount(BigInteger cents) {
        return cents.bitLength() < Long.SIZE;
    }

    /** Returns the exact dollars for one full-time equivalent; empty if the pay of one is not known, or if there is nobody. */
    public Optional<Rational> meanPay() {
        return isNobody()
                ? Optional.empty()
                : cents().map(sum -> Rational.of(new BigDecimal(sum, 2)).dividedBy(Rational.of(fte())));
    }

    /** Returns the mean years of service, by full-time equivalents; empty if those of one are not known, or if there is nobody. */
    public Optional<Rational> meanYears() {
        if (isNobody()
                || positions.stream().anyMatch(position -> position.years().isEmpty())) {
            return Optional.empty();
        }
        BigDecimal served = positions.stream()
                .map(position -> position.fte().multiply(position.years().orElseThrow()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        return Optional.of(Rational.of(served).dividedBy(Rational.of(fte())));
    }

    private boolean isNobody() {
        return fte().signum() == 0;
    }

    /**
     * Returns the same positions, each paid what its job earns on average here: the mean pay of one full-time equivalent × its full-time
     * equivalents, in whole cents by largest remainder, so that each job is paid as much in all as before.
     *
     * <p>Where people of long service work in schools with few needs, this makes their schools look poorer than they are.
     *
     * @throws ProblemException with every job of which a pay is not known, that is paid for no full-time equivalents, or that is paid more in all
     *     than an amount can be
     */
    public Staff atAveragePay() {
        Map<String, List<Integer>> byJob = new TreeMap<>();
        for (int i = 0; i < positions.size(); i++) {
            byJob.computeIfAbsent(positions.get(i).job(), any -> new ArrayList<>())
                    .add(i);
        }
        List<Problem> problems = new ArrayList<>();
        byJob.forEach((job, its) -> check(job, at(its)).ifPresent(problems::add));
        ProblemException.throwIfAny("the pay of " + year + " cannot be averaged", problems);
        Map<Integer, Money> paid = new TreeMap<>();
        byJob.forEach((job, its) -> {
            Rational cents = Rational.of(at(its).cents().orElseThrow());
            Rational all = Rational.of(at(its).fte());
            Map<Integer, Rational> quotas = new LinkedHashMap<>();
            for (int i : its) {
                quotas.put(
                        i,
                        all.isZero()
                                ? Rational.ZERO
                                : cents.times(Rational.of(positions.get(i).fte()))
                                        .dividedBy(all));
            }
            Map<Integer, BigInteger> parts = LargestRemainder.of(quotas).parts();
            parts.forEach((i, part) -> paid.put(i, Money.ofCents(part.longValueExact())));
        });
        ImmutableList.Builder<Position> averaged = ImmutableList.builder();
        paid.forEach((i, pay) -> averaged.add(positions.get(i).paid(pay)));
        return new Staff(year, averaged.build());
    }

    private Staff at(List<Integer> places) {
        return new Staff(year, places.stream().map(positions::get).collect(ImmutableList.toImmutableList()));
    }

    private static Optional<Problem> check(String job, Staff its) {
        Function<String, Optional<Problem>> unusable = found -> Optional.of(new Problem(
                "staff.pay",
                "job \"%s\"".formatted(job),
                found,
                "the pay of every position, full-time equivalents where something is paid, and a sum that an amount can be",
                "Give what is missing or correct it, or leave the job out with in(…)."));
        long unknown = its.positions().stream()
                .filter(position -> position.pay().isEmpty())
                .count();
        if (unknown > 0) {
            return unusable.apply("%s of %s positions without pay"
                    .formatted(unknown, its.positions().size()));
        }
        BigInteger cents = its.cents().orElseThrow();
        if (!isAmount(cents)) {
            return unusable.apply("%s, more than an amount can be".formatted(new BigDecimal(cents, 2).toPlainString()));
        }
        Money pay = Money.ofCents(cents.longValueExact());
        return its.isNobody() && !pay.isZero()
                ? unusable.apply("%s for 0 full-time equivalents".formatted(pay))
                : Optional.empty();
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof Staff other && year.equals(other.year) && positions.equals(other.positions);
    }

    @Override
    public int hashCode() {
        return Objects.hash(year, positions);
    }

    /** Returns it for people, such as {@code 31.5 full-time equivalents in 2026–27}. */
    @Override
    public String toString() {
        return "%s full-time equivalents in %s".formatted(fte().toPlainString(), year);
    }
}
