package org.perpupil.io.report;

import static org.perpupil.io.report.Defined.joined;
import static org.perpupil.io.report.Defined.quoted;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.perpupil.district.SchoolId;
import org.perpupil.formula.Condition;
import org.perpupil.formula.ConditionVisitor;
import org.perpupil.formula.Term;
import org.perpupil.io.report.Phrase.Shape;

/**
 * The words for conditions; one that hangs together by “and” or “or” stands in brackets beside another.
 *
 * @param terms the words for the terms that are compared
 */
record ConditionWords(TermWords terms) implements ConditionVisitor<Phrase> {

    /** A whole condition; a very long one is a step that holds or does not. */
    Phrase test(Condition condition) {
        Phrase phrase = phrase(condition);
        return phrase.text().length() > 2 * TermWords.LONGEST ? terms.held(condition, phrase) : phrase;
    }

    private Phrase phrase(Condition condition) {
        return condition.accept(this);
    }

    @Override
    public Phrase compare(Condition.Compare condition) {
        return compare(condition, true);
    }

    private Phrase compare(Condition.Compare condition, boolean holds) {
        if (condition.left() instanceof Term.Pupils pupils
                && condition.how() == Condition.Comparison.MORE_THAN
                && TermWords.isZero(condition.right())) {
            return Phrase.of("the school has " + (holds ? "" : "no ") + anyPupils(pupils), Shape.CLAUSE, List.of());
        }
        Phrase left = terms.operand(condition.left());
        Phrase right = terms.operand(condition.right());
        return Phrase.of(
                left.text() + " " + condition.how().words(holds) + " " + right.text(),
                Shape.CLAUSE,
                List.of(left, right));
    }

    private static String anyPupils(Term.Pupils pupils) {
        return PupilWords.pupils(pupils.group())
                + pupils.span().map(span -> " in " + PupilWords.span(span)).orElse("")
                + PupilWords.basis(pupils.basis());
    }

    @Override
    public Phrase is(Condition.Is condition) {
        return Phrase.name("the school’s " + quoted(condition.flag()) + " is yes");
    }

    @Override
    public Phrase oneOf(Condition.OneOf condition) {
        return oneOf(condition, "is ", "is one of ");
    }

    private static Phrase oneOf(Condition.OneOf condition, String one, String several) {
        List<String> texts = TermWords.quotedAll(condition.texts());
        String which = switch (texts.size()) {
            case 0 -> several + "none at all";
            case 1 -> one + texts.get(0);
            default -> several + joined(texts, "and");
        };
        return new Phrase("the school’s " + quoted(condition.fact()) + " " + which, Shape.CLAUSE, 0);
    }

    @Override
    public Phrase listed(Condition.Listed condition) {
        return listed(condition, "is");
    }

    private static Phrase listed(Condition.Listed condition, String is) {
        if (condition.reasons().isEmpty()) {
            return Phrase.name("the school " + is + " on a list on which there is none");
        }
        List<String> schools = new ArrayList<>();
        for (Map.Entry<SchoolId, String> school : condition.reasons().entrySet()) {
            schools.add("school %s, %s".formatted(Defined.name(school.getKey().value()), quoted(school.getValue())));
        }
        return Phrase.name("the school %s on a list (%s)".formatted(is, TermWords.listed(schools)));
    }

    @Override
    public Phrase isGiven(Condition.IsGiven condition) {
        return isGiven(condition, true);
    }

    private Phrase isGiven(Condition.IsGiven condition, boolean given) {
        if (condition.term() instanceof Term.LastYear last && last.line().isEmpty()) {
            return Phrase.name("the school had " + (given ? "a" : "no") + " budget last year");
        }
        Phrase of = terms.operand(condition.term());
        return new Phrase(of.text() + (given ? " is known" : " is not known"), Shape.NAME, of.depth());
    }

    @Override
    public Phrase all(Condition.All condition) {
        return together(condition.parts(), " and ", "always");
    }

    @Override
    public Phrase any(Condition.Any condition) {
        return together(condition.parts(), " or ", "never");
    }

    private Phrase together(List<Condition> conditions, String word, String ofNone) {
        if (conditions.isEmpty()) {
            return Phrase.name(ofNone);
        }
        if (conditions.size() == 1) {
            return phrase(conditions.get(0));
        }
        Set<Phrase> parts = new LinkedHashSet<>();
        for (Condition condition : conditions) {
            Phrase phrase = phrase(condition);
            boolean bracketed = isJoined(condition);
            if ((phrase.depth() > 0 && bracketed) || phrase.text().length() > TermWords.LONGEST) {
                parts.add(terms.held(condition, phrase));
            } else {
                parts.add(bracketed ? phrase.inBrackets() : phrase);
            }
        }
        return TermWords.joinedBy(word, Shape.CLAUSE, List.copyOf(parts));
    }

    /** Tells whether words hang together by “and” or “or” already. */
    private static boolean isJoined(Condition condition) {
        return condition instanceof Condition.All
                || condition instanceof Condition.Any
                || (condition instanceof Condition.Not not && isJoined(not.condition()))
                || (condition instanceof Condition.OneOf oneOf && oneOf.texts().size() > 1);
    }

    @Override
    public Phrase not(Condition.Not condition) {
        Condition of = condition.condition();
        if (of instanceof Condition.Compare compare) {
            return compare(compare, false);
        } else if (of instanceof Condition.Is is) {
            return Phrase.name("the school’s " + quoted(is.flag()) + " is no");
        } else if (of instanceof Condition.OneOf oneOf) {
            return oneOf(oneOf, "is not ", "is none of ");
        } else if (of instanceof Condition.Listed listed) {
            return listed(listed, "is not");
        } else if (of instanceof Condition.IsGiven given) {
            return isGiven(given, false);
        } else if (of instanceof Condition.Not twice) {
            return phrase(twice.condition());
        }
        Phrase phrase = phrase(of);
        Phrase inside =
                phrase.is(Shape.NAME) ? phrase : phrase.depth() > 0 ? terms.held(of, phrase) : phrase.inBrackets();
        return new Phrase("it is not so that " + inside.text(), Shape.CLAUSE, inside.depth());
    }
}
