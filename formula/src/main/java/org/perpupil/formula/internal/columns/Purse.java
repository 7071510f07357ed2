package org.perpupil.formula.internal.columns;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.perpupil.formula.FundedSource;
import org.perpupil.formula.Line;
import org.perpupil.formula.internal.Ledger;
import org.perpupil.money.Money;

/** What a source has in each district, and what each line pays out of it, in cents. */
final class Purse {
    private final FundedSource decision;
    private final Batch batch;
    private final long[] amounts;
    private final long[] pools;
    private final List<LineColumn> lines = new ArrayList<>();
    private final boolean[] mark;
    private final long[] left;
    private final long[] ofSchools;
    private boolean hasAmount;

    Purse(FundedSource decision, Batch batch) {
        this.decision = decision;
        this.batch = batch;
        this.amounts = new long[batch.districtCount()];
        this.pools = new long[batch.districtCount()];
        this.mark = batch.marks();
        this.left = new long[batch.districtCount()];
        this.ofSchools = new long[batch.size()];
    }

    FundedSource decision() {
        return decision;
    }

    /** Takes what the source has in a district. */
    void open(int district, Ledger ledger) {
        hasAmount = ledger.amount().isPresent();
        amounts[district] = ledger.amount().map(Money::cents).orElse(0L);
        pools[district] = ledger.pool().map(Money::cents).orElse(0L);
    }

    /** Tells whether the source has an amount; by its definition, in all districts or in none. */
    boolean hasAmount() {
        return hasAmount;
    }

    /** What the source has in a district, in cents. */
    long amount(int district) {
        return amounts[district];
    }

    /** What schools may have of it in a district, in cents. */
    long pool(int district) {
        return pools[district];
    }

    /** What the first lines that it pays leave of the pool in a district, in cents. */
    long remaining(int district, int first) {
        long left = pools[district];
        for (int at = 0; at < first; at++) {
            left -= lines.get(at).paid(district);
        }
        return left;
    }

    /** How many of some lines it pays, which are the first that the definition has. */
    int count(List<Line> first) {
        return (int) lines.stream().filter(line -> first.contains(line.line())).count();
    }

    /** Will pay what a line gives, after what it pays already. */
    void pays(LineColumn line) {
        lines.add(line);
    }

    /** Marks the districts where more is drawn than there is, or where a school gives back more than it had. */
    void check() {
        System.arraycopy(pools, 0, left, 0, left.length);
        for (LineColumn line : lines) {
            for (int district = 0; district < left.length; district++) {
                left[district] -= line.paid(district);
            }
        }
        for (int district = 0; district < left.length; district++) {
            mark[district] = hasAmount && left[district] < 0;
        }
        boolean givesBack = false;
        for (LineColumn line : lines) {
            givesBack |= line.low() < 0;
        }
        if (givesBack) {
            checkSchools();
        }
    }

    private void checkSchools() {
        Arrays.fill(ofSchools, 0);
        for (LineColumn line : lines) {
            line.addCents(0, ofSchools.length, ofSchools, 0);
        }
        for (int at = 0; at < ofSchools.length; at++) {
            if (ofSchools[at] < 0) {
                mark[batch.districtOf()[at]] = true;
            }
        }
    }
}
