package org.perpupil.formula.allocation;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.perpupil.district.FiscalYear;
import org.perpupil.district.School;
import org.perpupil.exact.Rounding;
import org.perpupil.formula.Form;
import org.perpupil.money.Money;
import org.perpupil.revenue.RevenueSource;

/**
 * Why a school gets what it gets: steps, then each source with its lines, which add up exactly to the budget.
 *
 * <p>{@link #toString()} is a page of text for people; its layout is no format.
 *
 * @param school whose budget it is
 * @param year when
 * @param steps figures that later lines use; they are not counted
 * @param sources the lines by who pays, in the order of the model
 * @param notCounted amounts that are shown and paid by nobody
 * @param total what the school has to spend
 * @param estimates counts that are estimates, and how they were made
 */
public record Explanation(
        School school,
        FiscalYear year,
        List<Row> steps,
        List<Paid> sources,
        List<Row> notCounted,
        Money total,
        List<String> estimates,
        String currencySign) {

    /**
     * One line.
     *
     * @param line the name
     * @param working what was computed, as one expression; or why the line does not apply
     * @param result the value for people; a dash if there is none
     * @param amount the value, if it is money that counts
     * @param rounding how an exact value was rounded; empty if nothing was
     * @param citations where the parameters in the working come from
     */
    public record Row(
            String line,
            String working,
            String result,
            Optional<Money> amount,
            String rounding,
            List<String> citations) {
        static final String NO_VALUE = "–";

        public Row {
            citations = ImmutableList.copyOf(citations);
        }

        /** Tells whether the line gave the school a value. */
        public boolean isComputed() {
            return !result.equals(NO_VALUE);
        }
    }

    /** The lines that one source pays, and their sum. */
    public record Paid(RevenueSource source, List<Row> rows, Money subtotal) {
        public Paid {
            rows = ImmutableList.copyOf(rows);
            Money sum = Money.total(
                    rows.stream().flatMap(row -> row.amount().stream()).toList());
            if (!sum.equals(subtotal)) {
                throw new IllegalArgumentException(
                        "the lines of %s add up to %s, not %s".formatted(source, sum, subtotal));
            }
        }
    }

    public Explanation {
        steps = ImmutableList.copyOf(steps);
        sources = ImmutableList.copyOf(sources);
        notCounted = ImmutableList.copyOf(notCounted);
        estimates = ImmutableList.copyOf(estimates);
        Money sum = Money.total(sources.stream().map(Paid::subtotal).toList());
        if (!sum.equals(total)) {
            throw new IllegalArgumentException("the sources of %s add up to %s, not %s".formatted(school, sum, total));
        }
    }

    static Explanation of(SchoolAllocation allocation) {
        String sign = allocation.currencySign();
        List<Row> steps = new ArrayList<>();
        List<Row> notCounted = new ArrayList<>();
        Map<RevenueSource, List<Row>> bySource = new LinkedHashMap<>();
        List<String> estimates = new ArrayList<>();
        for (LineResult result : allocation.lines()) {
            Row row = row(result, sign);
            if (!result.line().form().isAmount()) {
                steps.add(row);
            } else if (result.line().counts() && result.line().source().isPresent()) {
                bySource.computeIfAbsent(result.line().source().get(), any -> new ArrayList<>())
                        .add(row);
            } else {
                notCounted.add(row);
            }
            result.working().ifPresent(working -> collectEstimates(working, estimates));
        }
        List<Paid> sources = new ArrayList<>();
        bySource.forEach((source, rows) -> sources.add(new Paid(
                source,
                rows,
                Money.total(rows.stream().flatMap(row -> row.amount().stream()).toList()))));
        return new Explanation(
                allocation.school(),
                allocation.budget().year(),
                steps,
                sources,
                notCounted,
                allocation.total(),
                estimates,
                sign);
    }

    private static Row row(LineResult result, String sign) {
        String working = result.notApplied()
                .orElseGet(() -> result.working()
                        .map(done -> done.value().isPresent()
                                ? done.text(sign)
                                : done.why().orElse(""))
                        .orElse(""));
        String value = result.value()
                .map(number -> Wording.of(number, result.line().form().type(), sign))
                .orElse(Row.NO_VALUE);
        List<String> citations = new ArrayList<>();
        result.line().citation().ifPresent(citations::add);
        result.working().ifPresent(done -> collectCitations(done, citations));
        return new Row(
                result.line().name(),
                working,
                value,
                result.line().counts() ? result.amount() : Optional.empty(),
                rounding(result, sign),
                citations);
    }

    private static String rounding(LineResult result, String sign) {
        if (result.exact().equals(result.value())) {
            return "";
        }
        String exact = result.exact()
                .map(value -> Wording.of(value, result.line().form().type(), sign))
                .orElse("");
        String unit = result.rounding().map(Rounding::toString).orElse("");
        // A part that a bound pins is the bound, rounded; it had no share in the last units.
        boolean pinned = result.working()
                .filter(working ->
                        working instanceof Working.Made made && made.operation() == Working.Made.Operation.CHOICE)
                .isPresent();
        if (pinned || !(result.line().form() instanceof Form.Shared)) {
            return "exactly %s, rounded to %s".formatted(exact, unit);
        }
        return result.gotUnit()
                ? "exactly %s; got one of the last units, being among the largest remainders".formatted(exact)
                : "exactly %s; the last units went to larger remainders".formatted(exact);
    }

    private static void collectCitations(Working working, List<String> into) {
        if (working instanceof Working.Given given && !given.citation().isEmpty() && !into.contains(given.citation())) {
            into.add(given.citation());
        }
        working.parts().forEach(part -> collectCitations(part, into));
    }

    private static void collectEstimates(Working working, List<String> into) {
        if (working instanceof Working.Count count && count.estimate().isPresent()) {
            String estimate = count.group().name() + ": " + count.estimate().get();
            if (!into.contains(estimate)) {
                into.add(estimate);
            }
        }
        working.parts().forEach(part -> collectEstimates(part, into));
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        text.append(school).append(", ").append(year).append('\n');
        append(text, "Steps", steps, Optional.empty());
        for (Paid paid : sources) {
            append(text, paid.source().name(), paid.rows(), Optional.of(paid.subtotal()));
        }
        append(text, "Shown, not counted", notCounted, Optional.empty());
        text.append('\n').append("Budget ").append(total.display(currencySign)).append('\n');
        estimates.forEach(estimate -> text.append("Estimate, ").append(estimate).append('\n'));
        return text.toString();
    }

    private void append(StringBuilder text, String heading, List<Row> rows, Optional<Money> subtotal) {
        if (rows.isEmpty()) {
            return;
        }
        text.append('\n').append(heading).append('\n');
        for (Row row : rows) {
            text.append("  ").append(row.line()).append(": ").append(row.working());
            if (row.isComputed() && !row.result().equals(row.working())) {
                text.append(" = ").append(row.result());
            }
            text.append('\n');
            if (!row.rounding().isEmpty()) {
                text.append("    ").append(row.rounding()).append('\n');
            }
        }
        subtotal.ifPresent(sum ->
                text.append("  together ").append(sum.display(currencySign)).append('\n'));
    }
}
