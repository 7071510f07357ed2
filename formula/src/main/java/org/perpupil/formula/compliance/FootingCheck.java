package org.perpupil.formula.compliance;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Adds the parts of a published table up to its printed totals: along each row, and down each column.
 *
 * <p>Whole dollars do not foot to the dollar: a total and n parts, each rounded half up by itself, may differ by (n + 1) / 2. The
 * caller says how much may pass. A part that is missing is not taken for 0: a sum without it is told with the names of what it
 * lacks, and the difference may be just that.
 */
public final class FootingCheck {
    /** So many gaps, and so many names of missing parts, are in a text; the lists have all. */
    private static final int SHOWN = 10;

    private final int checked;
    private final ImmutableList<Gap> rows;
    private final ImmutableList<Gap> columns;

    private FootingCheck(int checked, ImmutableList<Gap> rows, ImmutableList<Gap> columns) {
        this.checked = checked;
        this.rows = rows;
        this.columns = columns;
    }

    /**
     * Checks each row; a column that any row has, each row should have.
     *
     * @param tolerance by how many dollars a total may differ from its parts
     * @throws IllegalArgumentException if the tolerance is below 0, or two rows have one label
     */
    public static FootingCheck of(BigDecimal tolerance, List<PublishedSum> rows) {
        labels(rows);
        return of(tolerance, rows, List.of(), Set.of());
    }

    /**
     * Checks each row and the row of totals, then down each column of the row of totals, and down the totals of the rows.
     *
     * @param tolerance by how many dollars a total may differ from its parts
     * @param totals the row of totals, which is none of the rows; a column that it leaves out has no printed total
     * @throws IllegalArgumentException if the tolerance is below 0, or two rows have one label
     */
    public static FootingCheck of(BigDecimal tolerance, List<PublishedSum> rows, PublishedSum totals) {
        List<PublishedSum> along =
                ImmutableList.<PublishedSum>builder().addAll(rows).add(totals).build();
        labels(along);
        List<PublishedSum> down = new ArrayList<>();
        totals.parts()
                .forEach((column, printed) -> down.add(PublishedSum.of(
                        column,
                        column(rows, row -> Optional.ofNullable(row.parts().get(column))),
                        printed)));
        down.add(new PublishedSum(totals.label(), column(rows, PublishedSum::total), totals.total()));
        return of(tolerance, along, down, labels(rows));
    }

    private static ImmutableSet<String> labels(List<PublishedSum> rows) {
        ImmutableSet<String> labels = rows.stream().map(PublishedSum::label).collect(ImmutableSet.toImmutableSet());
        if (labels.size() < rows.size()) {
            List<String> twice =
                    new ArrayList<>(rows.stream().map(PublishedSum::label).toList());
            labels.forEach(twice::remove);
            throw new IllegalArgumentException(
                    "two rows are labelled \"%s\"; give each row a label of its own".formatted(twice.get(0)));
        }
        return labels;
    }

    private static ImmutableMap<String, BigDecimal> column(
            List<PublishedSum> rows, Function<PublishedSum, Optional<BigDecimal>> cell) {
        ImmutableMap.Builder<String, BigDecimal> column = ImmutableMap.builder();
        rows.forEach(row -> cell.apply(row).ifPresent(amount -> column.put(row.label(), amount)));
        return column.buildOrThrow();
    }

    private static FootingCheck of(
            BigDecimal tolerance, List<PublishedSum> along, List<PublishedSum> down, Set<String> labels) {
        if (tolerance.signum() < 0) {
            throw new IllegalArgumentException("a tolerance is 0 or more, not " + tolerance.toPlainString());
        }
        ImmutableSet<String> columns =
                along.stream().flatMap(row -> row.parts().keySet().stream()).collect(ImmutableSet.toImmutableSet());
        long checked = Stream.concat(along.stream(), down.stream())
                .filter(FootingCheck::canBeChecked)
                .count();
        return new FootingCheck(
                Math.toIntExact(checked), gaps(tolerance, along, columns), gaps(tolerance, down, labels));
    }

    private static boolean canBeChecked(PublishedSum sum) {
        return sum.total().isPresent() && !sum.parts().isEmpty();
    }

    private static ImmutableList<Gap> gaps(BigDecimal tolerance, List<PublishedSum> sums, Set<String> names) {
        return sums.stream()
                .filter(FootingCheck::canBeChecked)
                .flatMap(sum -> sum.total().stream()
                        .map(total -> new Gap(
                                sum.label(),
                                total,
                                sum.parts().values().stream().reduce(BigDecimal.ZERO, BigDecimal::add),
                                ImmutableList.copyOf(
                                        Sets.difference(names, sum.parts().keySet())))))
                .filter(gap -> gap.difference().abs().compareTo(tolerance) > 0)
                .collect(ImmutableList.toImmutableList());
    }

    /** Returns the rows whose printed total is off its parts, in the order of the table; the row of totals is last. */
    public List<Gap> rows() {
        return rows;
    }

    /** Returns the columns whose printed total is off the rows, in the order of the row of totals; the totals of the rows are last. */
    public List<Gap> columns() {
        return columns;
    }

    /** Returns how many printed totals were checked; a row or column without one, or with no part at all, is not among them. */
    public int checked() {
        return checked;
    }

    public boolean foots() {
        return rows.isEmpty() && columns.isEmpty();
    }

    /**
     * A printed total that is not the sum of its parts.
     *
     * @param label the row or the column
     * @param printed the total as printed
     * @param sum what the parts add up to, without those that are missing
     * @param missing the columns that the row lacks, or the rows that the column lacks, in the order of the table
     */
    public record Gap(String label, BigDecimal printed, BigDecimal sum, List<String> missing) {

        public Gap {
            requireNonNull(label, "label");
            printed = PublishedRow.normal(printed);
            sum = PublishedRow.normal(sum);
            missing = ImmutableList.copyOf(missing);
        }

        /** Returns what is printed less the sum: above 0 if parts are lacking, below 0 if there are too many. */
        public BigDecimal difference() {
            return PublishedRow.normal(printed.subtract(sum));
        }

        /** Returns one line for people. */
        @Override
        public String toString() {
            String lacking = missing.stream().limit(SHOWN).collect(Collectors.joining(", "));
            String more = missing.size() > SHOWN ? " and %s more".formatted(missing.size() - SHOWN) : "";
            return "%s: %s printed, %s %s than its parts, %s%s"
                    .formatted(
                            label,
                            printed.toPlainString(),
                            difference().abs().toPlainString(),
                            difference().signum() < 0 ? "less" : "more",
                            sum.toPlainString(),
                            missing.isEmpty() ? "" : "; without " + lacking + more);
        }
    }

    /** Returns how many printed totals foot, and the first gaps, each on a line of its own. */
    @Override
    public String toString() {
        List<Gap> gaps =
                ImmutableList.<Gap>builder().addAll(rows).addAll(columns).build();
        String first = gaps.stream().limit(SHOWN).map(gap -> "\n  " + gap).collect(Collectors.joining());
        String more = gaps.size() > SHOWN ? "\n  … and %s more".formatted(gaps.size() - SHOWN) : "";
        return "%s of %s printed totals foot".formatted(checked - gaps.size(), checked) + first + more;
    }
}
