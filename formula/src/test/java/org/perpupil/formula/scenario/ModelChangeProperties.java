package org.perpupil.formula.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.perpupil.formula.Line.line;
import static org.perpupil.formula.Terms.dollars;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import org.perpupil.formula.FundingFormula;
import org.perpupil.formula.Line;
import org.perpupil.formula.World;
import org.perpupil.formula.funding.FundingModel;
import org.perpupil.formula.scenario.ModelChange.Kind;

/** Whatever two definitions differ in is told, with as few moves as possible. */
class ModelChangeProperties {
    /** Lines that are named by the letters of a text. */
    private static FundingFormula order(String letters) {
        return FundingFormula.named("F")
                .add(letters.chars()
                        .mapToObj(letter -> line(Character.toString(letter)).amount(dollars(1)))
                        .toArray(Line[]::new))
                .build();
    }

    @Provide
    Arbitrary<World> worlds() {
        return World.worlds();
    }

    @Property(tries = 60)
    void whatever_makes_models_unequal_is_told_and_nothing_else(
            @ForAll("worlds") World one, @ForAll("worlds") World other) {
        FundingModel same = one.withoutUnusedFigures().model();

        assertThat(ModelChange.between(one.model(), one.model()).changes()).isEmpty();
        assertThat(ModelChange.between(one.model(), same).changes().isEmpty())
                .isEqualTo(one.model().equals(same));
        assertThat(ModelChange.between(one.model(), other.model()).changes().isEmpty())
                .isEqualTo(one.model().equals(other.model()));
    }

    @Provide
    Arbitrary<List<Character>> orders() {
        return Arbitraries.shuffle('a', 'b', 'c', 'd', 'e', 'f')
                .flatMap(all -> Arbitraries.integers().between(0, 6).map(size -> all.subList(0, size)));
    }

    /** What is not told to have moved keeps its order, and no smaller number of moves would do. */
    @Property(tries = 300)
    void as_few_lines_as_possible_are_moved(
            @ForAll("orders") List<Character> before, @ForAll("orders") List<Character> after) {
        List<Character> moved = ModelChange.between(order(text(before)), order(text(after))).changes().stream()
                .filter(change -> change.kind() == Kind.MOVED)
                .map(change -> change.name().charAt(0))
                .toList();
        List<Character> stayed = new ArrayList<>(after);
        stayed.retainAll(before);
        int common = stayed.size();
        stayed.removeAll(moved);

        List<Character> kept = new ArrayList<>(before);
        kept.retainAll(stayed);
        assertThat(stayed).isEqualTo(kept);
        assertThat(stayed).hasSize(longest(text(before), text(after)));
        Statistics.label("moved").collect(common > stayed.size());
    }

    private static String text(List<Character> letters) {
        return letters.stream().map(String::valueOf).collect(Collectors.joining());
    }

    /** The longest common subsequence by the table of the textbooks. */
    private static int longest(String one, String other) {
        int[][] table = new int[one.length() + 1][other.length() + 1];
        for (int i = 1; i <= one.length(); i++) {
            for (int j = 1; j <= other.length(); j++) {
                table[i][j] = one.charAt(i - 1) == other.charAt(j - 1)
                        ? table[i - 1][j - 1] + 1
                        : Math.max(table[i - 1][j], table[i][j - 1]);
            }
        }
        return table[one.length()][other.length()];
    }
}
