package org.perpupil.formula.scenario;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.perpupil.district.FiscalYear;
import org.perpupil.district.SchoolId;
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
import org.perpupil.formula.funding.FundingModel;
import org.perpupil.revenue.RevenueSource;

/**
 * What changes from one definition to another, for those who adopt it: parameters with their citations, decisions on sources, and lines.
 *
 * <p>Whatever makes two definitions unequal is told, and nothing else is. That a term or a condition is another one is told without its
 * parts, for which the files can be compared.
 *
 * @param changes first of the definition as a whole, then of parameters, sources and lines; of each what is removed, and then the
 *     others in the order of the later definition
 */
public record ModelChange(List<Change> changes) {

    /** What a change is made to. */
    public enum Part {
        DEFINITION,
        PARAMETER,
        SOURCE,
        LINE
    }

    /** How it is changed. */
    public enum Kind {
        ADDED,
        REMOVED,
        CHANGED,
        /** It stands elsewhere among those that stay; the order of lines is meaning. */
        MOVED
    }

    /**
     * One change.
     *
     * @param name of the part
     * @param aspect which of its sides is changed, such as {@code rounding} or {@code 2026–27}; empty for the part itself
     * @param before what it was, for people; empty if that cannot be told in a few words
     * @param after what it becomes, or where it stands then, for people; empty if that cannot be told in a few words
     * @param citation where a parameter's value comes from; otherwise empty
     */
    public record Change(
            Part part, String name, String aspect, Kind kind, String before, String after, String citation) {

        /** Returns the change for people; its layout is no format. */
        @Override
        public String toString() {
            String what = switch (kind) {
                case ADDED -> "added" + (after.isEmpty() ? "" : " " + after);
                case REMOVED -> "removed" + (before.isEmpty() ? "" : " " + before);
                case MOVED -> "moved " + after;
                case CHANGED ->
                    before.isEmpty() && after.isEmpty() ? "changed" : words(before) + " becomes " + words(after);
            };
            return part.name().toLowerCase(Locale.ROOT)
                    + " \"" + name + "\""
                    + (aspect.isEmpty() ? "" : ", " + aspect)
                    + ": " + what
                    + (citation.isEmpty() ? "" : " (" + citation + ")");
        }

        private static String words(String text) {
            return text.isEmpty() ? "nothing" : text;
        }
    }

    public ModelChange {
        changes = ImmutableList.copyOf(changes);
    }

    /** Returns what changes between two models; nothing if they are equal. */
    public static ModelChange between(FundingModel before, FundingModel after) {
        return between(before.lines(), before.sources(), after.lines(), after.sources());
    }

    /** Returns what changes between two formulas; nothing if they are equal. */
    public static ModelChange between(FundingFormula before, FundingFormula after) {
        return between(before, sources(before), after, sources(after));
    }

    /** The sources of a formula's lines, on which nothing is decided. */
    private static List<FundedSource> sources(FundingFormula formula) {
        return formula.lines().stream()
                .flatMap(line -> line.source().stream())
                .distinct()
                .sorted(Comparator.comparing(RevenueSource::id))
                .map(source -> FundedSource.unlocked(source, CentralShare.NONE, Optional.empty(), false))
                .toList();
    }

    private static ModelChange between(
            FundingFormula before,
            List<FundedSource> sourcesBefore,
            FundingFormula after,
            List<FundedSource> sourcesAfter) {
        List<Change> changes = new ArrayList<>();
        Side definition = new Side(Part.DEFINITION, after.name(), changes);
        definition.compare("name", before.name(), after.name(), name -> name);
        definition.compare("rounding of amounts", before.rounding(), after.rounding(), Rounding::toString);
        compareParameters(before.parameters(), after.parameters(), changes);
        Listed<FundedSource> sources =
                new Listed<>(Part.SOURCE, source -> source.source().id().value(), changes);
        sources.compare(sourcesBefore, sourcesAfter, ModelChange::compareSources);
        Listed<Line> lines = new Listed<>(Part.LINE, Line::name, changes);
        lines.compare(before.lines(), after.lines(), ModelChange::compareLines);
        return new ModelChange(changes);
    }

    private static void compareParameters(
            Map<String, Parameter> before, Map<String, Parameter> after, List<Change> changes) {
        before.keySet().stream()
                .filter(name -> !after.containsKey(name))
                .forEach(name -> new Side(Part.PARAMETER, name, changes).add("", Kind.REMOVED, "", "", ""));
        after.forEach((name, parameter) -> {
            Side side = new Side(Part.PARAMETER, name, changes);
            Parameter earlier = before.get(name);
            if (earlier == null) {
                side.add("", Kind.ADDED, "", "", "");
            } else {
                side.compare("type", earlier.type(), parameter.type(), ValueType::toString);
            }
            Map<FiscalYear, ParameterEntry> entries = earlier == null ? Map.of() : earlier.byYear();
            Set<FiscalYear> years = new TreeSet<>(entries.keySet());
            years.addAll(parameter.byYear().keySet());
            years.forEach(
                    year -> compareYear(side, year, Optional.ofNullable(entries.get(year)), parameter.entry(year)));
        });
    }

