package org.perpupil.io.oneroster;

import com.google.common.collect.ImmutableSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.perpupil.io.internal.Texts;
import org.perpupil.problem.Problem;
import org.perpupil.pupils.NeedCategory;
import org.perpupil.pupils.NeedCombination;
import org.perpupil.pupils.PupilGroup;

/** The needs that columns of the district's own tell, and the combinations that are counted of them. */
final class RosterNeeds {
    private final OneRosterOptions options;
    private final RosterRows rows;
    private List<OneRosterOptions.Need> told = List.of();

    RosterNeeds(OneRosterOptions options, RosterRows rows) {
        this.options = options;
        this.rows = rows;
    }

    /** Returns the columns that tell needs, given the headers, as {@link Texts#header} has them; each that is not there is a problem. */
    List<String> columns(Set<String> headers) {
        told = options.needs().stream()
                .filter(need -> headers.contains(Texts.header(need.column())))
                .toList();
        options.needs().stream()
                .filter(need -> !told.contains(need))
                .forEach(need -> rows.problems()
                        .tell(new Problem(
                                "csv.column-missing",
                                "%s, column \"%s\"".formatted(rows.sourceName(RosterFiles.USERS), need.column()),
                                "no such column",
                                "a column with this header, which tells %s".formatted(need.need()),
                                "Name the column as the file does, or add it to the file.")));
        return told.stream().map(OneRosterOptions.Need::column).toList();
    }

    /** Returns the needs whose columns are there. */
    ImmutableSet<NeedCategory> known() {
        return told.stream().map(OneRosterOptions.Need::need).collect(ImmutableSet.toImmutableSet());
    }

    /** Returns the needs and combinations that are counted. */
    List<PupilGroup> groups() {
        List<PupilGroup> groups = new ArrayList<>(known());
        groups.addAll(options.combinations());
        return groups;
    }

    /** Tells of a pupil who is in which {@linkplain #groups() group}; empty where that is not known. */
    List<Optional<Boolean>> of(RosterRow row) {
        Map<NeedCategory, Optional<Boolean>> has = new LinkedHashMap<>();
        told.forEach(need -> has.put(need.need(), has(need, row)));
        List<Optional<Boolean>> groups = new ArrayList<>(has.values());
        options.combinations().forEach(combination -> groups.add(isIn(combination, has)));
        return groups;
    }

    private static Optional<Boolean> has(OneRosterOptions.Need need, RosterRow row) {
        String word = row.word(need.column());
        if (need.yes().contains(word)) {
            return Optional.of(true);
        }
        if (need.no().contains(word)) {
            return Optional.of(false);
        }
        if (!word.isEmpty()) {
            row.tell(
                    "oneroster.need",
                    need.column(),
                    "%s for yes, or %s for no".formatted(words(need.yes()), words(need.no())),
                    "Name the word in the options; whether the pupil has the need is not known.");
        }
        return Optional.empty();
    }

    /** Tells whether a pupil belongs to a combination; empty if that depends on a need of which it is not known. */
    private static Optional<Boolean> isIn(NeedCombination combination, Map<NeedCategory, Optional<Boolean>> has) {
        boolean needsAll = combination.match() == NeedCombination.Match.ALL;
        Optional<Boolean> matches = any(combination.needs(), has, needsAll).map(found -> found != needsAll);
        Optional<Boolean> isLeftOut = any(combination.without(), has, false);
        if (matches.equals(Optional.of(false)) || isLeftOut.equals(Optional.of(true))) {
            return Optional.of(false);
        }
        return matches.isPresent() && isLeftOut.isPresent() ? Optional.of(true) : Optional.empty();
    }

    /** Tells whether a pupil has any of some needs, or lacks any of them. */
    private static Optional<Boolean> any(
            Set<NeedCategory> needs, Map<NeedCategory, Optional<Boolean>> has, boolean isLack) {
        boolean isKnown = true;
        for (NeedCategory need : needs) {
            Optional<Boolean> found = need.equals(NeedCategory.ALL_PUPILS)
                    ? Optional.of(true)
                    : has.getOrDefault(need, Optional.empty()); // its column is missing
            if (found.isPresent() && found.get() != isLack) {
                return Optional.of(true);
            }
            isKnown &= found.isPresent();
        }
        return isKnown ? Optional.of(false) : Optional.empty();
    }

    private static String words(Set<String> words) {
        return words.isEmpty() ? "no word" : words.stream().map(Texts::shown).collect(Collectors.joining(", "));
    }
}
