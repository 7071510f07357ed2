package org.perpupil.plan.review;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedMap;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.perpupil.district.District;
import org.perpupil.district.School;
import org.perpupil.district.SchoolId;
import org.perpupil.exact.Rational;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.pupils.PupilCount;
import org.perpupil.pupils.PupilGroup;

/**
 * Schools with pupils like those of one school, the most similar first.
 *
 * <pre>{@code
 * SimilarSchools.to(school, district, POVERTY, ENGLISH_LEARNER).nearest(5)
 * }</pre>
 *
 * <p>Only schools of the same level are compared: the levels of the district that they have pupils in. Their distance is
 *
 * <pre>{@code
 * d = |n − m| / max(n, m) + Σ |s − t|     with pupils n and m, and shares s and t of pupils with each need
 * }</pre>
 *
 * <p>exactly; 0 for schools that are alike in everything compared, and less than 1 more than there are needs. Pupils are those of the
 * basis that holds in the school if none is named.
 */
public final class SimilarSchools {
    private final School school;
    private final ImmutableMap<PupilGroup, Rational> shares;
    private final ImmutableList<Similar> similar;
    private final ImmutableSortedMap<SchoolId, String> notComparable;

    /**
     * A school that is compared.
     *
     * @param school which
     * @param distance 0 if it is alike in everything compared; the sum of the difference of size and those of the shares
     * @param sizeDifference |n − m| / max(n, m)
     * @param shares the share of its pupils with each need, from 0 to 1
     */
    public record Similar(School school, Rational distance, Rational sizeDifference, Map<PupilGroup, Rational> shares) {

        public Similar {
            requireNonNull(school, "school");
            requireNonNull(distance, "distance");
            requireNonNull(sizeDifference, "sizeDifference");
            shares = ImmutableMap.copyOf(shares);
        }
    }

    private SimilarSchools(
            School school,
            Map<PupilGroup, Rational> shares,
            ImmutableList<Similar> similar,
            ImmutableSortedMap<SchoolId, String> notComparable) {
        this.school = school;
        this.shares = ImmutableMap.copyOf(shares);
        this.similar = similar;
        this.notComparable = notComparable;
    }

    /**
     * Compares a school with all others of its level.
     *
     * @param needs by whose shares schools are compared, besides their size
     * @throws IllegalArgumentException if the district has no such school, or it cannot be compared itself: it has no pupils, or
     *     does not know how many have a need
     */
    public static SimilarSchools to(SchoolId id, District district, PupilGroup... needs) {
        School school = district.school(id)
                .orElseThrow(() -> new IllegalArgumentException("%s has no school %s".formatted(district.name(), id)));
        reasonAgainst(school, needs).ifPresent(reason -> {
            throw new IllegalArgumentException("%s cannot be compared: %s".formatted(school, reason));
        });
        Map<PupilGroup, Rational> own = shares(school, needs);
        String level = district.levelOf(school);
        List<Similar> similar = new ArrayList<>();
        Map<SchoolId, String> notComparable = new TreeMap<>();
        for (School other : district.schools()) {
            if (other.id().equals(id)) {
                continue;
            }
            Optional<String> reason = reasonAgainst(other, needs);
            boolean isLevelKnown = !other.enrollment().pupils().isZero() && hasKnownLevel(other, district);
            if (isLevelKnown && !district.levelOf(other).equals(level)) {
                continue;
            }
            if (!isLevelKnown && reason.isEmpty()) {
                reason = Optional.of("its pupils are not counted by grade, so that its level is not known");
            }
            if (reason.isPresent()) {
                notComparable.put(other.id(), reason.get());
            } else {
                Map<PupilGroup, Rational> shares = shares(other, needs);
                Rational size = sizeDifference(school, other);
                similar.add(new Similar(other, size.plus(difference(own, shares)), size, shares));
            }
        }
        similar.sort(Comparator.comparing(Similar::distance)
                .thenComparing(compared -> compared.school().id()));
        return new SimilarSchools(
                school,
                own,
                ImmutableList.copyOf(similar),
                ImmutableSortedMap.copyOfSorted(new TreeMap<>(notComparable)));
    }

    private static boolean hasKnownLevel(School school, District district) {
        return district.levels().isEmpty() || !school.enrollment().spans().contains(GradeSpan.ALL_GRADES);
    }

    private static Optional<String> reasonAgainst(School school, PupilGroup... needs) {
        if (school.enrollment().pupils().isZero()) {
            return Optional.of("it has no pupils");
        }
        for (PupilGroup need : needs) {
            if (school.enrollment().count(need).isEmpty()) {
                return Optional.of("its pupils with " + need.name() + " are not known");
            }
        }
        return Optional.empty();
    }

    private static Rational pupils(School school) {
        return Rational.of(school.enrollment().pupils().value());
    }

    private static Map<PupilGroup, Rational> shares(School school, PupilGroup... needs) {
        Map<PupilGroup, Rational> shares = new LinkedHashMap<>();
        for (PupilGroup need : needs) {
            PupilCount count = school.enrollment().count(need).orElseThrow();
            shares.put(need, Rational.of(count.value()).dividedBy(pupils(school)));
        }
        return shares;
    }

    private static Rational sizeDifference(School school, School other) {
        Rational larger = pupils(school).max(pupils(other));
        return larger.minus(pupils(school).min(pupils(other))).dividedBy(larger);
    }

    private static Rational difference(Map<PupilGroup, Rational> own, Map<PupilGroup, Rational> others) {
        Rational sum = Rational.ZERO;
        for (Map.Entry<PupilGroup, Rational> share : own.entrySet()) {
            Rational difference = share.getValue().minus(requireNonNull(others.get(share.getKey())));
            sum = sum.plus(difference.max(difference.negated()));
        }
        return sum;
    }

    /** Returns the school that others are compared with. */
    public School school() {
        return school;
    }

    /** Returns the share of the school's own pupils with each need, from 0 to 1. */
    public Map<PupilGroup, Rational> shares() {
        return shares;
    }

    /** Returns the schools of the same level, the most similar first, equal ones in order of id. */
    public List<Similar> all() {
        return similar;
    }

    /**
     * Returns the most similar schools, at most so many.
     *
     * @throws IllegalArgumentException if that is below 0
     */
    public List<Similar> nearest(int most) {
        if (most < 0) {
            throw new IllegalArgumentException("cannot give the nearest %s schools; ask for 0 or more".formatted(most));
        }
        return similar.subList(0, Math.min(most, similar.size()));
    }

    /**
     * Returns the schools that cannot be compared, with the reason: they have no pupils, or something is not known, which is not 0.
     * Schools that are known to be of another level are not among them.
     */
    public Map<SchoolId, String> notComparable() {
        return notComparable;
    }

    @Override
    public String toString() {
        return "%s schools like %s".formatted(similar.size(), school);
    }
}
