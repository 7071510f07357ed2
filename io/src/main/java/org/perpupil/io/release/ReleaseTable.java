package org.perpupil.io.release;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.perpupil.pupils.PupilCount;

/**
 * A table of counts that is to be published, as it is before anything is hidden.
 *
 * <pre>{@code
 * Dimension school = Dimension.adding("school", "all schools");
 * Dimension need = Dimension.groups("need", List.of(POVERTY, ENGLISH_LEARNER));
 * ReleaseTable table = ReleaseTable.named("Pupils by school and need", school, need)
 *         .count(412, "Adams", "all pupils").count(240, "Adams", "poverty").count(7, "Adams", "English learner")
 *         .count(220, "Byrd", "all pupils").count(101, "Byrd", "poverty").count(40, "Byrd", "English learner")
 *         .totals("school")
 *         .build();
 * }</pre>
 *
 * <p>A count that cannot exist, such as that of grades that a school does not teach, is left out; 0 says that there could be pupils and are
 * none. A total adds up the counts that are there.
 */
public final class ReleaseTable {
    private final String name;
    private final ImmutableList<Dimension> dimensions;
    private final ImmutableMap<List<String>, PupilCount> counts;

    private ReleaseTable(String name, List<Dimension> dimensions, Map<List<String>, PupilCount> counts) {
        this.name = name;
        this.dimensions = ImmutableList.copyOf(dimensions);
        this.counts = ImmutableMap.copyOf(counts);
    }

    /**
     * Starts a table.
     *
     * @param dimensions what counts are told apart by, in the order of labels; the last is that of columns
     * @throws IllegalArgumentException if there is none, or two have one name
     */
    public static Builder named(String name, Dimension... dimensions) {
        return new Builder(name, ImmutableList.copyOf(dimensions));
    }

    public String name() {
        return name;
    }

    public List<Dimension> dimensions() {
        return dimensions;
    }

    /** Returns the counts by their labels, one for each dimension, in the order in which they were given. */
    public Map<List<String>, PupilCount> counts() {
        return counts;
    }

    Figure figure(List<String> labels) {
        Map<String, String> apart = new TreeMap<>();
        for (int i = 0; i < labels.size(); i++) {
            if (!labels.get(i).equals(dimensions.get(i).total())) {
                apart.put(dimensions.get(i).name(), labels.get(i));
            }
        }
        return Figure.of(apart);
    }

    @Override
    public String toString() {
        return "%s, %s counts".formatted(name, counts.size());
    }

    /** Collects counts. */
    public static final class Builder {
        private final String name;
        private final ImmutableList<Dimension> dimensions;
        private final Map<List<String>, PupilCount> counts = new LinkedHashMap<>();

        private Builder(String name, ImmutableList<Dimension> dimensions) {
            if (name.isBlank()) {
                throw new IllegalArgumentException("a table has a name");
            }
            Set<String> names = new LinkedHashSet<>();
            dimensions.forEach(dimension -> names.add(dimension.name()));
            if (names.isEmpty() || names.size() < dimensions.size()) {
                throw new IllegalArgumentException("table \"%s\" has the dimensions %s; it needs one or more, each once"
                        .formatted(name, dimensions));
            }
            this.name = name;
            this.dimensions = dimensions;
        }

        /** A count of pupils. */
        public Builder count(long pupils, String... labels) {
            return count(PupilCount.of(pupils), labels);
        }

        /**
         * A count of pupils, not always whole.
         *
         * @param labels one for each dimension
         * @throws IllegalArgumentException if they are more or fewer, or one is no group of its dimension
         * @throws IllegalStateException if there is a count for these labels
         */
        public Builder count(PupilCount pupils, String... labels) {
            ImmutableList<String> key = ImmutableList.copyOf(labels);
            if (key.size() != dimensions.size()) {
                throw new IllegalArgumentException("table \"%s\" has the dimensions %s; %s are no labels of one count"
                        .formatted(name, dimensions, key));
            }
            for (int i = 0; i < key.size(); i++) {
                Dimension dimension = dimensions.get(i);
                String label = key.get(i);
                if (!dimension.adds()
                        && !label.equals(dimension.total())
                        && !dimension.groups().containsKey(label)) {
                    throw new IllegalArgumentException("\"%s\" is no group of \"%s\", which has %s"
                            .formatted(label, dimension, dimension.groups().keySet()));
                }
            }
            PupilCount earlier = counts.putIfAbsent(key, requireNonNull(pupils, "pupils"));
            if (earlier != null) {
                throw new IllegalStateException("table \"%s\" already has %s for %s; cannot also have %s"
                        .formatted(name, earlier, key, pupils));
            }
            return this;
        }

        /**
         * Adds the total and the subtotals of a dimension, each as the sum of the smallest parts that are there, where it is not given.
         *
         * @throws IllegalArgumentException if there is no such dimension, or its labels are groups
         */
        public Builder totals(String dimension) {
            int at = dimensions.stream().map(Dimension::name).toList().indexOf(dimension);
            if (at < 0 || !dimensions.get(at).adds()) {
                throw new IllegalArgumentException(
                        "table \"%s\" has no dimension \"%s\" whose parts add up".formatted(name, dimension));
            }
            Dimension adding = dimensions.get(at);
            Map<List<String>, List<String>> present = new LinkedHashMap<>();
            counts.keySet()
                    .forEach(labels -> present.computeIfAbsent(
                                    with(labels, at, adding.total()), any -> new ArrayList<>())
                            .add(labels.get(at)));
            List<String> sums = new ArrayList<>(adding.subtotals());
            sums.add(adding.total());
            present.forEach((labels, parts) -> {
                for (String label : sums) {
                    List<String> key = with(labels, at, label);
                    if (!counts.containsKey(key)) {
                        adding.waysToMake(label, parts).stream().findFirst().ifPresent(way -> {
                            BigDecimal sum = BigDecimal.ZERO;
                            for (String part : way) {
                                sum = sum.add(requireNonNull(counts.get(with(labels, at, part)))
                                        .value());
                            }
                            counts.put(key, PupilCount.of(sum));
                        });
                    }
                }
            });
            return this;
        }

        private static List<String> with(List<String> labels, int at, String label) {
            List<String> changed = new ArrayList<>(labels);
            changed.set(at, label);
            return ImmutableList.copyOf(changed);
        }

        public ReleaseTable build() {
            return new ReleaseTable(name, dimensions, counts);
        }
    }
}
