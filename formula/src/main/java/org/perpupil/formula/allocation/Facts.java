package org.perpupil.formula.allocation;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.perpupil.budget.Held;
import org.perpupil.exact.Rational;
import org.perpupil.exact.Rounding;
import org.perpupil.formula.CentralShare;
import org.perpupil.formula.FundedSource;
import org.perpupil.formula.Line;
import org.perpupil.formula.ValueType;
import org.perpupil.formula.allocation.Explanation.About;
import org.perpupil.formula.allocation.Explanation.Fact;
import org.perpupil.formula.allocation.Explanation.Paid;
import org.perpupil.formula.allocation.Explanation.Row;
import org.perpupil.money.Money;
import org.perpupil.pupils.CountBasis;
import org.perpupil.revenue.RevenueSource;

/** Puts what stands behind a line or a source into words. */
final class Facts {
    private static final int HUNDRED = 100;

    private final String sign;
    private final List<Fact> facts = new ArrayList<>();

    private Facts(String sign) {
        this.sign = sign;
    }

    static List<Fact> of(Row row) {
        Facts facts = new Facts(row.currencySign());
        LineResult computed = row.computed();
        facts.add(About.RULE, rule(computed.line()));
        facts.add(
                About.ASKED,
                computed.tests().stream()
                        .filter(test -> !computed.notApplied().equals(Optional.of(test)))
                        .toList());
        facts.add(
                About.PARAMETERS,
                row.parameters().stream().map(facts::parameter).toList());
        facts.add(About.COUNTS, row.counts().stream().map(facts::count).toList());
        computed.part().ifPresent(part -> facts.add(About.POT, facts.pot(part)));
        facts.add(About.ROUNDING, facts.rounding(row).stream().toList());
        facts.add(About.AS_SHOWN, row.asShown().stream().map(AsShown::text).toList());
        facts.add(
                About.DECIDES,
                row.held().stream().map(held -> decides(held, computed.line())).toList());
        facts.add(About.CITED, cited(row));
        return ImmutableList.copyOf(facts.facts);
    }

    static List<Fact> of(Paid paid, String sign) {
        Facts facts = new Facts(sign);
        SourceStatement statement = paid.statement();
        facts.add(
                About.USE,
                paid.source()
                        .restriction()
                        .map(restriction -> "restricted to " + restriction.purpose())
                        .orElse("unrestricted"));
        facts.add(About.AMOUNT, facts.amount(statement));
        facts.add(About.CENTRAL, facts.central(statement));
        facts.add(
                About.SET_ASIDE,
                statement.reserves().entrySet().stream()
                        .map(reserve -> facts.money(reserve.getValue()) + " for "
                                + reserve.getKey().name())
                        .toList());
        facts.add(About.POOL, statement.pool().map(facts::money).stream().toList());
        facts.add(About.ELIGIBILITY, paid.eligibility().stream().toList());
        facts.add(About.DRAWN, facts.money(statement.toSchools()) + " by all schools");
        facts.add(
                About.LEFT_OVER, statement.residual().map(facts::money).stream().toList());
        return ImmutableList.copyOf(facts.facts);
    }

    private void add(About about, String text) {
        add(about, List.of(text));
    }

    private void add(About about, List<String> texts) {
        if (!texts.isEmpty()) {
            facts.add(new Fact(about, texts));
        }
    }

    private String money(Money amount) {
        return Wording.of(amount.toRational(), ValueType.MONEY, sign);
    }

    private String money(Rational dollars) {
        return Wording.of(dollars, ValueType.MONEY, sign);
    }

    private static String rule(Line line) {
        return line.form().rule()
                + line.formula()
                        .map(name -> ", by the formula \"" + name + "\"")
                        .orElse("");
    }

    private static List<String> cited(Row row) {
        Set<String> texts = new LinkedHashSet<>();
        row.computed().line().citation().ifPresent(citation -> texts.add("the line: " + citation));
        row.parameters().stream()
                .filter(parameter -> !parameter.citation().isEmpty())
                .forEach(parameter -> texts.add(parameter.label() + ": " + parameter.citation()));
        return ImmutableList.copyOf(texts);
    }

    private String parameter(Working.Given parameter) {
        Working.Given.Dated dated = parameter.dated().orElseThrow();
        String value = parameter
                .value()
                .map(number -> Wording.of(number, parameter.type(), sign))
                .orElse("no value");
        return "%s in %s: %s%s"
                .formatted(
                        parameter.label(),
                        dated.year(),
                        dated.printed().isPresent() ? "computed with " + value : value,
                        dated.printed().map(text -> ", printed as " + text).orElse(""));
    }

