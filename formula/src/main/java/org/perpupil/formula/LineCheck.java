package org.perpupil.formula;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.perpupil.exact.Rounding;
import org.perpupil.problem.Problem;

/** Finds what can be wrong with a list of lines before any district is known. */
final class LineCheck {
    private final FundingFormula formula;
    private final Set<String> names = new LinkedHashSet<>();
    private final Map<String, Line> above = new LinkedHashMap<>();
    private final Set<String> sectionsAbove = new LinkedHashSet<>();
    private final Set<String> sectionsWithAmounts = new LinkedHashSet<>();
    private final Map<String, OwnFigure> figures = new HashMap<>();
    private final List<Problem> problems = new ArrayList<>();

    LineCheck(FundingFormula formula) {
        this.formula = formula;
        formula.lines().forEach(line -> {
            if (!names.add(line.name())) {
                add("line.twice", line, "a second line of this name", "one line for a name", "Rename one of them.");
            }
        });
    }

    List<Problem> problems() {
        Set<String> formulas = new LinkedHashSet<>();
        formula.lines().forEach(line -> line.formula().ifPresent(formulas::add));
        for (Line line : formula.lines()) {
            line.section()
                    .filter(formulas::contains)
                    .ifPresent(section -> add(
                            "section.formula",
                            line,
                            "a section \"" + section + "\", which is a formula",
                            "sections and formulas of different names",
                            "Rename the section."));
            checkRounding(line);
            if (line.form() instanceof Form.Own own) {
                checkOwn(line, own.figure());
            }
            line.form().terms().forEach(term -> term.walk(part -> check(line, part)));
            if (line.form() instanceof Form.Shared shared) {
                checkPot(line, shared.columns().pot());
            }
            line.where().ifPresent(where -> where.terms().forEach(term -> term.walk(part -> check(line, part))));
            above.putIfAbsent(line.name(), line);
            Stream.concat(line.section().stream(), line.formula().stream()).forEach(section -> {
                sectionsAbove.add(section);
                if (line.form().isAmount()) {
                    sectionsWithAmounts.add(section);
                }
            });
        }
        return problems;
    }

    /** A file and a stamp know an own figure by its name alone. */
    private void checkOwn(Line line, OwnFigure figure) {
        OwnFigure earlier = figures.putIfAbsent(figure.name(), figure);
        if (earlier != null && !earlier.equals(figure)) {
            add(
                    "figure.twice",
                    line,
                    "a second own figure \"%s\"".formatted(figure.name()),
                    "one own figure for a name",
                    "Use one OwnFigure value for both, or rename one of them.");
        }
    }

    private void checkRounding(Line line) {
        Rounding rounding = formula.roundingOf(line).orElse(Rounding.cents());
        if (line.form().isAmount() && !rounding.givesWholeCents()) {
            add(
                    "line.rounding",
                    line,
                    "rounded to " + rounding,
                    "a whole number of cents for an amount",
                    "Make the finer step a figure, and the amount a line of its own.");
        }
    }

    private void check(Line line, Term term) {
        if (term instanceof Term.ParameterValue value) {
            checkParameter(line, value.name(), value.type());
        } else if (term instanceof Term.PerPupil perPupil && perPupil.table() instanceof RateTable.Named named) {
            checkParameter(line, named.parameter(), named.type());
        } else if (term instanceof Term.LineValue value) {
            checkLine(line, value.line(), value.type());
        } else if (term instanceof Term.SumOf sum) {
            checkSelection(line, sum);
        } else if (term instanceof Term.Level level) {
            checkLevel(line, level);
        }
    }

    /** A pot is the same for every school, so it hangs on no fact of one; a total over all schools is welcome. */
    private void checkPot(Line line, Term pot) {
        if (pot instanceof Term.Total) {
            return;
        }
        boolean ofSchool = pot instanceof Term.Pupils
                || pot instanceof Term.PerPupil
                || pot instanceof Term.Fact
                || pot instanceof Term.Decided
                || pot instanceof Term.LastYear
                || pot instanceof Term.LineValue
                || pot instanceof Term.SumOf
                || pot instanceof Term.Rank
                || (pot instanceof Term.ParameterValue value && value.by().isPresent())
                || (pot instanceof Term.When when && !(when.condition() instanceof Condition.Compare));
        if (ofSchool) {
            add(
                    "pot.of-school",
                    line,
                    "a pot that differs by school",
                    "constants, parameters, sums of sources and totals over all schools",
                    "Use total(…) for a sum over all schools.");
            return;
        }
        pot.parts().forEach(part -> checkPot(line, part));
    }

