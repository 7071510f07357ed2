package org.perpupil.io.report;

import com.google.common.collect.ImmutableSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.perpupil.exact.Rational;
import org.perpupil.formula.Form;
import org.perpupil.formula.ValueType;
import org.perpupil.formula.allocation.Explanation;
import org.perpupil.formula.allocation.LineResult;
import org.perpupil.formula.allocation.SharedPart;
import org.perpupil.formula.allocation.SharedPot;
import org.perpupil.formula.allocation.Wording;
import org.perpupil.formula.allocation.Working;
import org.perpupil.formula.allocation.Working.Given;
import org.perpupil.formula.allocation.Working.Made;
import org.perpupil.formula.allocation.Working.Made.Operation;
import org.perpupil.pupils.PupilGroup;

/** What one line paid one school, in a sentence for readers who know no formulas, and whom its money follows. */
record LineSentence(Words words) {
    /** A longer working is for the page that explains everything. */
    private static final int LONGEST = 160;

    String of(Explanation.Row row) {
        LineResult result = row.computed();
        if (!row.isComputed()) {
            return "Nothing: %s.".formatted(Defined.inSentence(row.working()));
        }
        Form form = result.line().form();
        if (result.part().isPresent()) {
            return form instanceof Form.Split
                    ? share(result.part().get())
                    : "%s; it has %s.".formatted(started(form.rule()), row.result());
        }
        if (!(form instanceof Form.Amount)) {
            return "%s.".formatted(started(form.rule()));
        }
        Working working = chosen(result.working().orElseThrow());
        return perPupil(working).or(() -> stated(working)).orElseGet(() -> {
            String text = row.working();
            return text.length() > LONGEST
                    ? "A longer calculation, which the school’s full explanation shows."
                    : "Calculated: %s.".formatted(Defined.inSentence(text));
        });
    }

    /** Pupils × dollars, for each span of grades that has its own rate. */
    private Optional<String> perPupil(Working working) {
        List<Working> products =
                working instanceof Made made && made.operation() == Operation.SUM ? made.parts() : List.of(working);
        List<String> texts = new ArrayList<>();
        for (Working part : products) {
            if (!(chosen(part) instanceof Made product)
                    || product.operation() != Operation.PRODUCT
                    || product.parts().size() != 2) {
                return Optional.empty();
            }
            Working one = chosen(product.parts().get(0));
            Working other = chosen(product.parts().get(1));
            Working counted = one instanceof Working.Count ? one : other;
            Working rate = counted == one ? other : one;
            if (!(counted instanceof Working.Count count)
                    || rate.type() != ValueType.MONEY
                    || rate.value().isEmpty()) {
                return Optional.empty();
            }
            texts.add("%s × %s"
                    .formatted(pupils(count), words.perPupil(rate.value().get())));
        }
        return Optional.of("%s for each.".formatted(Defined.joined(texts, "and")));
    }

    /** A sum that nothing of the school changes. */
    private Optional<String> stated(Working working) {
        return working instanceof Given given && given.kind() != Given.Kind.LINE
                ? Optional.of(
                        given.name().isEmpty()
                                ? "A fixed sum."
                                : "A sum by decision: %s.".formatted(Defined.inSentence(given.label())))
                : Optional.empty();
    }

    private String share(SharedPart part) {
        SharedPot pot = part.pot();
        boolean isTaken = pot.pot().isNegative();
        String all = isTaken ? words.money(pot.pot().negated()) : words.money(pot.pot());
        String points = Wording.of(pot.points(), part.points().type(), words.currencySign());
        String what = part.points() instanceof Working.Count count
                ? "%s of the %s in all schools that take part".formatted(pupils(count), points)
                : "%s of %s in all schools that take part"
                        .formatted(
                                Wording.of(
                                        part.points().value().orElse(Rational.ZERO),
                                        part.points().type(),
                                        words.currencySign()),
                                points);
        return "%s %s%s: the school has %s."
                .formatted(
                        isTaken ? "Its part in giving back" : "Its share of",
                        all,
                        held(part, isTaken),
                        isBinding(part) ? what + ", which would bring " + words.perPupil(part.free()) : what);
    }

    /** What bounds, its own or those of others, do to a share that is else in proportion. */
    private static String held(SharedPart part, boolean isTaken) {
        SharedPot pot = part.pot();
        if (isBinding(part)) {
            return isTaken
                    ? ", held at its limit"
                    : part.pinnedAt().equals(Optional.of(SharedPart.Bound.LEAST))
                            ? ", raised to the least that it may be"
                            : ", lowered to the most that it may be";
        }
        return pot.level().times(pot.points()).equals(pot.shared().toRational())
                ? ""
                : ", of which other schools have the least or the most that they may";
    }

    /** Whether the school has its least or most, and would have more or less without it. */
    private static boolean isBinding(SharedPart part) {
        return part.pinnedAt()
                .flatMap(bound -> bound == SharedPart.Bound.LEAST ? part.atLeast() : part.atMost())
                .flatMap(Working::value)
                .filter(bound -> !bound.equals(part.free()))
                .isPresent();
    }

    private static String pupils(Working.Count count) {
        Rational many = count.value().orElse(Rational.ZERO);
        return Wording.of(many, ValueType.NUMBER, "") + " "
                + PupilWords.plain(count.group(), many.equals(Rational.ONE_WHOLE))
                + count.span()
                        .map(span -> " (" + Defined.name(span.name()) + ")")
                        .orElse("");
    }

    private static String started(String rule) {
        return Character.toUpperCase(rule.charAt(0)) + rule.substring(1);
    }

    /** What a choice came to; what decided it is told elsewhere. */
    private static Working chosen(Working working) {
        return working instanceof Made made
                        && (made.operation() == Operation.CHOICE || made.operation() == Operation.BAND)
                        && !made.parts().isEmpty()
                ? chosen(made.parts().get(0))
                : working;
    }

    /**
     * Returns whom a line's money follows: the groups whose counts its amount or its points are made of, or the bound that a share is held
     * at. None for a fixed sum, and for a line that adds or takes what others lack or have too much.
     */
    static Set<PupilGroup> followed(LineResult result) {
        Form form = result.line().form();
        if (!result.line().counts() || !(form instanceof Form.Amount || form instanceof Form.Split)) {
            return ImmutableSet.of();
        }
        ImmutableSet.Builder<PupilGroup> groups = ImmutableSet.builder();
        result.part()
                .filter(part -> !isBinding(part))
                .map(SharedPart::points)
                .or(result::working)
                .ifPresent(working -> collect(chosen(working), groups));
        return groups.build();
    }

    private static void collect(Working working, ImmutableSet.Builder<PupilGroup> groups) {
        if (working instanceof Working.Count count) {
            groups.add(count.group());
        }
        working.parts().forEach(part -> collect(chosen(part), groups));
    }
}
