package org.perpupil.equity.peers;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.perpupil.equity.internal.FigureText;
import org.perpupil.equity.internal.Ties;
import org.perpupil.problem.Problem;

/**
 * A school beside its peers, column by column: the table that a resource-allocation review starts from. It points out where the school
 * has less or more than they do; why is for the review to talk about.
 *
 * @param unit which school
 * @param alikeIn the columns by which its peers are chosen
 * @param peers who it is compared with, the nearest first
 * @param lines one for each column, in the order they were asked for
 * @param leftOut the rows that could be nobody's peers, and what they lack
 */
public record ResourceReview(
        String unit, List<String> alikeIn, List<Peer> peers, List<Line> lines, List<Problem> leftOut) {

    public ResourceReview {
        requireNonNull(unit, "unit");
        alikeIn = ImmutableList.copyOf(alikeIn);
        peers = ImmutableList.copyOf(peers);
        lines = ImmutableList.copyOf(lines);
        leftOut = ImmutableList.copyOf(leftOut);
    }

    /**
     * What the school and its peers have in one column, each in the unit of the column. A peer that lacks the number is in none of the
     * figures.
     *
     * @param column what is compared
     * @param own what the school has; empty if that is not known
     * @param known of how many peers it is known
     * @param mean over these peers, each counting once; empty if there are none
     * @param lowest of these peers
     * @param highest of these peers
     */
    public record Line(
            String column,
            OptionalDouble own,
            int known,
            OptionalDouble mean,
            OptionalDouble lowest,
            OptionalDouble highest) {

        public Line {
            requireNonNull(column, "column");
            requireNonNull(own, "own");
            if (known < 0 || Stream.of(mean, lowest, highest).anyMatch(figure -> figure.isPresent() != known > 0)) {
                throw new IllegalArgumentException(
                        "\"%s\" has a mean, a lowest and a highest if it is known of a peer, or none of these: %s, %s, %s, %s"
                                .formatted(column, known, mean, lowest, highest));
            }
        }

        /** Returns what the school has less the mean of its peers; empty if either is not known. */
        public OptionalDouble difference() {
            return isCompared() ? OptionalDouble.of(own.orElseThrow() - mean.orElseThrow()) : OptionalDouble.empty();
        }

        /** Tells whether the school has less than every peer of which it is known; no if either is not known. */
        public boolean isBelowAll() {
            return isCompared()
                    && own.orElseThrow() < lowest.orElseThrow()
                    && !Ties.tied(own.orElseThrow(), lowest.orElseThrow());
        }

        /** Tells whether the school has more than every peer of which it is known; no if either is not known. */
        public boolean isAboveAll() {
            return isCompared()
                    && own.orElseThrow() > highest.orElseThrow()
                    && !Ties.tied(own.orElseThrow(), highest.orElseThrow());
        }

        private boolean isCompared() {
            return own.isPresent() && known > 0;
        }

        /** Returns "below all" or "above all" where {@link #isBelowAll} or {@link #isAboveAll}; else nothing. */
        public String remark() {
            return isBelowAll() ? "below all" : isAboveAll() ? "above all" : "";
        }
    }

    /**
     * Returns the line of a column.
     *
     * @throws IllegalArgumentException if there is none
     */
    public Line line(String column) {
        return lines.stream()
                .filter(line -> line.column().equals(column))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the review has no column \"%s\"; it has %s"
                        .formatted(column, lines.stream().map(Line::column).toList())));
    }

    /** Returns the table for people: figures with two decimals, or with four digits where all of a line are below 1 in size. */
    @Override
    public String toString() {
        int width =
                lines.stream().mapToInt(line -> line.column().length()).max().orElse(0);
        String row = "%-" + Math.max(1, width) + "s %15s %15s %15s %15s %6s  %s";
        return Stream.concat(
                        Stream.of(
                                "%s beside %s"
                                        .formatted(
                                                unit,
                                                peers.stream().map(Peer::unit).collect(Collectors.joining(", "))),
                                row.formatted("", "own", "mean of peers", "lowest", "highest", "known", "")),
                        lines.stream().map(line -> {
                            DoubleFunction<String> text = text(line);
                            return row.formatted(
                                    line.column(),
                                    figure(line.own(), text),
                                    figure(line.mean(), text),
                                    figure(line.lowest(), text),
                                    figure(line.highest(), text),
                                    line.known(),
                                    remark(line, text));
                        }))
                .map(String::stripTrailing)
                .collect(Collectors.joining("\n"));
    }

    private static DoubleFunction<String> text(Line line) {
        double[] known = Stream.of(line.own(), line.mean(), line.lowest(), line.highest())
                .flatMapToDouble(OptionalDouble::stream)
                .toArray();
        return FigureText.areSmall(known) ? FigureText::digits : value -> FigureText.decimals(value, 2);
    }

    private static String figure(OptionalDouble value, DoubleFunction<String> text) {
        return value.isPresent() ? text.apply(value.getAsDouble()) : "not known";
    }

    private static String remark(Line line, DoubleFunction<String> text) {
        if (line.remark().isEmpty()) {
            return "";
        }
        OptionalDouble bound = line.isBelowAll() ? line.lowest() : line.highest();
        return FigureText.beyond(line.remark(), line.own().orElseThrow(), bound.orElseThrow(), text);
    }
}