    private static void compareYear(
            Side side, FiscalYear year, Optional<ParameterEntry> before, Optional<ParameterEntry> after) {
        if (before.equals(after)) {
            return;
        }
        Map<String, String> rowsBefore = before.map(ModelChange::rows).orElse(Map.of());
        Map<String, String> rowsAfter = after.map(ModelChange::rows).orElse(Map.of());
        if (rowsBefore.equals(rowsAfter)) {
            side.compare(
                    year + ", citation",
                    before.map(ParameterEntry::citation),
                    after.map(ParameterEntry::citation),
                    cite -> cite.orElse(""));
            side.compare(year.toString(), before.map(ModelChange::uncited), after.map(ModelChange::uncited), any -> "");
            return;
        }
        Set<String> rows = new LinkedHashSet<>(rowsBefore.keySet());
        rows.addAll(rowsAfter.keySet());
        for (String row : rows) {
            String was = rowsBefore.getOrDefault(row, "");
            String is = rowsAfter.getOrDefault(row, "");
            Kind kind = was.isEmpty() ? Kind.ADDED : is.isEmpty() ? Kind.REMOVED : Kind.CHANGED;
            if (!was.equals(is)) {
                side.add(
                        year + (row.isEmpty() ? "" : ", " + row),
                        kind,
                        was,
                        is,
                        after.or(() -> before).orElseThrow().citation());
            }
        }
    }

    /** The values of an entry as they are printed, by span or text. */
    private static Map<String, String> rows(ParameterEntry entry) {
        Map<String, String> rows = new LinkedHashMap<>();
        if (entry instanceof ParameterEntry.Single single) {
            rows.put(
                    "",
                    single.printedOtherwise()
                            .map(printed -> single.value() + ", printed as " + printed)
                            .orElse(single.printed().orElse(single.value().toString())));
        } else if (entry instanceof ParameterEntry.BySpan table) {
            table.values()
                    .forEach((span, value) ->
                            rows.put(span.toString(), table.printed().getOrDefault(span, value.toString())));
        } else if (entry instanceof ParameterEntry.ByKey table) {
            table.values()
                    .forEach((text, value) ->
                            rows.put("\"" + text + "\"", table.printed().getOrDefault(text, value.toString())));
        }
        return rows;
    }

    private static ParameterEntry uncited(ParameterEntry entry) {
        if (entry instanceof ParameterEntry.Single single) {
            return new ParameterEntry.Single(single.value(), single.printed(), "");
        }
        if (entry instanceof ParameterEntry.BySpan table) {
            return new ParameterEntry.BySpan(table.values(), table.printed(), "");
        }
        ParameterEntry.ByKey table = (ParameterEntry.ByKey) entry;
        return new ParameterEntry.ByKey(table.values(), table.printed(), "");
    }

    private static void compareSources(Side side, FundedSource before, FundedSource after) {
        side.compare("name", before.source().name(), after.source().name(), name -> name);
        side.compare("origin", before.source().origin(), after.source().origin(), ModelChange::word);
        side.compare(
                "restriction",
                before.source().restriction(),
                after.source().restriction(),
                restriction -> restriction.map(to -> to.purpose()).orElse(""));
        side.compare("disposition", before.disposition(), after.disposition(), ModelChange::word);
        side.compare("central share", before.central(), after.central(), ModelChange::words);
        side.compare(
                "eligible schools",
                before.eligible(),
                after.eligible(),
                condition -> condition.map(any -> "those of a condition").orElse("all"));
        side.compare(
                "amount", before.openEnded(), after.openEnded(), openEnded -> openEnded ? "open-ended" : "as expected");
        side.compare(
                "set aside",
                before.setAside(),
                after.setAside(),
                aside -> aside.map(of -> words(of.share()) + " of " + of.from()).orElse(""));
    }

