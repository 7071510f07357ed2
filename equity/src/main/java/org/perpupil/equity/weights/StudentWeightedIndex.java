package org.perpupil.equity.weights;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.perpupil.equity.Study;
import org.perpupil.equity.inequality.UndefinedMeasureException;
import org.perpupil.equity.internal.CompleteRows;
import org.perpupil.equity.internal.DoubleDouble;
import org.perpupil.equity.internal.ExactSum;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;

/**
 * What each school gets, over what its pupils would bring if the district spent its average on every pupil of a kind.
 *
 * <pre>{@code
 * aₖ     = Σⱼ dⱼₖ / Σⱼ pⱼₖ             the district's average for a pupil of kind k
 * indexⱼ = Σₖ dⱼₖ / Σₖ pⱼₖ aₖ          dⱼₖ dollars that school j gets for its pⱼₖ pupils of kind k
 * }</pre>
 *
 * <pre>{@code
 * StudentWeightedIndex index = StudentWeightedIndex.of(
 *         study,
 *         new Kind("every pupil", "unrestricted", "enrolled"),
 *         new Kind("English learner", "for English learners", "English learners"));
 * index.average("English learner");    // 4777 dollars for each, on top of what is spent on every pupil
 * index.school("221").index();         // 1.05: the school gets 5% more than its pupils do on average
 * }</pre>
 *
 * <p>A pupil with two needs is of both kinds, as well as of the kind that all are of. What the pupils of all schools would bring adds
 * up to what all schools get. Sums lose nothing, so the order of the rows changes only the order of the schools.
 *
 * <p>Source: K. H. Miles and M. Roza, "Understanding student-weighted allocation as a means to greater school resource equity",
 * <i>Peabody Journal of Education</i> 81 (2006), 39–62.
 */
public final class StudentWeightedIndex {
    /** Below this and above {@link #LARGEST} a number is a fault; between them no sum or product leaves the doubles. */
    private static final double SMALLEST = 1e-15;

    private static final double LARGEST = 1e15;

    private final ImmutableMap<String, DoubleDouble> averages;
    private final ImmutableMap<String, School> schools;
    private final ImmutableList<Problem> leftOut;

    private StudentWeightedIndex(
            Map<String, DoubleDouble> averages, Map<String, School> schools, List<Problem> leftOut) {
        this.averages = ImmutableMap.copyOf(averages);
        this.schools = ImmutableMap.copyOf(schools);
        this.leftOut = ImmutableList.copyOf(leftOut);
    }

    /**
     * A kind of pupils, and the columns of a study that tell of it.
     *
     * @param name such as "English learner"
     * @param dollars the column of all dollars, not per pupil, that a school gets for this kind
     * @param pupils the column of how many it has
     */
    public record Kind(String name, String dollars, String pupils) {
        public Kind {
            requireNonNull(name, "name");
            requireNonNull(dollars, "dollars");
            requireNonNull(pupils, "pupils");
        }
    }

    /**
     * A school beside the average.
     *
     * @param unit which school
     * @param dollars what it gets for all kinds
     * @param dollarsAtAverages what its pupils would bring at the district's averages
     */
    public record School(String unit, double dollars, double dollarsAtAverages) {
        public School {
            requireNonNull(unit, "unit");
        }

        /**
         * Returns what it gets over what its pupils would bring.
         *
         * @return a number without unit, 0 or more; above 1 if it gets more than its pupils do on average
         * @throws UndefinedMeasureException if its pupils would bring nothing
         */
        public double index() {
            if (dollarsAtAverages == 0) {
                throw new UndefinedMeasureException(
                        "the student-weighted index of %s divides by what its pupils would bring, which is 0"
                                .formatted(unit));
            }
            return dollars / dollarsAtAverages;
        }

        /** Returns what it gets less what its pupils would bring, in dollars. */
        public double difference() {
            return dollars - dollarsAtAverages;
        }
    }

