package org.perpupil.io.report;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.perpupil.exact.Rational;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.allocation.NeedMatrix;
import org.perpupil.formula.allocation.SourceStatement;
import org.perpupil.money.Money;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.pupils.NeedCategory;
import org.perpupil.pupils.PupilGroup;

/** What a pupil of each span and need brings, as text. */
final class NeedsContent {
    private NeedsContent() {}

    /**
     * All matrices.
     *
     * @param total from all sources; none if no line pays for pupils
     * @param bySource from each source that pays for pupils; none if there is only one such source
     * @param otherLines lines that pay otherwise
     */
    public record Needs(List<Matrix> total, List<Matrix> bySource, List<OtherLine> otherLines) {}

    /** A matrix: a column for each need, a row for each span. */
    public record Matrix(String title, List<String> columns, List<Row> rows) {}

    /** A row of a matrix. */
    public record Row(String span, List<Cell> cells) {}

    /**
     * A cell; everything but the dollars may be empty.
     *
     * @param weight relative to what every pupil of the span brings, from all sources
     * @param range from which to which amount, where schools differ
     * @param limit how many schools get it, where it is not all that have such pupils
     */
    public record Cell(String dollars, String weight, String range, String limit) {
        static final Cell NONE = new Cell(Words.NONE, "", "", "");
    }

    /** A line that does not pay so much for each pupil. */
    public record OtherLine(String line, String source, String amount) {}

    static Needs of(Allocation allocation, Words words) {
        NeedMatrix all = allocation.needMatrix();
        List<Matrix> bySource = new ArrayList<>();
        List<OtherLine> otherLines = new ArrayList<>();
        for (SourceStatement statement : allocation.sources()) {
            String source = statement.source().name();
            NeedMatrix ofSource = allocation.needMatrix(statement.source().id());
            matrix(source, ofSource, all, words).ifPresent(bySource::add);
            for (Map.Entry<String, Money> line : ofSource.notPerPupil().entrySet()) {
                otherLines.add(new OtherLine(line.getKey(), source, words.money(line.getValue())));
            }
        }
        List<Matrix> total = matrix("All sources", all, all, words).stream().toList();
        return new Needs(total, bySource.size() > 1 ? bySource : List.of(), otherLines);
    }

    /** One matrix, its weights relative to all pupils of {@code all}; empty if no line pays for pupils. */
    static Optional<Matrix> matrix(String title, NeedMatrix matrix, NeedMatrix all, Words words) {
        if (matrix.groups().isEmpty()) {
            return Optional.empty();
        }
        List<String> columns = matrix.groups().stream().map(PupilGroup::name).toList();
        List<Row> rows = new ArrayList<>();
        for (GradeSpan span : matrix.spans()) {
            Optional<Rational> base = all.cell(span, NeedCategory.ALL_PUPILS)
                    .map(NeedMatrix.Cell::dollarsPerPupil)
                    .filter(dollars -> !dollars.isZero());
            ImmutableList.Builder<Cell> cells = ImmutableList.builder();
            for (PupilGroup group : matrix.groups()) {
                cells.add(matrix.cell(span, group)
                        .map(cell -> cell(cell, base, words))
                        .orElse(Cell.NONE));
            }
            rows.add(new Row(span.toString(), cells.build()));
        }
        return Optional.of(new Matrix(title, columns, rows));
    }

    private static Cell cell(NeedMatrix.Cell cell, Optional<Rational> base, Words words) {
        return new Cell(
                words.perPupil(cell.dollarsPerPupil()),
                base.map(dollars -> Words.weight(cell.dollarsPerPupil().dividedBy(dollars)))
                        .orElse(""),
                cell.isUniform()
                        ? ""
                        : "mean; from %s to %s".formatted(words.perPupil(cell.least()), words.perPupil(cell.most())),
                cell.isLimited()
                        ? "%s of %s".formatted(Words.whole(cell.schools()), Words.schools(cell.ofSchools()))
                        : "");
    }
}
