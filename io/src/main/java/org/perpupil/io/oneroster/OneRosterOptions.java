package org.perpupil.io.oneroster;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedSet;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.perpupil.io.internal.Texts;
import org.perpupil.pupils.Grade;
import org.perpupil.pupils.NeedCategory;
import org.perpupil.pupils.NeedCombination;
import org.perpupil.pupils.PupilGroup;

/**
 * What OneRoster leaves to the district. Each method returns other options and leaves these as they are.
 *
 * <pre>{@code
 * OneRosterOptions options = OneRosterOptions.usual()
 *         .schoolIdFromIdentifier()
 *         .grade("PR", Grade.PRE_KINDERGARTEN)
 *         .needFrom(POVERTY, "metadata.frl", Set.of("F", "R"), Set.of("P"));
 * }</pre>
 */
public final class OneRosterOptions {
    private static final OneRosterOptions USUAL = new OneRosterOptions(
            false, false, Optional.empty(), ImmutableMap.of(), ImmutableList.of(), ImmutableSet.of());

    private final boolean idFromIdentifier;
    private final boolean primaryOnly;
    private final Optional<LocalDate> date;
    private final ImmutableMap<String, Grade> grades;
    private final ImmutableList<Need> needs;
    private final ImmutableSet<NeedCombination> combinations;

    private OneRosterOptions(
            boolean idFromIdentifier,
            boolean primaryOnly,
            Optional<LocalDate> date,
            ImmutableMap<String, Grade> grades,
            ImmutableList<Need> needs,
            ImmutableSet<NeedCombination> combinations) {
        this.idFromIdentifier = idFromIdentifier;
        this.primaryOnly = primaryOnly;
        this.date = date;
        this.grades = grades;
        this.needs = needs;
        this.combinations = combinations;
    }

    /** A column that tells a need; words as {@link #folded} gives them. */
    record Need(NeedCategory need, String column, ImmutableSortedSet<String> yes, ImmutableSortedSet<String> no) {}

    /**
     * Returns what holds if nothing else is said: schools go by their {@code sourcedId}, all roles count, whenever they begin and end, only
     * the standard's grade codes are known, and no needs.
     */
    public static OneRosterOptions usual() {
        return USUAL;
    }

    /** Schools go by their {@code identifier}, such as the state's number of a school; one without is a problem. */
    public OneRosterOptions schoolIdFromIdentifier() {
        return new OneRosterOptions(true, primaryOnly, date, grades, needs, combinations);
    }

    /**
     * A pupil counts only where the role is primary, so that each counts once. Version 1.1 does not say which is, and refuses this.
     */
    public OneRosterOptions primaryRolesOnly() {
        return new OneRosterOptions(idFromIdentifier, true, date, grades, needs, combinations);
    }

    /**
     * A pupil counts only where the role is in force on a date, that of its begin and its end among them; one without begin or end is not
     * bounded there. Version 1.1 has no such dates, and refuses this.
     */
    public OneRosterOptions on(LocalDate countDate) {
        return new OneRosterOptions(
                idFromIdentifier,
                primaryOnly,
                Optional.of(requireNonNull(countDate, "countDate")),
                grades,
                needs,
                combinations);
    }

    /**
     * A text in the column of grades stands for one, such as {@code PR} for pre-kindergarten; in any case. A cell with several codes can be
     * given as a whole, {@code "09,10"}, and the empty text for a cell without any.
     *
     * @throws IllegalStateException if the text already stands for one
     */
    public OneRosterOptions grade(String text, Grade grade) {
        String key = folded(text);
        Grade earlier = grades.get(key);
        if (earlier != null) {
            throw new IllegalStateException("\"%s\" already stands for grade %s; cannot also be %s"
                    .formatted(text, earlier.code(), grade.code()));
        }
        return new OneRosterOptions(
                idFromIdentifier,
                primaryOnly,
                date,
                ImmutableMap.<String, Grade>builder()
                        .putAll(grades)
                        .put(key, requireNonNull(grade, "grade"))
                        .buildOrThrow(),
                needs,
                combinations);
    }

    /**
     * A column of the district's own in {@code users.csv} tells a need: the words for yes and those for no, in any case. Another word is a
     * problem. A cell without a word tells neither, unless the empty text is among the words.
     *
     * @param column such as {@code metadata.frl}
     * @throws IllegalArgumentException if there is no word for yes, one means both, or the need is {@link NeedCategory#ALL_PUPILS}
     * @throws IllegalStateException if the need already has a column
     */
    public OneRosterOptions needFrom(NeedCategory need, String column, Collection<String> yes, Collection<String> no) {
        if (need.equals(NeedCategory.ALL_PUPILS)) {
            throw new IllegalArgumentException("no column tells who is a pupil; every pupil counts");
        }
        Need added = new Need(need, requireNonNull(column, "column"), folded(yes), folded(no));
        if (added.yes().isEmpty()) {
            throw new IllegalArgumentException("%s needs at least one word for yes".formatted(need));
        }
        Set<String> both = new LinkedHashSet<>(added.yes());
        both.retainAll(added.no());
        if (!both.isEmpty()) {
            throw new IllegalArgumentException("%s means both yes and no of %s".formatted(both, need));
        }
        for (Need earlier : needs) {
            if (earlier.need().equals(need)) {
                throw new IllegalStateException("%s already comes from column \"%s\"; cannot also be \"%s\""
                        .formatted(need, earlier.column(), column));
            }
        }
        return new OneRosterOptions(
                idFromIdentifier,
                primaryOnly,
                date,
                grades,
                ImmutableList.<Need>builder().addAll(needs).add(added).build(),
                combinations);
    }

    /**
     * Counts the pupils of a combination of needs too, each once, such as those with {@linkplain PupilGroup#anyOf any of} poverty and
     * English learner.
     *
     * @throws IllegalArgumentException if the group is no combination
     * @throws IllegalStateException if no column was named for one of its needs
     */
    public OneRosterOptions counting(PupilGroup group) {
        if (!(group instanceof NeedCombination combination)) {
            throw new IllegalArgumentException("%s is no combination; its column is enough".formatted(group.name()));
        }
        Set<NeedCategory> unknown = new LinkedHashSet<>(combination.needs());
        unknown.addAll(combination.without());
        unknown.remove(NeedCategory.ALL_PUPILS);
        needs.forEach(need -> unknown.remove(need.need()));
        if (!unknown.isEmpty()) {
            throw new IllegalStateException(
                    "%s cannot be counted: no column was named for %s".formatted(combination.name(), unknown));
        }
        return new OneRosterOptions(
                idFromIdentifier,
                primaryOnly,
                date,
                grades,
                needs,
                ImmutableSet.<NeedCombination>builder()
                        .addAll(combinations)
                        .add(combination)
                        .build());
    }

    private static ImmutableSortedSet<String> folded(Collection<String> words) {
        return words.stream()
                .map(OneRosterOptions::folded)
                .collect(ImmutableSortedSet.toImmutableSortedSet(Comparator.naturalOrder()));
    }

    /** Returns the form in which words are compared. */
    static String folded(String word) {
        return Texts.trimmed(word).toLowerCase(Locale.ROOT);
    }

    boolean isIdFromIdentifier() {
        return idFromIdentifier;
    }

    boolean isPrimaryOnly() {
        return primaryOnly;
    }

    Optional<LocalDate> date() {
        return date;
    }

    Map<String, Grade> grades() {
        return grades;
    }

    ImmutableList<Need> needs() {
        return needs;
    }

    ImmutableSet<NeedCombination> combinations() {
        return combinations;
    }
}
