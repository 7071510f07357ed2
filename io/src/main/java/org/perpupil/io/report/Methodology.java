package org.perpupil.io.report;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.perpupil.district.FiscalYear;
import org.perpupil.formula.FundingFormula;
import org.perpupil.formula.Line;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.allocation.LineResult;
import org.perpupil.formula.funding.FundingModel;
import org.perpupil.io.internal.AtomicFile;

/**
 * A definition in plain English: what a board adopts, and an auditor reads beside the budgets.
 *
 * <pre>{@code
 * Methodology methodology = Methodology.of(model, FiscalYear.of(2027));
 * methodology.writeTo(Path.of("methodology.html"));
 * methodology.line("poverty"); // what one line pays, in sentences
 * }</pre>
 *
 * <p>Every number is the definition's own, as it is in the year, so the text cannot disagree with what is paid. A parameter without
 * a value for the year is told as such; it is no error here. Names are shown on one line, without characters that cannot be seen. The
 * same definition and year give the same bytes. A definition holds no district: named schools are told by id, and no amount of a source
 * is known. The wording may change with the library, and is no format.
 */
public final class Methodology {
    private final Defined defined;

    private Methodology(Defined defined) {
        this.defined = defined;
    }

    /** Returns the methodology of a model in a year, in dollars. */
    public static Methodology of(FundingModel model, FiscalYear year) {
        return new Methodology(new Defined(model.lines(), model.sources(), requireNonNull(year, "year"), "$"));
    }

    /** Returns the methodology of a formula in a year, in dollars; nothing is said of sources but the names that lines give. */
    public static Methodology of(FundingFormula formula, FiscalYear year) {
        return new Methodology(new Defined(formula, List.of(), requireNonNull(year, "year"), "$"));
    }

    /** Returns the same with another currency sign, such as {@code "£"}. */
    public Methodology currency(String sign) {
        return new Methodology(
                new Defined(defined.formula(), defined.sources(), defined.year(), requireNonNull(sign, "sign")));
    }

    /**
     * Returns what one line does, in sentences on one line of text that can be read alone: steps first, then for which schools, how
     * much, who pays, and how it is rounded.
     *
     * @throws IllegalArgumentException if there is no such line
     */
    public String line(String name) {
        return LineWords.of(defined, defined.line(name)).alone();
    }

    /** The definition with its words. */
    Defined defined() {
        return defined;
    }

    /**
     * Makes sure that an allocation was computed by this definition in this year, as far as both tell.
     *
     * @throws IllegalArgumentException if it was not
     */
    void requireOf(Allocation allocation) {
        List<Line> lines = allocation.schools().stream()
                .limit(1)
                .flatMap(school -> school.lines().stream())
                .map(LineResult::line)
                .toList();
        boolean same = defined.formula().name().equals(allocation.model())
                && defined.year().equals(allocation.year())
                && (lines.isEmpty() || lines.equals(defined.formula().lines()));
        if (!same) {
            throw new IllegalArgumentException("the methodology is of \"%s\", %s; the allocation is by \"%s\", %s%s"
                    .formatted(
                            defined.formula().name(),
                            defined.year(),
                            allocation.model(),
                            allocation.year(),
                            defined.formula().name().equals(allocation.model()) ? ", and by other lines" : ""));
        }
    }

    /** Returns the whole text, in lines of at most 100 letters where words allow it. */
    public String text() {
        return MethodologyText.of(MethodologyContent.of(defined));
    }

    /** Returns the same as a complete HTML document, which loads nothing and has no script. */
    public String html() {
        return html("", "");
    }

    /**
     * The page among others of one district.
     *
     * @param index where the list of them is
     * @param inputs what they were computed from
     */
    String html(String index, String inputs) {
        return Template.named("methodology").among(index, inputs).fill(MethodologyContent.of(defined));
    }

    /**
     * Writes the page, in UTF-8. A file that is there already is replaced in one step, or stays as it was if writing fails.
     *
     * @throws IOException if the file cannot be written
     */
    public void writeTo(Path file) throws IOException {
        write(file, html());
    }

    /**
     * Writes the text, in UTF-8. A file that is there already is replaced in one step, or stays as it was if writing fails.
     *
     * @throws IOException if the file cannot be written
     */
    public void writeText(Path file) throws IOException {
        write(file, text());
    }

    /** Returns the whole text, for people. */
    @Override
    public String toString() {
        return text();
    }

    private static void write(Path file, String content) throws IOException {
        AtomicFile.write(file, content);
    }
}