    /**
     * Takes the dollars and pupils of every kind from a study of one district and year.
     *
     * <p>A row that lacks one of the numbers is {@linkplain #leftOut left out and listed}; so is one that has none of the pupils, with
     * its dollars. What is left out is in no average.
     *
     * @param kinds one that all pupils are of, and as many more as dollars are booked for; numbers are 0, or from 10⁻¹⁵ to 10¹⁵
     * @throws IllegalArgumentException if no kind is named, or one twice
     * @throws ProblemException with every column that is not there, every number that is out of range and every unit that has two
     *     rows, or if nobody is left
     * @throws UndefinedMeasureException if no school has pupils of a kind
     */
    public static StudentWeightedIndex of(Study study, Kind... kinds) {
        if (kinds.length == 0) {
            throw new IllegalArgumentException("name at least one kind of pupils");
        }
        String refusal = "schools cannot be set beside the district's averages";
        CompleteRows complete = CompleteRows.of(
                study,
                Arrays.stream(kinds)
                        .flatMap(kind -> Stream.of(kind.dollars(), kind.pupils()))
                        .toList(),
                refusal);
        List<Problem> problems = new ArrayList<>();
        complete.checkUnits(problems);
        for (Kind kind : kinds) {
            complete.check(problems, "dollars.range", kind.dollars(), SMALLEST, LARGEST);
            complete.check(problems, "pupils.range", kind.pupils(), SMALLEST, LARGEST);
        }
        complete.throwIfAny(problems);
        double[][] dollars = Arrays.stream(kinds)
                .map(kind -> complete.numbers(kind.dollars()))
                .toArray(double[][]::new);
        double[][] pupils = Arrays.stream(kinds)
                .map(kind -> complete.numbers(kind.pupils()))
                .toArray(double[][]::new);
        List<String> units = complete.units();
        List<Problem> leftOut = new ArrayList<>(complete.leftOut());
        List<Integer> kept = new ArrayList<>();
        for (int row = 0; row < units.size(); row++) {
            if (across(pupils, row) > 0) {
                kept.add(row);
            } else {
                leftOut.add(new Problem(
                        "pupils.none",
                        units.get(row),
                        "no pupils of any kind, and %s dollars".formatted(across(dollars, row)),
                        "more than 0 pupils",
                        "Give the pupils, or report the money beside the index."));
            }
        }
        ProblemException.throwIfAny(refusal + ", for nobody is left", kept.isEmpty() ? leftOut : List.of());
        Map<String, DoubleDouble> averages = new LinkedHashMap<>();
        for (int i = 0; i < kinds.length; i++) {
            DoubleDouble average = average(kinds[i].name(), down(dollars[i], kept), down(pupils[i], kept));
            if (averages.put(kinds[i].name(), average) != null) {
                throw new IllegalArgumentException("the kind \"%s\" is named twice".formatted(kinds[i].name()));
            }
        }
        List<DoubleDouble> ofKind = List.copyOf(averages.values());
        Map<String, School> schools = new LinkedHashMap<>();
        for (int row : kept) {
            ExactSum atAverages = new ExactSum();
            for (int i = 0; i < kinds.length; i++) {
                DoubleDouble brought = ofKind.get(i).times(pupils[i][row]);
                atAverages.add(brought.high());
                atAverages.add(brought.low());
            }
            String unit = units.get(row);
            schools.put(
                    unit,
                    new School(unit, across(dollars, row), atAverages.rounded().high()));
        }
        return new StudentWeightedIndex(averages, schools, leftOut);
    }

    private static DoubleDouble average(String kind, DoubleDouble dollars, DoubleDouble pupils) {
        if (pupils.high() == 0) {
            throw new UndefinedMeasureException(
                    "the average for \"%s\" divides %s dollars by pupils of this kind, and there are none"
                            .formatted(kind, dollars.high()));
        }
        return dollars.dividedBy(pupils);
    }

    private static DoubleDouble down(double[] column, List<Integer> rows) {
        return sum(rows.stream().mapToDouble(row -> column[row]).toArray());
    }

    private static double across(double[][] columns, int row) {
        return sum(Arrays.stream(columns).mapToDouble(column -> column[row]).toArray())
                .high();
    }

    private static DoubleDouble sum(double[] values) {
        ExactSum sum = new ExactSum();
        Arrays.stream(values).forEach(sum::add);
        return sum.rounded();
    }

    /** Returns who is not in any average, and why: rows that lack a number, then rows without pupils, each in their order. */
    public List<Problem> leftOut() {
        return leftOut;
    }

    /** Returns aₖ of every kind, in dollars for a pupil of it, in the order in which kinds were named. */
    public Map<String, Double> averages() {
        ImmutableMap.Builder<String, Double> rounded = ImmutableMap.builder();
        averages.forEach((kind, average) -> rounded.put(kind, average.high()));
        return rounded.buildOrThrow();
    }

    /**
     * Returns aₖ, in dollars for a pupil of the kind.
     *
     * @throws IllegalArgumentException if there is no such kind
     */
    public double average(String kind) {
        DoubleDouble average = averages.get(requireNonNull(kind, "kind"));
        if (average == null) {
            throw new IllegalArgumentException(
                    "there is no kind \"%s\"; there are %s".formatted(kind, averages.keySet()));
        }
        return average.high();
    }

    /** Returns the schools, in the order of the rows. */
    public List<School> schools() {
        return schools.values().asList();
    }

    /**
     * Returns a school.
     *
     * @throws IllegalArgumentException if it is not in the study, or was left out
     */
    public School school(String unit) {
        School school = schools.get(requireNonNull(unit, "unit"));
        if (school == null) {
            throw new IllegalArgumentException("%s has no index; %s"
                    .formatted(
                            unit,
                            leftOut.stream()
                                    .filter(problem -> problem.place().equals(unit))
                                    .findFirst()
                                    .map(problem -> "it was left out with " + problem.found())
                                    .orElse("it is not in the study")));
        }
        return school;
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof StudentWeightedIndex other
                && averages.equals(other.averages)
                && schools().equals(other.schools())
                && leftOut.equals(other.leftOut);
    }

    @Override
    public int hashCode() {
        return 31 * averages.hashCode() + schools.hashCode();
    }

    @Override
    public String toString() {
        return "%s schools beside averages of %s, %s left out".formatted(schools.size(), averages(), leftOut.size());
    }
}
