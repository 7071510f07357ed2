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
 * <p>exactly; 0 for schools that are alike in everything compared, and at most 1 more than there are needs.
 */
public final class SimilarSchools {
    private final School school;
    private final ImmutableList<Similar> similar;
    private final ImmutableSortedMap<SchoolId, String> notComparable;

    /**
     * A school that is compared.
     *
     * @param school which
     * @param distance 0 if it is alike in everything compared
     * @param shares the share of its pupils with each need, from 0 to 1
     */
    public record Similar(School school, Rational distance, Map<PupilGroup, Rational> shares) {

        public Similar {
            requireNonNull(school, "school");
            requireNonNull(distance, "distance");
            shares = ImmutableMap.copyOf(shares);
        }
    }

    private SimilarSchools(
            School school, ImmutableList<Similar> similar, ImmutableSortedMap<SchoolId, String> notComparable) {
        this.school = school;
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
            if (other.id().equals(id) || !district.levelOf(other).equals(level)) {
                continue;
            }
            Optional<String> reason = reasonAgainst(other, needs);
            if (reason.isPresent()) {
                notComparable.put(other.id(), reason.get());
            } else {
                Map<PupilGroup, Rational> shares = shares(other, needs);
                similar.add(new Similar(other, distance(school, own, other, shares), shares));
            }
        }
        similar.sort(Comparator.comparing(Similar::distance)
                .thenComparing(compared -> compared.school().id()));
        return new SimilarSchools(
                school, ImmutableList.copyOf(similar), ImmutableSortedMap.copyOfSorted(new TreeMap<>(notComparable)));
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

    private static Rational distance(
            School school, Map<PupilGroup, Rational> own, School other, Map<PupilGroup, Rational> shares) {
        Rational larger = pupils(school).max(pupils(other));
        Rational distance = larger.minus(pupils(school).min(pupils(other))).dividedBy(larger);
        for (Map.Entry<PupilGroup, Rational> share : own.entrySet()) {
            Rational difference = share.getValue().minus(requireNonNull(shares.get(share.getKey())));
            distance = distance.plus(difference.max(difference.negated()));
        }
        return distance;
    }

    /** Returns the school that others are compared with. */
    public School school() {
        return school;
    }

    /** Returns the schools of the same level, the most similar first, equal ones in order of id. */
    public List<Similar> all() {
        return similar;
    }

    /** Returns the most similar schools, at most so many. */
    public List<Similar> nearest(int most) {
        return similar.subList(0, Math.min(most, similar.size()));
    }

    /** Returns the schools of the same level that cannot be compared, with the reason: something is not known, which is not 0. */
    public Map<SchoolId, String> notComparable() {
        return notComparable;
    }

    @Override
    public String toString() {
        return "%s schools like %s".formatted(similar.size(), school);
    }
}
