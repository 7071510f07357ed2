package org.perpupil.formula.internal.columns;

import java.util.Arrays;
import java.util.Optional;
import org.perpupil.formula.Line;

/** What one line gives every school, and how that is computed in a run. */
abstract class LineColumn {
    final Batch batch;
    final Line line;
    final Steps steps;

    /** Marks the districts in which the line cannot be told. */
    final boolean[] mark;

    /** Sums of cents below this add up, for as many lines as there are, to what a {@code long} holds. */
    private static final double MANY = 0x1p55;

    private final Column column;
    private final Optional<Purse> purse;
    private final long[] paid;

    LineColumn(Batch batch, Line line) {
        this.batch = batch;
        this.line = line;
        this.mark = batch.marks();
        this.steps = new Steps(batch, line);
        this.column = Column.of(batch.size());
        this.purse = line.source().filter(any -> line.counts()).map(source -> batch.purse(source.id()));
        this.paid = new long[batch.districtCount()];
    }

    final Line line() {
        return line;
    }

    /** What it gives every school; not for several threads at once, as some columns are made when they are asked for. */
    Column column() {
        return column;
    }

    /** Adds what it pays the schools in a range, in cents, to sums that start at a place. */
    void addCents(int from, int to, long[] sums, int start) {
        column.addCents(from, to, sums, start);
    }

    /** Copies what it pays the schools in a range, in cents, to a place. */
    void copyCents(int from, int to, long[] copies, int start) {
        Arrays.fill(copies, start, start + to - from, 0);
        addCents(from, to, copies, start);
    }

    /** Tells whether it gives a school anything, be it 0. */
    boolean hasValue(int at) {
        return column.hasValue(at);
    }

    /** What it pays a school, in cents; 0 where it gives nothing. */
    long cents(int at) {
        return column.cents(at);
    }

    /** A number that nothing in the column is below. */
    double low() {
        return column.low();
    }

    /** A number that nothing in the column is farther from 0 than. */
    double greatest() {
        return column.greatest();
    }

    /** What the column counts in: 1 is one out of so many. */
    final long per() {
        return column.per();
    }

    /** Who pays what the line gives; empty for figures and shadows. */
    final Optional<Purse> purse() {
        return purse;
    }

    /** What the line pays all schools of a district, in cents. */
    final long paid(int district) {
        return paid[district];
    }

    /** Computes the column anew if it hangs on anything new, once those of the lines above are. */
    final void run() {
        if (!refresh()) {
            return;
        }
        Arrays.fill(mark, false);
        compute();
        column.changeIn(batch.now());
        if (purse.isPresent()) {
            pay();
        }
    }

    private void pay() {
        long cents = 100 / column.per();
        if (greatest() * column.size() * cents >= MANY) {
            throw new Beyond();
        }
        for (int district = 0; district < paid.length; district++) {
            paid[district] = sum(district) * cents;
        }
    }

    /** The sum of the column in a district, in its multiples. */
    long sum(int district) {
        return column.sum(batch.start(district), batch.start(district + 1));
    }

    /** Sets what is set before a run; tells whether anything is new. */
    boolean refresh() {
        return steps.refresh();
    }

    abstract void compute();

    /** Takes nothing for computed. */
    void forget() {
        steps.forget();
    }
}
