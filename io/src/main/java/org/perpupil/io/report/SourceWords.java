package org.perpupil.io.report;

import static org.perpupil.io.report.Defined.joined;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.perpupil.account.AccountPattern;
import org.perpupil.formula.CentralShare;
import org.perpupil.formula.Disposition;
import org.perpupil.formula.FundedSource;
import org.perpupil.revenue.Restriction;
import org.perpupil.revenue.RevenueSource;

/** What is decided about a source, in sentences. */
final class SourceWords {
    private final Defined defined;
    private final FundedSource source;

    private SourceWords(Defined defined, FundedSource source) {
        this.defined = defined;
        this.source = source;
    }

    static List<String> of(Defined defined, FundedSource source) {
        return new SourceWords(defined, source).sentences();
    }

    private List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        sentences.add("%s, %s.".formatted(origin(), use(source.source())));
        source.setAside()
                .ifPresentOrElse(
                        aside -> sentences.add(
                                "A reserve: it is set aside from %s, %s, before that source is distributed, and pays no more than that."
                                        .formatted(defined.source(aside.from()), defined.central(aside.share()))),
                        () -> decision(sentences));
        if (source.disposition() == Disposition.UNLOCKED) {
            sentences.add(
                    source.source().isRestricted()
                            ? "Within the restriction, schools decide what it is spent on, unless a line says otherwise."
                            : "Schools decide what it is spent on, unless a line says otherwise.");
        }
        return sentences;
    }

    private String origin() {
        return switch (source.source().origin()) {
            case FEDERAL -> "Federal money";
            case STATE -> "State money";
            case LOCAL -> "Local money";
            case PRIVATE -> "Private money";
        };
    }

    private static String use(RevenueSource source) {
        if (source.restriction().isEmpty()) {
            return "free of restrictions";
        }
        Restriction restriction = source.restriction().get();
        List<String> use = new ArrayList<>();
        boolean forNeeds = restriction.purpose().startsWith("pupils: ")
                && !restriction.needs().isEmpty();
        use.add(forNeeds ? "restricted" : "restricted to this use: " + Defined.name(restriction.purpose()));
        List<String> needs = restriction.needs().stream()
                .map(need -> Defined.name(need.name()))
                .toList();
        if (!needs.isEmpty()) {
            use.add((forNeeds ? "to" : "for") + " pupils counted as " + joined(needs, "or"));
        }
        if (!restriction.spans().isEmpty()) {
            use.add("in "
                    + joined(restriction.spans().stream().map(PupilWords::span).toList(), "or"));
        }
        if (!restriction.accounts().isEmpty()) {
            use.add("for accounts " + Defined.name(AccountPattern.join(restriction.accounts().stream())));
        }
        return String.join(forNeeds ? " " : ", ", use);
    }

    private void decision(List<String> sentences) {
        switch (source.disposition()) {
            case LOCKED ->
                sentences.add(
                        defined.isDrawn(source.source())
                                ? "Locked: it is not distributed by formula. It stays central, but for what the lines below give to named schools, which have no say in its use."
                                : "Locked: it is not distributed to schools, and stays central.");
            case SCHOOL_GRANT ->
                sentences.add(
                        "A school grant: it is awarded to named schools, reaches them whole, and is for the use that the award states.");
            case UNLOCKED -> unlocked(sentences);
        }
    }

    private void unlocked(List<String> sentences) {
        if (source.openEnded()) {
            sentences.add("It has no fixed amount: it pays what its lines come to.");
        } else {
            List<String> held = new ArrayList<>();
            if (!source.central().equals(CentralShare.NONE)) {
                held.add("%s stays central".formatted(defined.central(source.central())));
            }
            defined.sources().stream()
                    .filter(other -> other.setAside()
                            .filter(aside -> aside.from().equals(source.source().id()))
                            .isPresent())
                    .forEach(reserve -> held.add("%s is set aside as %s"
                            .formatted(
                                    defined.central(
                                            reserve.setAside().orElseThrow().share()),
                                    defined.source(reserve.source().id()))));
            sentences.add(
                    held.isEmpty()
                            ? "All of it is its pool, which its lines distribute."
                            : "%s; the rest is its pool, which its lines distribute.".formatted(joined(held, "and")));
        }
        source.eligible().ifPresent(condition -> {
            TermWords terms = new TermWords(defined, Optional.empty());
            String where = terms.words(condition);
            sentences.addAll(terms.steps());
            sentences.add("A school is eligible for it if %s; no other school gets anything from it.".formatted(where));
        });
    }
}
