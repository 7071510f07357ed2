package org.perpupil.io.report;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.TextStyle;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.perpupil.exact.Rational;
import org.perpupil.plan.EvidenceTier;
import org.perpupil.plan.Goal;
import org.perpupil.plan.Metric;
import org.perpupil.plan.Recurrence;

/** What a plan says, as its pages show it. */
final class PlanWords {
    private PlanWords() {}

    /** Returns such as {@code June 30, 2002}. */
    static String day(LocalDate day) {
        return "%s %s, %s"
                .formatted(
                        day.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH),
                        day.getDayOfMonth(),
                        day.getYear());
    }

    static String day(Optional<LocalDate> day) {
        return day.map(PlanWords::day).orElse(Words.NONE);
    }

    /** Returns a constant's name in words: {@code UNDER_WAY} is {@code under way}. */
    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Returns such as {@code tier 1, strong}. */
    static String evidence(Optional<EvidenceTier> evidence) {
        return evidence.map(tier -> "tier %s, %s".formatted(tier.tier(), of(tier)))
                .orElse("none named");
    }

    static String recurrence(Optional<Recurrence> recurrence) {
        return recurrence.map(PlanWords::of).orElse("");
    }

    static String value(Metric metric, Optional<BigDecimal> value) {
        return value.map(metric::show).orElse(Words.NONE);
    }

    /** Returns such as {@code 53% short}. */
    static String shortfall(Rational share) {
        return Words.percent(share) + " short";
    }

    /** Returns a text with a capital where a sentence begins. */
    static String capital(String text) {
        int first = text.codePointAt(0);
        return Character.toString(Character.toTitleCase(first)) + text.substring(Character.charCount(first));
    }

    /** Returns such as {@code pass algebra, poverty: from 41% in 1998–99 to 50% by June 30, 2002}; what is not said is left out. */
    static String aim(Goal goal) {
        String measured = goal.metric()
                .map(metric -> metric + goal.pupils().map(of -> ", " + of).orElse(""))
                .orElse("no metric");
        Optional<String> from = goal.metric()
                .flatMap(metric -> goal.baseline()
                        .map(value -> "from %s in %s"
                                .formatted(
                                        metric.show(value), goal.baselineYear().orElseThrow())));
        Optional<String> to = goal.metric().flatMap(metric -> goal.target().map(value -> "to " + metric.show(value)));
        Optional<String> by = goal.deadline().map(day -> "by " + day(day));
        String way = Stream.of(from, to, by).flatMap(Optional::stream).collect(Collectors.joining(" "));
        return way.isEmpty() ? measured : measured + ": " + way;
    }

    static String listed(Set<String> several) {
        return String.join(", ", several);
    }
}
