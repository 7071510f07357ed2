package org.perpupil.io.report;

import static org.perpupil.io.report.Defined.quoted;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.perpupil.exact.Rational;
import org.perpupil.formula.FundedSource;
import org.perpupil.formula.Line;
import org.perpupil.formula.Parameter;
import org.perpupil.formula.ParameterEntry;
import org.perpupil.formula.RateTable;
import org.perpupil.formula.Term;
import org.perpupil.formula.ValueType;
import org.perpupil.io.report.MethodologyContent.Block;
import org.perpupil.io.report.MethodologyContent.Row;
import org.perpupil.io.report.MethodologyContent.Table;
import org.perpupil.pupils.GradeSpan;

/**
 * Every parameter that is used and every table of rates, with where it comes from.
 *
 * @param missing why the year cannot be computed; none if it can
 */
record ValuesContent(List<Block> blocks, List<String> missing) {
    private static final String UNSAID = "not said";

    /** One use of a parameter. */
    private record Use(String parameter, int yearsBack, Class<? extends ParameterEntry> kind) {}

    static ValuesContent of(Defined defined) {
        return new Reader(defined, new LinkedHashSet<>(), new LinkedHashMap<>()).read();
    }

    /** A column of rates that a line states. */
    private record Column(String head, Map<GradeSpan, Rational> rates) {}

    /** Tables that can stand side by side. */
    private record Spans(List<GradeSpan> spans, ValueType type) {}

    private record Reader(Defined defined, Set<Use> uses, Map<Spans, List<Column>> stated) {

        ValuesContent read() {
            for (FundedSource source : defined.sources()) {
                source.eligible().stream()
                        .flatMap(condition -> condition.terms().stream())
                        .forEach(term -> term.walk(collecting(
                                "eligible for " + Defined.name(source.source().name()), true)));
            }
            for (Line line : defined.formula().lines()) {
                long tables = terms(line)
                        .mapToLong(term -> {
                            long[] count = new long[1];
                            term.walk(part -> count[0] += isStated(part) ? 1 : 0);
                            return count[0];
                        })
                        .sum();
                terms(line).distinct().forEach(term -> term.walk(collecting(Defined.name(line.name()), tables > 1)));
            }
            List<Block> blocks = new ArrayList<>();
            List<String> missing = new ArrayList<>();
            List<Row> single = new ArrayList<>();
            List<Block> tables = new ArrayList<>();
            for (Parameter parameter : defined.formula().parameters().values()) {
                Set<Integer> years = new LinkedHashSet<>();
                uses.stream()
                        .filter(use -> use.parameter().equals(parameter.name()))
                        .forEach(use -> {
                            years.add(use.yearsBack());
                            fault(use).filter(fault -> !missing.contains(fault)).ifPresent(missing::add);
                        });
                years.forEach(back -> add(parameter, back, single, tables));
            }
            if (!single.isEmpty()) {
                blocks.add(Block.table(new Table(
                        "Values that the lines use", false, List.of("Name", "Year", "Value", "Source"), single)));
            }
            blocks.addAll(tables);
            stated.forEach((spans, columns) -> blocks.add(Block.table(stated(spans, columns))));
            return new ValuesContent(blocks, missing);
        }

        private static Stream<Term> terms(Line line) {
            return Stream.concat(
                    line.form().terms().stream(), line.where().stream().flatMap(where -> where.terms().stream()));
        }

        private static boolean isStated(Term term) {
            return term instanceof Term.PerPupil perPupil && perPupil.table() instanceof RateTable.Stated;
        }

        private Consumer<Term> collecting(String owner, boolean several) {
            return term -> {
                if (term instanceof Term.ParameterValue value) {
                    uses.add(new Use(
                            value.name(),
                            value.yearsBack(),
                            value.by().isPresent() ? ParameterEntry.ByKey.class : ParameterEntry.Single.class));
                } else if (term instanceof Term.PerPupil perPupil) {
                    collect(perPupil, owner, several);
                }
            };
        }

