package org.perpupil.formula.allocation;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.perpupil.budget.Held;
import org.perpupil.district.FiscalYear;
import org.perpupil.district.School;
import org.perpupil.exact.Rounding;
import org.perpupil.money.Money;
import org.perpupil.revenue.RevenueSource;

/**
 * Why a school gets what it gets: steps, then each source with its lines, which add up exactly to the budget.
 *
 * <p>{@link #toString()} is a page of text for people, {@link #trace()} the same with everything behind each line; their layout is
 * no format.
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

    /** What there is to know about a line or a source. */
    public enum About {
        RULE("Rule"),
        ASKED("Asked"),
        PARAMETERS("Parameters"),
        COUNTS("Counts"),
        POT("Pot"),
        ROUNDING("Rounding"),
        AS_SHOWN("As shown"),
        DECIDES("Decides"),
        CITED("Cited"),
        USE("Use"),
        AMOUNT("Amount"),
        CENTRAL("Central"),
        SET_ASIDE("Set aside"),
        POOL("For schools"),
        ELIGIBILITY("Eligibility"),
        DRAWN("Drawn"),
        LEFT_OVER("Left over");

        private final String words;

        About(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    /**
     * One thing to know about a line or a source.
     *
     * @param texts what there is to know, in words for people; at least one
     */
    public record Fact(About about, List<String> texts) {
        public Fact {
            texts = ImmutableList.copyOf(texts);
        }
    }

    /**
     * One line.
     *
     * @param computed what it gave the school, with the working
     * @param held who decides on the money's use; empty for a figure, and where nothing is paid
     * @param year the year of the allocation
     */
    public record Row(LineResult computed, Optional<Held> held, FiscalYear year, String currencySign) {
        private static final String NO_VALUE = "–";

        /** Returns the name of the line. */
        public String line() {
            return computed.line().name();
        }

        /** Returns what was computed, as one expression; or why the line does not apply, or has no value. */
        public String working() {
            return computed.notApplied()
                    .orElseGet(() -> computed.working()
                            .map(done -> done.value().isPresent()
                                    ? done.text(currencySign)
                                    : done.why().orElse(""))
                            .orElse(""));
        }

        /** Returns the value for people; a dash if there is none. */
        public String result() {
            return computed.value()
                    .map(number -> Wording.of(number, computed.line().form().type(), currencySign))
                    .orElse(NO_VALUE);
        }

        /** Returns the value, if it is money that counts. */
        public Optional<Money> amount() {
            return computed.line().counts() ? computed.amount() : Optional.empty();
        }

        /** Tells whether the line gave the school a value. */
        public boolean isComputed() {
            return computed.value().isPresent();
        }

        /** Returns how an exact value was rounded; empty if nothing was. */
        public String rounding() {
            if (computed.exact().equals(computed.value())) {
                return "";
            }
            String exact = computed.exact()
                    .map(value -> Wording.of(value, computed.line().form().type(), currencySign))
                    .orElse("");
            if (!AsShown.isShared(computed)) {
                return "exactly %s, rounded to %s"
                        .formatted(
                                exact,
                                computed.rounding().map(Rounding::toString).orElse(""));
            }
            return computed.gotUnit()
                    ? "exactly %s; got one of the last units, being among the largest remainders".formatted(exact)
                    : "exactly %s; the last units went to larger remainders".formatted(exact);
        }

        /** Returns where the line and the parameters in its working come from. */
        public List<String> citations() {
            Set<String> citations = new LinkedHashSet<>();
            computed.line().citation().ifPresent(citations::add);
            leaves(working -> {
                if (working instanceof Working.Given given && !given.citation().isEmpty()) {
                    citations.add(given.citation());
                }
            });
            return ImmutableList.copyOf(citations);
        }

        /** Returns the values of parameters that the working is made of, or that conditions, bounds and the pot hang on, each once. */
        public List<Working.Given> parameters() {
            Set<Working.Given> parameters = new LinkedHashSet<>();
            leaves(working -> {
                if (working instanceof Working.Given given && given.dated().isPresent()) {
                    parameters.add(given);
                }
            });
            return ImmutableList.copyOf(parameters);
        }

        /** Returns the counts of pupils that the working is made of, or that conditions, bounds and the pot hang on, each once. */
        public List<Working.Count> counts() {
            Set<Working.Count> counts = new LinkedHashSet<>();
            leaves(working -> {
                if (working instanceof Working.Count count) {
                    counts.add(count);
                }
            });
            return ImmutableList.copyOf(counts);
        }

        /**
         * Returns what the line would come to if it were done again by hand with the numbers as they are shown; empty if that is its
         * result.
         */
        public Optional<AsShown> asShown() {
            return AsShown.of(computed, currencySign);
        }

        /** Returns everything behind the line, its rule first, in words for people; the working and the result stand beside it. */
        public List<Fact> facts() {
            return Facts.of(this);
        }

        private void leaves(Consumer<Working> visitor) {
            computed.working().ifPresent(working -> visit(working, visitor));
            computed.part()
                    .ifPresent(part -> Stream.of(part.atLeast(), part.atMost())
                            .flatMap(Optional::stream)
                            .forEach(bound -> visit(bound, visitor)));
            computed.lookedAt().forEach(working -> visit(working, visitor));
        }

        private static void visit(Working working, Consumer<Working> visitor) {
            visitor.accept(working);
            working.parts().forEach(part -> visit(part, visitor));
        }
    }

    /**
     * The lines that one source pays, and their sum.
     *
     * @param statement where all of the source's money went: what stayed central, what was set aside, what reached schools
     * @param eligibility whether the school may be paid from the source, and why; empty if every school may, or nobody asked
     */
    public record Paid(SourceStatement statement, Optional<String> eligibility, List<Row> rows, Money subtotal) {
        public Paid {
            rows = ImmutableList.copyOf(rows);
            Money sum = Money.total(
                    rows.stream().flatMap(row -> row.amount().stream()).toList());
            if (!sum.equals(subtotal)) {
                throw new IllegalArgumentException(
                        "the lines of %s add up to %s, not %s".formatted(statement.source(), sum, subtotal));
            }
        }

        public RevenueSource source() {
            return statement.source();
        }

        /** Returns where the source's money went before it reached the school, in words for people. */
        public List<Fact> facts(String currencySign) {
            return Facts.of(this, currencySign);
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
        FiscalYear year = allocation.budget().year();
        List<Row> steps = new ArrayList<>();
        List<Row> notCounted = new ArrayList<>();
        Map<RevenueSource, List<Row>> bySource = new LinkedHashMap<>();
        Set<String> estimates = new LinkedHashSet<>();
        for (LineResult result : allocation.lines()) {
            Optional<Held> held = result.value().isEmpty()
                    ? Optional.empty()
                    : allocation.budget().lines().stream()
                            .filter(line -> line.name().equals(result.line().name()))
                            .findFirst()
                            .map(line -> line.held());
            Row row = new Row(result, held, year, allocation.currencySign());
            if (!result.line().form().isAmount()) {
                steps.add(row);
            } else if (result.line().counts() && result.line().source().isPresent()) {
                bySource.computeIfAbsent(result.line().source().get(), any -> new ArrayList<>())
                        .add(row);
            } else {
                notCounted.add(row);
            }
            row.counts()
                    .forEach(count -> count.estimate()
                            .ifPresent(how -> estimates.add(count.group().name() + ": " + how)));
        }
        List<Paid> sources = new ArrayList<>();
        bySource.forEach((source, rows) -> sources.add(paid(statement(allocation, source), rows)));
        return new Explanation(
                allocation.school(),
                year,
                steps,
                sources,
                notCounted,
                allocation.total(),
                ImmutableList.copyOf(estimates),
                allocation.currencySign());
    }

    private static SourceStatement statement(SchoolAllocation allocation, RevenueSource source) {
        return allocation.sources().stream()
                .filter(statement -> statement.source().equals(source))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "school %s is paid from %s, which has no statement".formatted(allocation.id(), source)));
    }

    private static Paid paid(SourceStatement statement, List<Row> rows) {
        // Who is eligible for the source is asked first wherever it is asked.
        Optional<String> eligibility = statement
                .decision()
                .eligible()
                .flatMap(any -> rows.stream()
                        .flatMap(row -> row.computed().tests().stream().limit(1))
                        .findFirst());
        return new Paid(
                statement,
                eligibility,
                rows,
                Money.total(rows.stream().flatMap(row -> row.amount().stream()).toList()));
    }

    /**
     * Returns the page in full: behind every line its rule, the parameters with their years, printed values and citations, the counts
     * with their basis, the pot, the rounding and who decides; behind every source what became of it. Lines have up to 100 characters.
     */
    public String trace() {
        return Trace.of(this);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        line(text, school + ", " + year);
        append(text, "Steps", steps, Optional.empty());
        for (Paid paid : sources) {
            append(text, paid.source().name(), paid.rows(), Optional.of(paid.subtotal()));
        }
        append(text, "Shown, not counted", notCounted, Optional.empty());
        text.append('\n');
        line(text, "Budget " + total.display(currencySign));
        estimates.forEach(estimate -> line(text, "Estimate, " + estimate));
        return text.toString();
    }

    private void append(StringBuilder text, String heading, List<Row> rows, Optional<Money> subtotal) {
        if (rows.isEmpty()) {
            return;
        }
        text.append('\n');
        line(text, heading);
        for (Row row : rows) {
            boolean showsResult = row.isComputed() && !row.result().equals(row.working());
            line(text, "  " + row.line() + ": " + row.working() + (showsResult ? " = " + row.result() : ""));
            if (!row.rounding().isEmpty()) {
                line(text, "    " + row.rounding());
            }
            row.asShown().ifPresent(shown -> line(text, "    " + shown.text()));
        }
        subtotal.ifPresent(sum -> line(text, "  together " + sum.display(currencySign)));
    }

    private static void line(StringBuilder text, String words) {
        text.append(Wording.onOneLine(words)).append('\n');
    }
}
