package org.perpupil.io.report;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;

/** What pages about a plan are made of: sections of blocks, blocks of facts, sentences and tables. All of it is text. */
final class PlanSheet {
    private PlanSheet() {}

    public record Section(String anchor, String title, List<Block> blocks) {}

    /**
     * A part of a section; everything but the tables may be empty.
     *
     * @param heading what it is about
     * @param amount what it comes to
     * @param detail beside the heading
     * @param bad whether its sentences tell that something does not add up
     */
    public record Block(
            String heading,
            String amount,
            String detail,
            List<Fact> facts,
            List<String> sentences,
            boolean bad,
            List<String> items,
            List<Table> tables) {

        static Block of(Table... tables) {
            return titled("", tables);
        }

        static Block titled(String heading, Table... tables) {
            return new Block(
                    heading,
                    "",
                    "",
                    ImmutableList.of(),
                    ImmutableList.of(),
                    false,
                    ImmutableList.of(),
                    // A table without rows says nothing; sentences say that there is nothing.
                    ImmutableList.copyOf(tables).stream()
                            .filter(table -> !table.isEmpty())
                            .toList());
        }

        static Block ofItems(List<String> items) {
            return new Block(
                    "",
                    "",
                    "",
                    ImmutableList.of(),
                    ImmutableList.of(),
                    false,
                    ImmutableList.copyOf(items),
                    ImmutableList.of());
        }

        Block saying(String... more) {
            return new Block(heading, amount, detail, facts, ImmutableList.copyOf(more), bad, items, tables);
        }

        Block wrong() {
            return new Block(heading, amount, detail, facts, sentences, true, items, tables);
        }

        Block with(List<Fact> known) {
            return new Block(heading, amount, detail, ImmutableList.copyOf(known), sentences, bad, items, tables);
        }

        Block comingTo(String sum, String of) {
            return new Block(heading, sum, of, facts, sentences, bad, items, tables);
        }
    }

    public record Fact(String about, List<String> texts) {
        static Fact of(String about, String... texts) {
            return new Fact(about, ImmutableList.copyOf(texts));
        }
    }

    /**
     * A table.
     *
     * @param columns the first one is that of the heads of rows
     * @param foot sums of the whole table; may be empty
     */
    public record Table(String caption, List<Column> columns, List<Body> bodies, List<Row> foot) {

        static Table of(String caption, List<Column> columns, List<Row> rows) {
            return new Table(caption, columns, List.of(new Body("", "", rows)), List.of());
        }

        boolean isEmpty() {
            return bodies.stream()
                            .allMatch(body ->
                                    body.rows().isEmpty() && body.title().isEmpty())
                    && foot.isEmpty();
        }

        Table footed(Row... sums) {
            return new Table(caption, columns, bodies, ImmutableList.copyOf(sums));
        }

        /** How many columns a title spans. */
        public int width() {
            return columns.size();
        }
    }

    public record Column(String name, boolean number) {}

    /** Returns columns; a name that begins with {@code #} is that of a column of numbers, and shown without. */
    static List<Column> columns(String... names) {
        return ImmutableList.copyOf(names).stream()
                .map(name -> name.startsWith("#") ? new Column(name.substring(1), true) : new Column(name, false))
                .toList();
    }

    /** Rows under a title of their own; title and detail may be empty. */
    public record Body(String title, String detail, List<Row> rows) {}

    public record Row(String head, String detail, boolean sum, List<Cell> cells) {

        /** Returns a row of a table: its head, a detail of the head, and a text for each further column. */
        static Row of(List<Column> columns, String head, String detail, String... texts) {
            List<Cell> cells = new ArrayList<>();
            for (int i = 0; i < texts.length; i++) {
                Column column = columns.get(i + 1);
                cells.add(new Cell(column.name(), texts[i], "", column.number()));
            }
            return new Row(head, detail, false, ImmutableList.copyOf(cells));
        }

        Row asSum() {
            return new Row(head, detail, true, cells);
        }

        /** Returns the row with something below the text of a cell. */
        Row noting(int cell, String detail) {
            List<Cell> changed = new ArrayList<>(cells);
            Cell old = changed.get(cell);
            changed.set(cell, new Cell(old.column(), old.text(), detail, old.number()));
            return new Row(head, this.detail, sum, ImmutableList.copyOf(changed));
        }
    }

    /**
     * A cell.
     *
     * @param column what it is, where the head of the table cannot be seen
     */
    public record Cell(String column, String text, String detail, boolean number) {}
}