        private void collect(Term.PerPupil term, String owner, boolean several) {
            if (term.table() instanceof RateTable.Named named) {
                uses.add(new Use(named.parameter(), 0, ParameterEntry.BySpan.class));
            } else if (term.table() instanceof RateTable.Stated table) {
                String head = several ? owner + ": " + PupilWords.need(term.group()) : owner;
                List<Column> columns = stated.computeIfAbsent(
                        new Spans(List.copyOf(table.bySpan().keySet()), table.type()), any -> new ArrayList<>());
                Column column = new Column(head, table.bySpan());
                if (!columns.contains(column)) {
                    columns.add(column);
                }
            }
        }

        private Optional<String> fault(Use use) {
            String year = defined.year(use.yearsBack());
            String model = defined.sources().isEmpty() ? "the formula" : "the model";
            return defined.entry(use.parameter(), use.yearsBack())
                    .map(entry -> use.kind().isInstance(entry)
                            ? Optional.<String>empty()
                            : Optional.of(
                                    "%s is not given for %s in the way that a line needs it; %s cannot be computed for %s."
                                            .formatted(quoted(use.parameter()), year, model, defined.year())))
                    .orElseGet(() -> Optional.of("%s has no value for %s; %s cannot be computed for %s."
                            .formatted(quoted(use.parameter()), year, model, defined.year())));
        }

        private void add(Parameter parameter, int back, List<Row> single, List<Block> tables) {
            String name = Defined.name(parameter.name());
            String year = defined.year(back);
            ParameterEntry entry = defined.entry(parameter.name(), back).orElse(null);
            if (entry == null) {
                single.add(Row.of(
                        name,
                        List.of(
                                year,
                                "no value for %s; the %s cannot be computed for %s"
                                        .formatted(
                                                year,
                                                defined.sources().isEmpty() ? "formula" : "model",
                                                defined.year()),
                                "–")));
            } else if (entry instanceof ParameterEntry.Single value) {
                single.add(Row.of(name, List.of(year, defined.printed(value, parameter.type()), citation(entry))));
            } else {
                tables.add(Block.table(new Table(
                        "%s, %s; source: %s".formatted(name, year, citation(entry)),
                        true,
                        List.of(entry instanceof ParameterEntry.BySpan ? "Grades" : "Entry", "Value"),
                        rows(entry, parameter.type()))));
            }
        }

        private static String citation(ParameterEntry entry) {
            return entry.citation().isBlank() ? UNSAID : Defined.name(entry.citation());
        }

        private List<Row> rows(ParameterEntry entry, ValueType type) {
            List<Row> rows = new ArrayList<>();
            if (entry instanceof ParameterEntry.BySpan table) {
                table.values()
                        .forEach((span, value) -> rows.add(Row.of(
                                PupilWords.span(span),
                                List.of(defined.printed(
                                        value,
                                        Optional.ofNullable(table.printed().get(span)),
                                        type)))));
            } else if (entry instanceof ParameterEntry.ByKey table) {
                table.values()
                        .forEach((key, value) -> rows.add(Row.of(
                                Defined.name(key),
                                List.of(defined.printed(
                                        value,
                                        Optional.ofNullable(table.printed().get(key)),
                                        type)))));
            }
            return rows.isEmpty() ? List.of(Row.of("no entry", List.of("–"))) : rows;
        }

        private Table stated(Spans spans, List<Column> columns) {
            List<String> heads = new ArrayList<>(List.of("Grades"));
            columns.forEach(column -> heads.add(column.head()));
            List<Row> rows = spans.spans().stream()
                    .map(span -> Row.of(
                            PupilWords.span(span),
                            columns.stream()
                                    .map(column -> Optional.ofNullable(
                                                    column.rates().get(span))
                                            .map(rate -> defined.written(rate, spans.type()))
                                            .orElse("–"))
                                    .toList()))
                    .toList();
            return new Table(
                    spans.type() == ValueType.MONEY
                            ? "Dollars for each pupil, as the lines state them"
                            : "Weights for each pupil, as the lines state them",
                    true,
                    heads,
                    rows);
        }
    }
}
