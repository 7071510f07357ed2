package org.perpupil.io.csv;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.io.CharStreams;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.perpupil.budget.BudgetLine;
import org.perpupil.exact.Rational;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.allocation.LineResult;
import org.perpupil.formula.allocation.SchoolAllocation;
import org.perpupil.formula.allocation.SourceStatement;
import org.perpupil.io.internal.AtomicFile;
import org.perpupil.io.internal.Texts;
import org.perpupil.money.Money;

/**
 * Writes an allocation as comma-separated files: what each school gets, line by line, and where each cent of each source went.
 *
 * <p>The same allocation gives the same bytes: UTF-8 without a byte order mark, lines that end with LF, quotes only where they are
 * needed. Amounts are dollars with two decimals and nothing else, such as {@code -1234.50}; an exact value is a decimal, or a
 * fraction such as {@code 1/3} where its digits do not end. A file is written whole or not at all.
 *
 * <p>A spreadsheet would take a text that starts with {@code =}, {@code +}, {@code -}, {@code @}, a tab or a line break for a
 * formula and run it. Such a text (never a number) gets an apostrophe in front; take it away again to read the text back.
 */
public final class AllocationCsv {
    private AllocationCsv() {}

    /**
     * Writes one row for each school and line of its budget, in the order of the allocation.
     *
     * <p>Columns: {@code school} (the id), {@code name}, {@code level}, {@code line}, {@code source} (the id), {@code restricted}
     * ({@code yes} or {@code no}), {@code held} ({@code free}, {@code set} or {@code locked}), {@code exact} (dollars before
     * rounding), {@code amount}, {@code rounding unit} ({@code yes} if a shared pot gave the school one of its last units),
     * {@code working}. The amounts of a school add up to its budget.
     *
     * @throws IOException if the file cannot be written; an older one is then left as it was
     */
    public static void write(Allocation allocation, Path file) throws IOException {
        file(file, writer -> write(allocation, writer));
    }

    /**
     * Writes the same rows as {@link #write(Allocation, Path)}.
     *
     * @throws IOException if {@code out} throws it
     */
    public static void write(Allocation allocation, Appendable out) throws IOException {
        write(out, csv -> {
            csv.writeRecord(
                    "school",
                    "name",
                    "level",
                    "line",
                    "source",
                    "restricted",
                    "held",
                    "exact",
                    "amount",
                    "rounding unit",
                    "working");
            for (SchoolAllocation school : allocation.schools()) {
                String id = text(school.id().value());
                String name = text(school.school().name());
                String level = text(allocation.district().levelOf(school.school()));
                Map<String, LineResult> results = new LinkedHashMap<>();
                school.lines().forEach(result -> results.put(result.line().name(), result));
                for (BudgetLine line : school.budget().lines()) {
                    Optional<LineResult> result = Optional.ofNullable(results.get(line.name()));
                    csv.writeRecord(
                            id,
                            name,
                            level,
                            text(line.name()),
                            text(line.source().id().value()),
                            yesOrNo(line.source().isRestricted()),
                            line.held().name().toLowerCase(Locale.ROOT),
                            result.flatMap(LineResult::exact)
                                    .map(Rational::toString)
                                    .orElse(""),
                            line.amount().toString(),
                            yesOrNo(result.filter(LineResult::gotUnit).isPresent()),
                            text(result.flatMap(LineResult::working)
                                    .map(working -> working.text(school.currencySign()))
                                    .orElse("")));
                }
            }
        });
    }

    /**
     * Writes where each cent of each source went: for each source what stayed central, what each line paid, and the residual.
     *
     * <p>Columns: {@code source} (the id), {@code name}, {@code restricted} ({@code yes} or {@code no}), {@code disposition}
     * ({@code locked}, {@code unlocked} or {@code school grant}), {@code to} ({@code central}, {@code schools} or {@code residual}),
     * {@code line} (which line paid the schools), {@code amount}, {@code set aside} (how much of a central amount is set aside
     * for reserves; empty if none is), {@code set aside from} (for a reserve, the id of the source that it is a part of). The rows
     * of a source add up to its amount; a source without an amount has only the rows of its lines. A reserve has rows of its own,
     * so all amounts less all that is set aside are the money of all sources, each cent once.
     *
     * @throws IOException if the file cannot be written; an older one is then left as it was
     */
    public static void writeSources(Allocation allocation, Path file) throws IOException {
        file(file, writer -> writeSources(allocation, writer));
    }

    /**
     * Writes the same rows as {@link #writeSources(Allocation, Path)}.
     *
     * @throws IOException if {@code out} throws it
     */
    public static void writeSources(Allocation allocation, Appendable out) throws IOException {
        write(out, csv -> {
            csv.writeRecord(
                    "source",
                    "name",
                    "restricted",
                    "disposition",
                    "to",
                    "line",
                    "amount",
                    "set aside",
                    "set aside from");
            for (SourceStatement source : allocation.sources()) {
                if (source.amount().isPresent()) {
                    sourceRow(csv, source, "central", "", source.central());
                }
                source.byLine().forEach((line, amount) -> sourceRow(csv, source, "schools", line, amount));
                source.residual().ifPresent(residual -> sourceRow(csv, source, "residual", "", residual));
            }
        });
    }

    private static void sourceRow(CsvWriter csv, SourceStatement source, String to, String line, Money amount) {
        csv.writeRecord(
                text(source.source().id().value()),
                text(source.source().name()),
                yesOrNo(source.source().isRestricted()),
                source.decision().disposition().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                to,
                text(line),
                amount.toString(),
                to.equals("central") && !source.reserves().isEmpty()
                        ? Money.total(source.reserves().values()).toString()
                        : "",
                source.decision()
                        .setAside()
                        .map(setAside -> text(setAside.from().value()))
                        .orElse(""));
    }

    @FunctionalInterface
    private interface Text {
        void writeTo(Writer writer) throws IOException;
    }

    private static void file(Path file, Text text) throws IOException {
        AtomicFile.write(file, stream -> {
            // The encoder reports what UTF-8 cannot hold, rather than replacing it.
            Writer writer = new BufferedWriter(new OutputStreamWriter(stream, UTF_8.newEncoder()));
            text.writeTo(writer);
            writer.flush();
        });
    }

    @FunctionalInterface
    private interface Rows {
        void writeTo(CsvWriter csv) throws IOException;
    }

    private static void write(Appendable out, Rows rows) throws IOException {
        Writer writer = CharStreams.asWriter(out);
        try {
            CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(writer);
            rows.writeTo(csv);
            csv.flush();
        } catch (UncheckedIOException unwritable) {
            throw unwritable.getCause();
        }
    }

    private static String text(String text) {
        return Texts.harmless(text);
    }

    private static String yesOrNo(boolean yes) {
        return yes ? "yes" : "no";
    }
}