    private void checkParameter(Line line, String name, ValueType type) {
        Parameter parameter = formula.parameters().get(name);
        if (parameter == null) {
            add(
                    "parameter.unknown",
                    line,
                    "no parameter \"" + name + "\"",
                    formula.parameters().isEmpty()
                            ? "a parameter of the formula, which has none"
                            : "one of " + formula.parameters().keySet(),
                    "Correct the name, or add the parameter.");
        } else if (parameter.type() != type) {
            add(
                    "parameter.type",
                    line,
                    "\"%s\" as %s".formatted(name, type),
                    "\"%s\" as %s".formatted(name, parameter.type()),
                    "Use rate(…) or perPupil(…) for money, and share(…) or weighted(…) for numbers.");
        }
    }

    /** Finds a line above; tells what is wrong if there is none. */
    private boolean checkLine(Line line, String name, ValueType type) {
        Line earlier = above.get(name);
        if (earlier == null) {
            boolean itself = name.equals(line.name());
            boolean later = names.contains(name) && !itself;
            add(
                    itself ? "line.itself" : later ? "line.later" : "line.unknown",
                    line,
                    "refers to \"" + name + "\", "
                            + (itself ? "itself" : later ? "which comes later" : "which is no line"),
                    "a line above",
                    later ? "Move one of the two." : "Correct the name.");
            return false;
        }
        if (earlier.form().type() != type) {
            add(
                    "line.type",
                    line,
                    "\"%s\" as %s".formatted(name, type),
                    "\"%s\" as %s".formatted(name, earlier.form().type()),
                    "Use amount(…) for money and figure(…) for numbers.");
        }
        return true;
    }

    private void checkSelection(Line line, Term.SumOf sum) {
        Selection selection = sum.lines();
        switch (selection.reach()) {
            case LINES -> selection.names().forEach(name -> checkLine(line, name, sum.type()));
            case SECTION ->
                selection.names().forEach(section -> {
                    if (!sectionsAbove.contains(section)) {
                        add(
                                "section.unknown",
                                line,
                                "refers to section \"" + section + "\", which has no line above",
                                "a section or formula with a line above",
                                "Correct the name, or move the line below it.");
                    } else if (!sectionsWithAmounts.contains(section)) {
                        // Summed up, it would be $0 for every school.
                        add(
                                "section.figures",
                                line,
                                "refers to section \"" + section + "\", which has only figures above",
                                "a section or formula with an amount above",
                                "Name the figures themselves.");
                    }
                });
            case SOURCE, EVERYTHING_ABOVE -> {}
        }
        selection.except().forEach(name -> {
            if (!above.containsKey(name)) {
                checkLine(line, name, sum.type());
            }
        });
    }

    private void checkLevel(Line line, Term.Level level) {
        if (!checkLine(line, level.line(), ValueType.MONEY)) {
            return;
        }
        Line earlier = above.get(level.line());
        if (earlier == null || !(earlier.form() instanceof Form.Shared shared)) {
            add(
                    "level.none",
                    line,
                    "the level of \"" + level.line() + "\"",
                    "the level of a line that shares a pot",
                    "Name a line made by split, prorate, lift, serveInOrder, keepWithin or takeBack.");
        } else if ((shared.columns().by().type() == ValueType.NUMBER) != (level.type() == ValueType.MONEY)) {
            add(
                    "level.type",
                    line,
                    "the level of \"%s\" as %s".formatted(level.line(), level.type()),
                    "dollars for one point, or a ratio if the points are money",
                    "Use levelOf(…) for dollars and ratioOf(…) for a ratio.");
        }
    }

    private void add(String code, Line line, String found, String allowed, String remedy) {
        problems.add(new Problem(
                code, "formula \"%s\", line \"%s\"".formatted(formula.name(), line.name()), found, allowed, remedy));
    }
}
