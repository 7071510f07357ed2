package org.perpupil.io.report;

import com.google.common.base.Splitter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.perpupil.io.report.MethodologyContent.Block;
import org.perpupil.io.report.MethodologyContent.Document;
import org.perpupil.io.report.MethodologyContent.Row;
import org.perpupil.io.report.MethodologyContent.Section;
import org.perpupil.io.report.MethodologyContent.Table;

/** A methodology as plain text. */
final class MethodologyText {
    private static final int WIDTH = 100;
    private static final String GAP = "  ";

    private final StringBuilder text = new StringBuilder();

    private MethodologyText() {}

    static String of(Document document) {
        MethodologyText writer = new MethodologyText();
        writer.write(document);
        return writer.text.toString();
    }

    private void write(Document document) {
        underlined(document.title() + ", " + document.year(), "=");
        wrapped(document.lead(), "", "");
        document.warnings().forEach(warning -> wrapped(warning, "! ", "  "));
        for (Section section : document.sections()) {
            text.append('\n');
            underlined(section.title(), "-");
            section.blocks().forEach(this::write);
        }
    }

    private void write(Block block) {
        text.append('\n');
        if (!block.heading().isEmpty()) {
            wrapped("* " + block.heading(), "", "  ");
        }
        if (!block.line().isEmpty()) {
            String detail = block.detail().isEmpty() ? "" : " (" + block.detail() + ")";
            wrapped(block.line() + detail, block.number() + ". ", "   ");
        }
        String indent = block.line().isEmpty() ? "" : "   ";
        block.steps().forEach(step -> wrapped(step, indent + "- ", indent + "  "));
        if (!block.sentences().isBlank()) {
            wrapped(block.sentences(), indent, indent);
        }
        block.items().forEach(item -> wrapped(item, "- ", "  "));
        block.tables().forEach(this::write);
    }

    private void write(Table table) {
        wrapped(table.caption(), "", "");
        List<List<String>> rows = new ArrayList<>();
        rows.add(table.columns());
        for (Row row : table.rows()) {
            List<String> cells = new ArrayList<>(List.of(row.head()));
            row.cells()
                    .forEach(cell -> cells.add(
                            cell.detail().isEmpty() ? cell.text() : "%s (%s)".formatted(cell.text(), cell.detail())));
            rows.add(cells);
        }
        List<Integer> widths = IntStream.range(0, table.columns().size())
                .mapToObj(column -> rows.stream()
                        .mapToInt(row -> length(row.get(column)))
                        .max()
                        .orElse(0))
                .toList();
        if (widths.stream().mapToInt(width -> width + GAP.length()).sum() > WIDTH) {
            rows.stream().skip(1).forEach(row -> {
                wrapped(row.get(0), GAP, GAP + GAP);
                for (int column = 1; column < row.size(); column++) {
                    wrapped(row.get(column), GAP + GAP + table.columns().get(column) + ": ", GAP + GAP + GAP);
                }
            });
            return;
        }
        for (List<String> row : rows) {
            String cells = IntStream.range(0, row.size())
                    .mapToObj(column -> padded(row.get(column), widths.get(column), table.numbers() && column > 0))
                    .collect(Collectors.joining(GAP));
            text.append((GAP + cells).stripTrailing()).append('\n');
        }
    }

    private static String padded(String cell, int width, boolean right) {
        String blanks = " ".repeat(width - length(cell));
        return right ? blanks + cell : cell + blanks;
    }

    private static int length(String words) {
        return words.codePointCount(0, words.length());
    }

    private void underlined(String title, String with) {
        text.append(title)
                .append('\n')
                .append(with.repeat(Math.min(WIDTH, length(title))))
                .append('\n');
    }

    /** Breaks lines between words; a word that is longer than a line stays whole. */
    private void wrapped(String words, String first, String others) {
        StringBuilder line = new StringBuilder(first);
        boolean empty = true;
        for (String word : Splitter.on(' ').split(words)) {
            if (!empty && length(line.toString()) + 1 + length(word) > WIDTH) {
                text.append(line).append('\n');
                line = new StringBuilder(others);
                empty = true;
            }
            line.append(empty ? "" : " ").append(word);
            empty = false;
        }
        text.append(line.toString().stripTrailing()).append('\n');
    }
}