    private static String words(CentralShare share) {
        if (share instanceof CentralShare.Rate rate) {
            return Wording.of(rate.share().times(Rational.of(100)), ValueType.NUMBER, "") + "%";
        }
        return share.equals(CentralShare.NONE)
                ? ""
                : ((CentralShare.Sum) share).amount().toString();
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static void compareLines(Side side, Line before, Line after) {
        side.compare("what it computes", before.form(), after.form(), any -> "");
        side.compare(
                "source",
                before.source().map(RevenueSource::id),
                after.source().map(RevenueSource::id),
                id -> id.map(Object::toString).orElse(""));
        side.compare(
                "schools",
                before.where(),
                after.where(),
                condition -> condition.map(any -> "those of a condition").orElse("all"));
        Set<SchoolId> schools = new TreeSet<>(before.exceptions().keySet());
        schools.addAll(after.exceptions().keySet());
        schools.forEach(school -> side.compare(
                "exception of school " + school,
                Optional.ofNullable(before.exceptions().get(school)),
                Optional.ofNullable(after.exceptions().get(school)),
                reason -> reason.orElse("")));
        side.compare(
                "rounding",
                before.rounding(),
                after.rounding(),
                rounding -> rounding.map(Rounding::toString).orElse("the usual one"));
        side.compare(
                "held",
                before.held(),
                after.held(),
                held -> held.map(ModelChange::word).orElse("as its source"));
        side.compare("citation", before.citation(), after.citation(), cite -> cite.orElse(""));
        side.compare("section", before.section(), after.section(), section -> section.orElse(""));
        side.compare("formula", before.formula(), after.formula(), formula -> formula.orElse(""));
        side.compare("counting", before.isShadow(), after.isShadow(), shadow -> shadow ? "only shown" : "as its form");
    }

    /** One part, with the list to which its changes are added. */
    private record Side(Part part, String name, List<Change> changes) {
        void add(String aspect, Kind kind, String before, String after, String citation) {
            changes.add(new Change(part, name, aspect, kind, before, after, citation));
        }

        /** Tells that values are unequal, in words if these tell them apart. */
        <T> void compare(String aspect, T before, T after, Function<T, String> words) {
            if (!before.equals(after)) {
                String was = words.apply(before);
                String is = words.apply(after);
                boolean alike = was.equals(is);
                add(aspect, Kind.CHANGED, alike ? "" : was, alike ? "" : is, "");
            }
        }
    }

    /** Compares two of the same name. */
    @FunctionalInterface
    private interface Comparing<T> {
        void compare(Side side, T before, T after);
    }

    /** Parts whose order is told. */
    private record Listed<T>(Part part, Function<T, String> name, List<Change> changes) {

        void compare(List<T> before, List<T> after, Comparing<T> comparing) {
            Map<String, T> earlier = byName(before);
            Map<String, T> later = byName(after);
            earlier.keySet().stream()
                    .filter(gone -> !later.containsKey(gone))
                    .forEach(gone -> new Side(part, gone, changes).add("", Kind.REMOVED, "", "", ""));
            Set<String> moved = moved(List.copyOf(earlier.keySet()), List.copyOf(later.keySet()));
            String place = "to the top";
            for (Map.Entry<String, T> entry : later.entrySet()) {
                Side side = new Side(part, entry.getKey(), changes);
                T was = earlier.get(entry.getKey());
                if (was == null) {
                    side.add("", Kind.ADDED, "", place, "");
                } else {
                    if (moved.contains(entry.getKey())) {
                        side.add("", Kind.MOVED, "", place, "");
                    }
                    comparing.compare(side, was, entry.getValue());
                }
                place = "below \"" + entry.getKey() + "\"";
            }
        }

        private Map<String, T> byName(List<T> parts) {
            Map<String, T> byName = new LinkedHashMap<>();
            parts.forEach(one -> byName.put(name.apply(one), one));
            return byName;
        }

        /** The fewest names that must move: all but the longest run that keeps its order. */
        private static Set<String> moved(List<String> before, List<String> after) {
            Map<String, Integer> places = new HashMap<>();
            before.forEach(name -> places.put(name, places.size()));
            List<String> common = after.stream().filter(places::containsKey).toList();
            int[] at = common.stream()
                    .mapToInt(name -> places.getOrDefault(name, 0))
                    .toArray();
            // endOf[k] is where a run of k + 1 names ends that leaves most room for others behind it
            int[] endOf = new int[at.length];
            int[] previous = new int[at.length];
            int longest = 0;
            for (int i = 0; i < at.length; i++) {
                int low = 0;
                for (int high = longest; low < high; ) {
                    int middle = (low + high) / 2;
                    if (at[endOf[middle]] < at[i]) {
                        low = middle + 1;
                    } else {
                        high = middle;
                    }
                }
                previous[i] = low == 0 ? -1 : endOf[low - 1];
                endOf[low] = i;
                longest = Math.max(longest, low + 1);
            }
            Set<String> moved = new HashSet<>(common);
            for (int i = longest == 0 ? -1 : endOf[longest - 1]; i >= 0; i = previous[i]) {
                moved.remove(common.get(i));
            }
            return moved;
        }
    }

    /** Returns the changes of one kind of part. */
    public List<Change> of(Part part) {
        return changes.stream().filter(change -> change.part() == part).toList();
    }

    /** Returns every change on a line of its own, for people; its layout is no format. */
    @Override
    public String toString() {
        return changes.isEmpty()
                ? "nothing changes"
                : changes.stream().map(Change::toString).collect(Collectors.joining("\n"));
    }
}
