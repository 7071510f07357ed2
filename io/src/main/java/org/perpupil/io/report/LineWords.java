package org.perpupil.io.report;

import static java.util.Objects.requireNonNull;
import static org.perpupil.io.report.Defined.joined;
import static org.perpupil.io.report.Defined.quoted;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.perpupil.district.SchoolId;
import org.perpupil.exact.Rounding;
import org.perpupil.formula.Form;
import org.perpupil.formula.FundedSource;
import org.perpupil.formula.Line;
import org.perpupil.formula.RateTable;
import org.perpupil.formula.Term;
import org.perpupil.formula.ValueType;

/**
 * What a line does, in sentences.
 *
 * @param steps what is computed first, in order
 * @param limits for which schools; empty for all
 * @param sentences what the line computes, and for whom it does not
 * @param payer who pays; empty where nobody does
 * @param remarks how it is rounded, who decides on its use, where it comes from
 */
record LineWords(
        List<String> steps, List<String> limits, List<String> sentences, List<String> payer, List<String> remarks) {

    static LineWords of(Defined defined, Line line) {
        TermWords terms = new TermWords(defined, Optional.of(line));
        List<String> limits = limits(defined, line, terms);
        List<String> sentences = new ArrayList<>(new Says(defined, line, terms).sentences());
        if (!line.exceptions().isEmpty()) {
            sentences.add("Left out by decision: %s.".formatted(byReason(line.exceptions(), LineWords::ids)));
        }
        return new LineWords(terms.steps(), limits, sentences, payer(defined, line), remarks(defined, line));
    }

    /** Everything, as it can be read without the lines around it. */
    String alone() {
        return Stream.of(steps, limits, sentences, payer, remarks)
                .flatMap(List::stream)
                .collect(Collectors.joining(" "));
    }

    /** What the line pays and for which schools, in short: a sentence, and what it takes to understand it. */
    static String brief(Defined defined, Line line) {
        if (line.form() instanceof Form.Amount amount
                && amount.term() instanceof Term.Decided decided
                && !decided.bySchool().isEmpty()) {
            return "Decided for %s by name."
                    .formatted(Words.schools(decided.bySchool().size()));
        }
        LineWords words = of(defined, line);
        return Stream.of(words.steps(), words.limits(), words.sentences().subList(0, 1))
                .flatMap(List::stream)
                .collect(Collectors.joining(" "));
    }

    /** What is said under the heading of the source that pays. */
    List<String> underSource() {
        return Stream.of(limits, sentences, remarks).flatMap(List::stream).toList();
    }

    private static List<String> limits(Defined defined, Line line, TermWords terms) {
        List<String> limits = new ArrayList<>();
        line.source()
                .flatMap(source -> defined.decision(source.id()))
                .flatMap(FundedSource::eligible)
                .ifPresent(condition -> limits.add("Only for schools eligible for %s; a school is eligible if %s."
                        .formatted(defined.source(line.source().orElseThrow().id()), terms.words(condition))));
        line.where().ifPresent(condition -> limits.add("Only if %s.".formatted(terms.words(condition))));
        return limits;
    }

    /** Schools under the reason that they share. */
    private static String byReason(Map<SchoolId, String> reasons, Function<List<SchoolId>, String> words) {
        Map<String, List<SchoolId>> schools = new LinkedHashMap<>();
        reasons.forEach((school, reason) ->
                schools.computeIfAbsent(reason, any -> new ArrayList<>()).add(school));
        return schools.entrySet().stream()
                .map(group -> "%s (%s)".formatted(words.apply(group.getValue()), quoted(group.getKey())))
                .collect(Collectors.joining("; "));
    }

    private static String ids(List<SchoolId> schools) {
        return (schools.size() == 1 ? "school " : "schools ")
                + joined(
                        schools.stream()
                                .map(school -> Defined.name(school.value()))
                                .toList(),
                        "and");
    }

    private static List<String> payer(Defined defined, Line line) {
        if (!line.form().isAmount()) {
            return List.of();
        }
        Optional<String> source = line.source().map(from -> defined.source(from.id()));
        if (line.isShadow()) {
            return List.of(source.map("These are points by which %s is shared; they are not paid."::formatted)
                    .orElse("This is shown and not paid."));
        }
        return List.of(source.map(name -> line.form() instanceof Form.TakeBack || line.form() instanceof Form.LowerTo
                        ? "What is given back goes to %s.".formatted(name)
                        : "Paid from %s.".formatted(name))
                .orElse("It counts in sums of lines; which source pays it is not said here."));
    }

    private static List<String> remarks(Defined defined, Line line) {
        List<String> remarks = new ArrayList<>();
        ValueType type = line.form().type();
        Optional<Rounding> rounding = defined.rounding(line);
        boolean usual = line.form().isAmount()
                && rounding.filter(defined.formula().rounding()::equals).isPresent();
        if (!usual && !(line.form() instanceof Form.Shared)) {
            rounding.ifPresent(to -> remarks.add("Rounded %s.".formatted(defined.rounding(to, type))));
        }
        line.held()
                .ifPresent(held -> remarks.add(
                        switch (held) {
                            case FREE -> "The school decides what it is spent on.";
                            case SET -> "The school gets it for a stated use.";
                            case LOCKED -> "The school has no say in what it is spent on.";
                        }));
        line.section().ifPresent(section -> remarks.add("It belongs to the section %s.".formatted(quoted(section))));
        line.citation()
                .filter(citation -> !citation.isBlank())
                .ifPresent(citation -> remarks.add("Source: %s.".formatted(Defined.inSentence(citation))));
        return remarks;
    }

    /** One way to say each form. */
    private record Says(Defined defined, Line line, TermWords terms) {

        List<String> sentences() {
            Form form = line.form();
            if (form instanceof Form.Amount amount) {
                return amount(amount.term());
            } else if (form instanceof Form.Figure figure) {
                return List.of(
                        "A figure for later lines, which is never paid: %s.".formatted(terms.words(figure.term())));
            } else if (form instanceof Form.Own own) {
                return own(own);
            } else if (form instanceof Form.RaiseTo raise) {
                return List.of(
                        "A guarantee: a school whose counted lines come to less than %s gets the difference."
                                .formatted(terms.inside(raise.floor())),
                        "The counted lines are %s.".formatted(terms.selected(raise.counting())));
            } else if (form instanceof Form.LowerTo lower) {
                return lowerTo(lower);
            } else if (form instanceof Form.Split split) {
                return split(split);
            } else if (form instanceof Form.Prorate prorate) {
                return List.of(
                        "Each school claims %s.".formatted(terms.words(prorate.claims())),
                        "The claims are paid in full if %s covers all of them; otherwise all of them are reduced by the same factor, to the last %s."
                                .formatted(terms.inside(prorate.pot()), unit()),
                        "What the claims do not need stays where it is.");
            } else if (form instanceof Form.Lift lift) {
                return List.of(
                        "The schools that have the least share %s, to the last %s, so that all of them reach the same level."
                                .formatted(terms.inside(lift.pot()), unit()),
                        "A school’s level is its own means and its part together, divided by %s; its own means are %s."
                                .formatted(terms.inside(lift.pupils()), terms.words(lift.means())),
                        "A school above the level gets nothing.");
            } else if (form instanceof Form.ServeInOrder serve) {
                return List.of(
                        "Each school claims %s.".formatted(terms.words(serve.claims())),
                        "Schools are served in order of %s, 1 first, until %s is spent."
                                .formatted(terms.inside(serve.rank()), terms.inside(serve.pot())),
                        "The last one served may get a part of its claim; what no claim needs stays where it is.");
            } else if (form instanceof Form.KeepWithin keep) {
                return keepWithin(keep);
            }
            return takeBack((Form.TakeBack) form);
        }

        /** What is not written in the definition is told by its name and description, and from what it is computed. */
        private List<String> own(Form.Own own) {
            return List.of(
                    "A figure for later lines, which is never paid: %s, which a program of the district’s own computes."
                            .formatted(quoted(own.figure().name())),
                    "It is %s.".formatted(Defined.inSentence(own.figure().description())),
                    "It is computed from %s."
                            .formatted(joined(
                                    own.inputs().stream().map(terms::inside).toList(), "and")));
        }

        private List<String> amount(Term term) {
            if (term instanceof Term.Decided decided && !decided.bySchool().isEmpty()) {
                Map<SchoolId, String> reasons = new LinkedHashMap<>();
                Map<SchoolId, String> values = new LinkedHashMap<>();
                decided.bySchool().forEach((school, decision) -> {
                    reasons.put(school, decision.reason());
                    values.put(
                            school,
                            "%s for school %s"
                                    .formatted(
                                            defined.value(decision.value(), decided.type()),
                                            Defined.name(school.value())));
                });
                return List.of("Decided for named schools: %s."
                        .formatted(byReason(
                                reasons,
                                schools -> joined(
                                        schools.stream()
                                                .map(school -> requireNonNull(values.get(school)))
                                                .toList(),
                                        "and"))));
            }
            String gets = line.isShadow() || line.source().isEmpty() ? "For each school" : "Each school gets";
            boolean isStated = term instanceof Term.PerPupil perPupil && perPupil.table() instanceof RateTable.Stated;
            String words =
                    (gets.startsWith("For") ? gets + ":" : isStated ? gets + "," : gets) + " " + terms.words(term);
            return List.of(words + ".");
        }

        private List<String> lowerTo(Form.LowerTo lower) {
            List<String> sentences = new ArrayList<>(List.of(
                    "A limit: a school whose counted lines come to more than %s gives back what is above it."
                            .formatted(terms.inside(lower.cap())),
                    "The counted lines are %s.".formatted(terms.selected(lower.counting()))));
            if (line.counts()) {
                line.source()
                        .ifPresent(source -> sentences.add("No school gives back more than %s has paid it before."
                                .formatted(defined.source(source.id()))));
            }
            return sentences;
        }

        private List<String> split(Form.Split split) {
            List<String> sentences = new ArrayList<>(List.of("The schools share %s in proportion to %s, to the last %s."
                    .formatted(terms.inside(split.pot()), terms.inside(split.points()), unit())));
            if (!split.isBounded()) {
                sentences.add(
                        isCount(split.points())
                                ? "So each of these pupils brings the same: what is shared, divided by their number in all schools that take part."
                                : "So a school gets what is shared × its own value divided by the total of all schools that take part.");
                return sentences;
            }
            split.atLeast()
                    .ifPresent(floor -> sentences.add(
                            "A guarantee: no school’s share is less than %s.".formatted(terms.inside(floor))));
            split.atMost()
                    .ifPresent(cap ->
                            sentences.add("A limit: no school’s share is more than %s.".formatted(terms.inside(cap))));
            if (split.atLeast().isPresent() && split.atMost().isPresent()) {
                sentences.add("Where the two disagree, the guarantee holds.");
            }
            String others = split.atMost().isEmpty()
                    ? "The other schools pay for this"
                    : split.atLeast().isEmpty()
                            ? "The other schools share what this leaves"
                            : "The other schools pay for this, or share what it leaves";
            sentences.add(
                    isCount(split.points())
                            ? others + ": in them each of these pupils brings the same, as much as spends the whole."
                            : others + ", in proportion to their own values, so that the whole is spent.");
            return sentences;
        }

        private static boolean isCount(Term term) {
            return term instanceof Term.Pupils
                    || (term instanceof Term.IfMissing missing && missing.of() instanceof Term.Pupils);
        }

        private List<String> keepWithin(Form.KeepWithin keep) {
            List<String> sentences = new ArrayList<>();
            String counted = terms.selected(keep.counting());
            keep.floor()
                    .ifPresent(floor -> sentences.add("A guarantee: no school’s counted lines come to less than %s."
                            .formatted(terms.inside(floor))));
            keep.cap()
                    .ifPresent(cap -> sentences.add(
                            "A limit: no school’s counted lines come to more than %s.".formatted(terms.inside(cap))));
            if (keep.floor().isPresent() && keep.cap().isPresent()) {
                sentences.add("Where the two disagree, the guarantee holds.");
            }
            sentences.add("The counted lines are %s.".formatted(counted));
            sentences.add(
                    "The other schools pay for this, or share what it leaves, in proportion to what they have from %s."
                            .formatted(terms.selected(keep.moved())));
            sentences.add("It adds nothing in all, and no school gives back more than it has from those lines.");
            return sentences;
        }

        private List<String> takeBack(Form.TakeBack back) {
            return List.of(
                    "The schools give back %s, in proportion to %s, to the last %s."
                            .formatted(terms.inside(back.amount()), terms.inside(back.from()), unit()),
                    "No school gives back more than that is.");
        }

        private String unit() {
            return defined.rounding(line)
                    .map(rounding -> defined.unit(rounding, ValueType.MONEY))
                    .orElse("cent");
        }
    }
}
