package org.perpupil.formula.internal.columns;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.perpupil.district.FiscalYear;
import org.perpupil.exact.Rational;
import org.perpupil.formula.ParameterEntry;
import org.perpupil.formula.internal.Definition;
import org.perpupil.pupils.GradeSpan;

/**
 * The parameters of a definition in a year, which may be set anew before a run.
 *
 * <p>Batches of one thread share them, so that a scenario sets its hundreds of rates once and not for every few districts.
 */
public final class Dials {
    private final Definition definition;
    private final FiscalYear year;
    private final Map<String, Dial> singles = new HashMap<>();
    private final Map<String, Map<GradeSpan, Dial>> tables = new HashMap<>();
    private final Map<String, Table> byKey = new HashMap<>();
    private final List<Turn> turns = new ArrayList<>();
    private Map<String, ParameterEntry> set = Map.of();
    private boolean isBeyond;
    private long run;

    Dials(Definition definition, FiscalYear year) {
        this.definition = definition;
        this.year = year;
    }

    /** Sets entries of parameters in place of those of the definition and of those that were set before. */
    public void set(Map<String, ParameterEntry> entries) {
        set = entries;
        isBeyond = false;
        startRun();
        for (Turn turn : turns) {
            isBeyond |= !turn.turn();
        }
    }

    /** Tells whether an entry is of another kind than that of the definition, or has other keys: it may be at fault. */
    boolean isBeyond() {
        return isBeyond;
    }

    /** Starts another run: what changes from now on is newer than what was computed before. */
    void startRun() {
        run++;
    }

    /** The number of the run. */
    long now() {
        return run;
    }

    /** The entry of a parameter, which may be set; that of an earlier year never is. */
    ParameterEntry entry(String parameter, int yearsBack) {
        ParameterEntry instead = yearsBack == 0 ? set.get(parameter) : null;
        return instead != null
                ? instead
                : requireNonNull(definition.lines().parameters().get(parameter), parameter)
                        .entry(year.minusYears(yearsBack))
                        .orElseThrow();
    }

    /** The dial of a parameter that is one value in a year. */
    Dial single(String parameter, int yearsBack) {
        ParameterEntry.Single entry = (ParameterEntry.Single) entry(parameter, yearsBack);
        if (yearsBack > 0) {
            return new Dial(entry.value());
        }
        return singles.computeIfAbsent(parameter, name -> {
            Dial dial = new Dial(entry.value());
            turns.add(new Turn(name, entry) {
                @Override
                boolean take(ParameterEntry other) {
                    if (!(other instanceof ParameterEntry.Single one)) {
                        return false;
                    }
                    dial.set(one.value());
                    dial.changeIn(run);
                    return true;
                }
            });
            return dial;
        });
    }

    /** The dials of a parameter that is a table by span. */
    Map<GradeSpan, Dial> bySpan(String parameter) {
        return tables.computeIfAbsent(parameter, name -> {
            ParameterEntry.BySpan entry = (ParameterEntry.BySpan) entry(name, 0);
            Map<GradeSpan, Dial> dials = of(entry.values());
            turns.add(new Turn(name, entry) {
                @Override
                boolean take(ParameterEntry other) {
                    return other instanceof ParameterEntry.BySpan table && setAll(dials, table.values());
                }
            });
            return dials;
        });
    }

    /** A table by a text fact of the school. */
    static final class Table extends Input {
        private Map<String, Rational> values;

        Table(ParameterEntry.ByKey entry) {
            this.values = entry.values();
        }

        Optional<Rational> find(String key) {
            return Optional.ofNullable(values.get(key));
        }
    }

    /** A parameter that is a table by a text fact of the school in a year. */
    Table byKey(String parameter, int yearsBack) {
        ParameterEntry.ByKey entry = (ParameterEntry.ByKey) entry(parameter, yearsBack);
        if (yearsBack > 0) {
            return new Table(entry);
        }
        return byKey.computeIfAbsent(parameter, name -> {
            Table table = new Table(entry);
            turns.add(new Turn(name, entry) {
                @Override
                boolean take(ParameterEntry other) {
                    if (!(other instanceof ParameterEntry.ByKey keyed)
                            || !keyed.values().keySet().equals(entry.values().keySet())) {
                        return false;
                    }
                    table.values = keyed.values();
                    table.changeIn(run);
                    return true;
                }
            });
            return table;
        });
    }

    /** Dials that nobody turns. */
    static Map<GradeSpan, Dial> of(Map<GradeSpan, Rational> values) {
        Map<GradeSpan, Dial> dials = new LinkedHashMap<>();
        values.forEach((span, value) -> dials.put(span, new Dial(value)));
        return dials;
    }

    private boolean setAll(Map<GradeSpan, Dial> dials, Map<GradeSpan, Rational> values) {
        if (values.size() != dials.size()) {
            return false;
        }
        for (Map.Entry<GradeSpan, Rational> value : values.entrySet()) {
            Dial dial = dials.get(value.getKey());
            if (dial == null) {
                return false;
            }
            dial.set(value.getValue());
            dial.changeIn(run);
        }
        return true;
    }

    /** Takes the entry of a parameter whenever it is another. */
    private abstract class Turn {
        private final String parameter;
        private ParameterEntry last;
        private boolean isTaken = true;

        Turn(String parameter, ParameterEntry first) {
            this.parameter = parameter;
            this.last = first;
        }

        /** Tells whether the dials could be turned. */
        final boolean turn() {
            ParameterEntry entry = entry(parameter, 0);
            // What could be taken in part only is asked for again.
            if (!isTaken || entry != last) {
                isTaken = take(entry);
                last = entry;
            }
            return isTaken;
        }

        abstract boolean take(ParameterEntry entry);
    }
}
