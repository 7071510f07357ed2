package org.perpupil.formula.allocation;

import java.util.List;
import org.perpupil.formula.allocation.Explanation.Fact;
import org.perpupil.formula.allocation.Explanation.Paid;
import org.perpupil.formula.allocation.Explanation.Row;

/** An explanation in full, as text of up to 100 columns. */
final class Trace {
    private static final int COLUMNS = 100;

    /** Where the words of a fact start, behind its name. */
    private static final int TEXT = 17;

    private final Explanation explanation;
    private final StringBuilder page = new StringBuilder();

    private Trace(Explanation explanation) {
        this.explanation = explanation;
    }

    static String of(Explanation explanation) {
        Trace trace = new Trace(explanation);
        trace.write();
        return trace.page.toString();
    }

    private void write() {
        wrapped("", 0, explanation.school() + ", " + explanation.year() + ": every dollar explained");
        rows("Steps", explanation.steps());
        for (Paid paid : explanation.sources()) {
            heading(paid.source().name());
            facts(paid.facts(explanation.currencySign()));
            fact("This school", List.of(paid.subtotal().display(explanation.currencySign())));
            paid.rows().forEach(this::row);
        }
        rows("Shown, not counted", explanation.notCounted());
        page.append('\n');
        wrapped("", 0, "Budget " + explanation.total().display(explanation.currencySign()));
    }

    private void rows(String heading, List<Row> rows) {
        if (!rows.isEmpty()) {
            heading(heading);
            rows.forEach(this::row);
        }
    }

    private void heading(String text) {
        page.append('\n');
        wrapped("", 0, text);
    }

    private void row(Row row) {
        page.append('\n');
        wrapped("  ", 2, row.line() + (row.isComputed() ? ": " + row.result() : ": nothing"));
        List<Fact> facts = row.facts();
        facts(facts.subList(0, 1));
        fact(row.isComputed() ? "Working" : "Why", List.of(row.working()));
        facts(facts.subList(1, facts.size()));
    }

    private void facts(List<Fact> facts) {
        facts.forEach(fact -> fact(fact.about().toString(), fact.texts()));
    }

    private void fact(String name, List<String> texts) {
        String start = "    " + name;
        for (String text : texts) {
            wrapped(start + " ".repeat(TEXT - start.length()), TEXT, text);
            start = "    ";
        }
    }

    /** Writes words after a start, in as many rows as they take; a word that is longer than a row is broken. */
    private void wrapped(String start, int indent, String text) {
        StringBuilder row = new StringBuilder(start);
        int used = start.length();
        boolean first = true;
        for (String word : Wording.onOneLine(text).split(" ", -1)) {
            int length = word.codePointCount(0, word.length());
            if (!first && used + 1 + length > COLUMNS) {
                end(row, indent);
                used = indent;
                first = true;
            }
            if (!first) {
                row.append(' ');
                used++;
            }
            for (int character : word.codePoints().toArray()) {
                if (used == COLUMNS) {
                    end(row, indent);
                    used = indent;
                }
                row.appendCodePoint(character);
                used++;
            }
            first = false;
        }
        page.append(row.toString().stripTrailing()).append('\n');
    }

    private void end(StringBuilder row, int indent) {
        page.append(row.toString().stripTrailing()).append('\n');
        row.setLength(0);
        row.append(" ".repeat(indent));
    }
}
