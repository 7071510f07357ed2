package org.perpupil.io.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.perpupil.district.FiscalYear;
import org.perpupil.exact.Rational;
import org.perpupil.exact.Rounding;
import org.perpupil.formula.CentralShare;
import org.perpupil.formula.FundedSource;
import org.perpupil.formula.FundingFormula;
import org.perpupil.formula.Line;
import org.perpupil.formula.Parameter;
import org.perpupil.formula.ParameterEntry;
import org.perpupil.formula.ValueType;
import org.perpupil.formula.allocation.Wording;
import org.perpupil.io.internal.Texts;
import org.perpupil.revenue.RevenueSource;
import org.perpupil.revenue.SourceId;

/**
 * A definition in a year, with the words for its names and values.
 *
 * @param sources the decisions on sources; none for a formula alone
 * @param sign of the currency
 */
record Defined(FundingFormula formula, List<FundedSource> sources, FiscalYear year, String sign) {
    private static final Rational HUNDRED = Rational.of(100);

    Line line(String name) {
        return formula.lines().stream()
                .filter(line -> line.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no line \"%s\" in \"%s\"; it has %s"
                        .formatted(
                                name,
                                formula.name(),
                                formula.lines().stream().map(Line::name).toList())));
    }

    /** What a line is called where others refer to it. */
    String reference(String line) {
        return references(List.of(line));
    }

    /** What several lines are called together, such as {@code the lines “a” and “b”}. */
    String references(Collection<String> lines) {
        Map<Boolean, List<String>> byKind = lines.stream().collect(Collectors.partitioningBy(this::isAmount));
        List<String> words = new ArrayList<>();
        byKind.forEach((amounts, names) -> {
            if (!names.isEmpty()) {
                words.add("the " + (amounts ? "line" : "figure") + (names.size() == 1 ? " " : "s ")
                        + joined(names.stream().map(Defined::quoted).toList(), "and"));
            }
        });
        return joined(words, "and");
    }

    private boolean isAmount(String line) {
        return formula.lines().stream()
                .filter(other -> other.name().equals(line))
                .allMatch(other -> other.form().isAmount());
    }

    /** The decision on a source; empty where the definition is a formula alone. */
    Optional<FundedSource> decision(SourceId source) {
        return sources.stream()
                .filter(decided -> decided.source().id().equals(source))
                .findFirst();
    }

    /** Tells whether a line pays from a source. */
    boolean isDrawn(RevenueSource source) {
        return formula.lines().stream()
                .anyMatch(line ->
                        line.counts() && line.source().filter(source::equals).isPresent());
    }

    String source(SourceId id) {
        return decision(id)
                .map(FundedSource::source)
                .or(() -> formula.lines().stream()
                        .flatMap(line -> line.source().stream())
                        .filter(source -> source.id().equals(id))
                        .findFirst())
                .map(RevenueSource::name)
                .map(Defined::name)
                .orElseGet(() -> name(id.value()));
    }

    /** The entry of a parameter in the year, or so many years before; empty if there is none. */
    Optional<ParameterEntry> entry(String parameter, int yearsBack) {
        return Optional.ofNullable(formula.parameters().get(parameter)).flatMap(known -> entry(known, yearsBack));
    }

    private Optional<ParameterEntry> entry(Parameter parameter, int yearsBack) {
        return parameter.byYear().entrySet().stream()
                .filter(entry -> entry.getKey().ending() == year.ending() - yearsBack)
                .findFirst()
                .map(Map.Entry::getValue);
    }

    /** A year that may lie before all that are fiscal years. */
    String year(int yearsBack) {
        int ending = year.ending() - yearsBack;
        return ending < 1900
                ? yearsBack + " years before " + year
                : FiscalYear.of(ending).toString();
    }

    /** How amounts and figures are rounded; empty for a figure that is kept exact. */
    Optional<Rounding> rounding(Line line) {
        return formula.roundingOf(line);
    }

    String value(Rational value, ValueType type) {
        return type == ValueType.MONEY ? money(value) : number(value);
    }

    String money(Rational dollars) {
        String shown = Wording.of(dollars, ValueType.MONEY, sign);
        return dollars.toExactDecimal().isPresent() ? shown : shown + " (exactly " + dollars + ")";
    }

    /** A number; a part of a whole as a per cent. */
    String number(Rational number) {
        return isShare(number) ? percent(number) : plain(number);
    }

    static boolean isShare(Rational number) {
        return number.signum() > 0
                && number.compareTo(Rational.ONE_WHOLE) < 0
                && number.toExactDecimal().filter(exact -> exact.scale() <= 6).isPresent();
    }

    static String plain(Rational number) {
        return number.toExactDecimal().isPresent()
                ? Wording.of(number, ValueType.NUMBER, "")
                : (number.signum() < 0 ? "−" : "") + number.toString().replace("-", "");
    }

    /** A share as a per cent, exactly; one that no per cent is, as a fraction. */
    static String percent(Rational share) {
        Rational percent = share.times(HUNDRED);
        return percent.toExactDecimal().isPresent() ? plain(percent) + "%" : plain(share);
    }

    /** The value of a parameter as its document prints it; where that is another number, with the one that is computed with. */
    String printed(ParameterEntry.Single single, ValueType type) {
        return single.printedOtherwise()
                .map(other -> "printed as " + name(other) + ", computed with " + written(single.value(), type))
                .orElseGet(() -> printed(single.value(), single.printed(), type));
    }

    /** A value as its document prints it; an amount always with its currency. */
    String printed(Rational value, Optional<String> printed, ValueType type) {
        return printed.filter(text -> type == ValueType.NUMBER)
                .map(Defined::name)
                .orElseGet(() -> written(value, type));
    }

    /** A value as it writes itself: 0.34 is no 34% here. */
    String written(Rational value, ValueType type) {
        return type == ValueType.MONEY ? money(value) : plain(value);
    }

    String central(CentralShare share) {
        return share instanceof CentralShare.Rate rate
                ? percent(rate.share()) + " of its amount"
                : money(((CentralShare.Sum) share).amount().toRational());
    }

    /** The unit of a rounding, such as {@code cent}. */
    String unit(Rounding rounding, ValueType type) {
        BigDecimal unit = rounding.unit();
        if (type == ValueType.NUMBER) {
            return unit.compareTo(BigDecimal.ONE) == 0 ? "whole number" : "multiple of " + plain(Rational.of(unit));
        }
        if (sign.equals("$")) {
            if (unit.compareTo(BigDecimal.ONE) == 0) {
                return "dollar";
            } else if (unit.compareTo(new BigDecimal("0.01")) == 0) {
                return "cent";
            }
        }
        return "multiple of " + money(Rational.of(unit));
    }

    String rounding(Rounding rounding, ValueType type) {
        String unit = unit(rounding, type);
        String to = "the " + (unit.startsWith("multiple") ? "next " : unit.startsWith("whole") ? "" : "whole ") + unit;
        return switch (rounding.mode()) {
            case HALF_UP -> nearest(unit) + ", a half away from zero";
            case HALF_DOWN -> nearest(unit) + ", a half towards zero";
            case HALF_EVEN -> nearest(unit) + ", a half to the even one";
            case UP -> "up (away from zero) to " + to;
            case DOWN -> "down (towards zero) to " + to;
            case CEILING -> "to " + to + " that is not below it";
            case FLOOR -> "to " + to + " that is not above it";
            case UNNECESSARY -> throw new IllegalStateException("a rounding has a rule");
        };
    }

    private static String nearest(String unit) {
        return "to the nearest " + unit;
    }

    static boolean isCents(Rounding rounding) {
        return rounding.equals(new Rounding(new BigDecimal("0.01"), RoundingMode.HALF_UP));
    }

    /** A name on one line, without what cannot be seen; letters that run from right to left stay among themselves. */
    static String name(String text) {
        String clean = Texts.onOneLine(text)
                .codePoints()
                .map(letter -> canBeShown(letter) ? letter : '\uFFFD')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        if (clean.isEmpty()) {
            return "(without letters)";
        }
        return clean.codePoints().anyMatch(Defined::runsFromTheRight) ? "\u2068" + clean + "\u2069" : clean;
    }

    /** A text before a full stop, of which there are not two. */
    static String inSentence(String text) {
        String name = name(text);
        return name.length() > 1 && name.endsWith(".") && !name.endsWith("..")
                ? name.substring(0, name.length() - 1)
                : name;
    }

    private static boolean canBeShown(int letter) {
        return !Character.isISOControl(letter)
                && Character.getType(letter) != Character.SURROGATE
                && (letter & 0xFFFE) != 0xFFFE;
    }

    private static boolean runsFromTheRight(int letter) {
        byte direction = Character.getDirectionality(letter);
        return direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT
                || direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC
                || direction == Character.DIRECTIONALITY_ARABIC_NUMBER;
    }

    static String quoted(String text) {
        return "“" + name(text) + "”";
    }

    /** Several words as one, such as {@code a, b and c}. */
    static String joined(List<String> words, String last) {
        if (words.size() < 2) {
            return String.join("", words);
        }
        return words.stream().limit(words.size() - 1L).collect(Collectors.joining(", ")) + " " + last + " "
                + words.get(words.size() - 1);
    }
}
