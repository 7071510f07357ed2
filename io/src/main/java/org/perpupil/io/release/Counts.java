package org.perpupil.io.release;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableSortedMap;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.perpupil.io.release.Relations.Sum;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;
import org.perpupil.pupils.NeedCategory;
import org.perpupil.pupils.PupilCount;
import org.perpupil.pupils.PupilGroup;

/**
 * All counts of some tables, each once, and what everyone knows of them.
 *
 * @param numbers the number of each figure in the relations
 */
record Counts(ImmutableSortedMap<Figure, Integer> numbers, Relations relations) {

    static Counts of(Collection<ReleaseTable> tables) {
        List<Problem> problems = new ArrayList<>();
        Map<String, Dimension> dimensions = new TreeMap<>();
        Map<Figure, BigDecimal> values = new TreeMap<>();
        for (ReleaseTable table : tables) {
            table.dimensions().forEach(dimension -> dimensions.merge(dimension.name(), dimension, Dimension::and));
            table.counts().forEach((labels, count) -> put(table, labels, count, values, problems));
        }
        ProblemException.throwIfAny("the tables cannot be released", problems);
        Relations relations = new Relations();
        ImmutableSortedMap.Builder<Figure, Integer> numbers = ImmutableSortedMap.naturalOrder();
        values.forEach((figure, count) -> numbers.put(figure, relations.add(count, isWhole(figure, dimensions))));
        Counts counts = new Counts(numbers.buildOrThrow(), relations);
        for (Dimension dimension : dimensions.values()) {
            if (dimension.adds()) {
                counts.addUp(dimension, problems);
            } else {
                counts.overlap(dimension, problems);
            }
        }
        ProblemException.throwIfAny("the tables cannot be released", problems);
        return counts;
    }

    private static void put(
            ReleaseTable table,
            List<String> labels,
            PupilCount count,
            Map<Figure, BigDecimal> values,
            List<Problem> problems) {
        BigDecimal earlier = values.putIfAbsent(table.figure(labels), count.value());
        if (earlier != null && earlier.compareTo(count.value()) != 0) {
            problems.add(new Problem(
                    "release.differs",
                    "table \"%s\", %s".formatted(table.name(), String.join(", ", labels)),
                    "%s here and %s in another table".formatted(count, earlier.toPlainString()),
                    "one value for a count",
                    "Correct one of the two."));
        }
    }

    private static boolean isWhole(Figure figure, Map<String, Dimension> dimensions) {
        return figure.labels().keySet().stream()
                .allMatch(name -> requireNonNull(dimensions.get(name)).adds());
    }

    /** The figures that are told apart by a dimension only, the one of the total among them, by label. */
    private Map<Figure, Map<String, Integer>> along(Dimension dimension) {
        Map<Figure, Map<String, Integer>> lines = new TreeMap<>();
        numbers.forEach((figure, number) -> lines.computeIfAbsent(
                        figure.without(dimension.name()), any -> new TreeMap<>())
                .put(figure.labels().getOrDefault(dimension.name(), dimension.total()), number));
        return lines;
    }

    private void addUp(Dimension dimension, List<Problem> problems) {
        along(dimension).forEach((rest, byLabel) -> {
            for (Map.Entry<String, Integer> sum : byLabel.entrySet()) {
                if (dimension.isMade(sum.getKey())) {
                    for (List<String> way : dimension.waysToMake(sum.getKey(), byLabel.keySet())) {
                        List<Integer> parts = new ArrayList<>();
                        way.forEach(label -> parts.add(requireNonNull(byLabel.get(label))));
                        addUp(sum.getValue(), parts, rest.with(dimension.name(), sum.getKey()), problems);
                    }
                }
            }
        });
    }

    /** Says that a total is that of its parts and of pupils who are in none of them, if there are any. */
    private void addUp(int total, List<Integer> parts, Figure place, List<Problem> problems) {
        Sum sum = new Sum(Map.of());
        for (int part : parts) {
            sum = sum.plus(Sum.of(part));
        }
        Sum left = Sum.of(total).minus(sum);
        BigDecimal pupils = relations.value(left);
        if (pupils.signum() < 0) {
            problems.add(new Problem(
                    "release.total",
                    place.toString(),
                    "%s pupils, and %s in its parts"
                            .formatted(
                                    relations.count(total).toPlainString(),
                                    relations.value(sum).toPlainString()),
                    "a total that is no less than its parts",
                    "Correct the total or its parts."));
        } else if (pupils.signum() > 0) {
            relations.countsPupils(left);
        } else {
            relations.isZero(left);
            relations.isTotal(total);
        }
    }

    private void overlap(Dimension dimension, List<Problem> problems) {
        Map<Set<String>, GroupSets> known = new HashMap<>();
        along(dimension).forEach((place, byLabel) -> {
            List<String> labels = List.copyOf(byLabel.keySet());
            GroupSets sets = known.computeIfAbsent(
                    byLabel.keySet(),
                    any -> new GroupSets(
                            labels.stream()
                                    .map(label -> group(dimension, label))
                                    .toList(),
                            dimension.groups().values()));
            int whole = labels.indexOf(dimension.total());
            Map<Integer, Sum> here = new HashMap<>();
            labels.forEach(label -> here.put(here.size(), Sum.of(requireNonNull(byLabel.get(label)))));
            for (GroupSets.Difference difference : sets.differences()) {
                if (!subtract(difference, here) && difference.outer() == whole && difference.inner() < labels.size()) {
                    problems.add(new Problem(
                            "release.group",
                            place.with(dimension.name(), labels.get(difference.inner()))
                                    .toString(),
                            "%s pupils of %s"
                                    .formatted(count(here, difference.inner()), count(here, difference.outer())),
                            "a group that is no more than all pupils",
                            "Correct the count of the group or that of all pupils."));
                }
            }
            for (GroupSets.Union union : sets.unions()) {
                Sum of = new Sum(Map.of());
                for (int one : union.of()) {
                    of = of.plus(requireNonNull(here.get(one)));
                }
                Sum more = of.minus(requireNonNull(here.get(union.union())));
                if (relations.value(more).signum() >= 0) {
                    relations.isNotBelowZero(more);
                }
            }
        });
    }

    private static PupilGroup group(Dimension dimension, String label) {
        return label.equals(dimension.total())
                ? NeedCategory.ALL_PUPILS
                : requireNonNull(dimension.groups().get(label));
    }

    private String count(Map<Integer, Sum> here, int number) {
        return relations.value(requireNonNull(here.get(number))).toPlainString();
    }

    /**
     * Says that a group is one inside it and the rest; tells whether that can be. Where counts contradict each other further on, what does
     * not fit is not said.
     */
    private boolean subtract(GroupSets.Difference difference, Map<Integer, Sum> here) {
        Sum outer = here.get(difference.outer());
        Sum inner = here.get(difference.inner());
        if (outer == null || inner == null) {
            return true;
        }
        Sum left = outer.minus(inner);
        BigDecimal pupils = relations.value(left);
        if (pupils.signum() < 0) {
            return false;
        }
        Sum rest = here.get(difference.rest());
        if (rest == null) {
            here.put(difference.rest(), left);
            relations.countsPupils(left);
        } else if (relations.value(rest).compareTo(pupils) == 0) {
            relations.isZero(left.minus(rest));
        }
        return true;
    }
}