    private String count(Working.Count count) {
        String basis = count.basis().orElse(CountBasis.CURRENT).name();
        return count.text(sign)
                + count.estimate()
                        .map(how -> ": " + how + ", on the basis \"" + basis + "\"")
                        .orElse(": counted, on the basis \"" + basis + "\"");
    }

    private List<String> pot(SharedPart part) {
        SharedPot pot = part.pot();
        boolean points = pot.levelType() == ValueType.MONEY;
        ValueType pointsType = points ? ValueType.NUMBER : ValueType.MONEY;
        String level = Wording.factor(pot.level(), pot.levelType(), sign);
        ImmutableList.Builder<String> texts = ImmutableList.builder();
        texts.add("%s to %s over %s: a level of %s for each %s%s"
                .formatted(
                        money(pot.pot().isNegative() ? pot.pot().negated() : pot.pot()),
                        pot.pot().isNegative() ? "take back" : "share",
                        points
                                ? Wording.of(pot.points(), pointsType, sign) + " points of all schools"
                                : Wording.of(pot.points(), pointsType, sign) + " of all schools",
                        level,
                        points ? "point" : sign + "1",
                        pot.surplus().isZero()
                                ? ""
                                : "; " + money(pot.surplus()) + " that no school may take is left"));
        String own = Wording.value(part.own(), sign);
        texts.add("this school: %s × %s%s = %s"
                .formatted(
                        Wording.value(part.points(), sign),
                        level,
                        part.own().value().filter(Rational::isZero).isPresent() ? "" : " − its own " + own,
                        money(part.free())));
        part.atLeast().ifPresent(least -> texts.add(bound("at least", least, part, SharedPart.Bound.LEAST)));
        part.atMost().ifPresent(most -> texts.add(bound("at most", most, part, SharedPart.Bound.MOST)));
        return texts.build();
    }

    private String bound(String words, Working bound, SharedPart part, SharedPart.Bound which) {
        return words + " " + Wording.value(bound, sign)
                + (part.pinnedAt().filter(which::equals).isPresent() ? ", which decides" : "");
    }

    private Optional<String> rounding(Row row) {
        LineResult computed = row.computed();
        if (!row.isComputed()) {
            return Optional.empty();
        }
        if (!row.rounding().isEmpty()) {
            return Optional.of(
                    AsShown.isShared(computed)
                            ? row.rounding() + " (units of "
                                    + computed.rounding()
                                            .map(to -> to.unit().toPlainString())
                                            .orElse("") + ")"
                            : row.rounding());
        }
        return Optional.of(computed.rounding()
                .map(Rounding::toString)
                .filter(any -> !AsShown.isShared(computed))
                .map(unit -> "exact as it is (to " + unit + ")")
                .orElse("exact as it is"));
    }

    private static String decides(Held held, Line line) {
        return switch (held) {
            case FREE ->
                "the school"
                        + line.source()
                                .filter(RevenueSource::isRestricted)
                                .map(source -> ", within the restriction of " + source.name())
                                .orElse("");
            case SET -> "nobody: it comes with its use stated";
            case LOCKED -> "the central office; the school has no say";
        };
    }

    private String amount(SourceStatement statement) {
        FundedSource decision = statement.decision();
        String from = decision.setAside()
                .map(aside -> ", set aside from " + aside.from() + share(aside.share()))
                .orElse("");
        return statement.amount().map(whole -> money(whole) + from).orElse("none; only what is drawn is told");
    }

    private List<String> central(SourceStatement statement) {
        FundedSource decision = statement.decision();
        if (statement.amount().isEmpty()) {
            return List.of();
        }
        return switch (decision.disposition()) {
            case LOCKED -> List.of(money(statement.central()) + ": what is given to no school stays central");
            case SCHOOL_GRANT -> List.of(money(statement.central()) + ": a grant passes through to the schools named");
            case UNLOCKED ->
                decision.setAside().isPresent()
                        ? List.of()
                        : List.of(money(decision.central().of(statement.amount().get())) + share(decision.central()));
        };
    }

    private String share(CentralShare share) {
        if (share instanceof CentralShare.Rate rate) {
            return ": " + Wording.of(rate.share().times(Rational.of(HUNDRED)), ValueType.NUMBER, "")
                    + "% of the amount, to the cent";
        }
        return share.equals(CentralShare.NONE) ? "" : ": a fixed sum";
    }
}
