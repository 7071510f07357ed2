package org.perpupil.docs;

import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.perpupil.budget.Budgets;
import org.perpupil.district.District;
import org.perpupil.district.SchoolId;
import org.perpupil.exact.Rational;
import org.perpupil.formula.ValueType;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.allocation.Comparison;
import org.perpupil.formula.allocation.GuardOutcome;
import org.perpupil.formula.allocation.NeedMatrix;
import org.perpupil.formula.allocation.ShadowNotice;
import org.perpupil.formula.allocation.SourceStatement;
import org.perpupil.formula.allocation.Wording;
import org.perpupil.formula.scenario.Scenarios;
import org.perpupil.money.Money;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.pupils.PupilCount;
import org.perpupil.pupils.PupilGroup;

/** An allocation on one screen: the schools, where the money went, what a pupil brings, who gains, one school's working. */
final class Summary {
    private static final int LARGEST_CHANGES = 3;

    private final Allocation allocation;
    private final String sign;
    private final StringBuilder text = new StringBuilder();

    private Summary(Allocation allocation) {
        this.allocation = allocation;
        this.sign = allocation.district().currencySign();
    }

    static String of(
            Allocation allocation, Budgets before, Scenarios scenarios, SchoolId shown, List<String> assumptions) {
        Summary summary = new Summary(allocation);
        summary.schools();
        summary.sources();
        summary.needs();
        summary.changes(allocation.comparedWith(before));
        summary.guards();
        summary.shadow();
        summary.scenarios(scenarios);
        summary.heading("One school's working");
        summary.text.append(allocation.of(shown).explain());
        summary.heading("What is fact, estimate and assumption");
        assumptions.forEach(assumption -> summary.text.append(assumption).append('\n'));
        return summary.text.toString();
    }

    private void heading(String words) {
        text.append('\n')
                .append(words)
                .append('\n')
                .append("-".repeat(words.length()))
                .append('\n');
    }

    private void schools() {
        District district = allocation.district();
        text.append("%s, %s\n".formatted(district.name(), allocation.year()));
        text.append("%s schools, %s pupils, %s for schools\n"
                .formatted(
                        district.schools().size(),
                        count(district.pupils()),
                        allocation.total().display(sign)));
    }

    private static String count(PupilCount pupils) {
        return Wording.of(Rational.of(pupils.value()), ValueType.NUMBER, "");
    }

    private void sources() {
        heading("Where every cent went");
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("source", "amount", "central", "schools", "left over"));
        for (SourceStatement source : allocation.sources()) {
            rows.add(List.of(
                    source.source().name(),
                    money(source.amount()),
                    source.central().display(sign),
                    source.toSchools().display(sign),
                    money(source.residual())));
        }
        table(rows);
        allocation
                .shareUnderSchoolDiscretion()
                .ifPresent(share -> text.append("Schools decide on %s%% of unrestricted money.\n"
                        .formatted(share.times(Rational.of(100)).toDecimal(1, RoundingMode.HALF_UP))));
    }

    private String money(Optional<Money> amount) {
        return amount.map(money -> money.display(sign)).orElse("–");
    }

    private void needs() {
        heading("What a pupil brings");
        NeedMatrix matrix = allocation.needMatrix();
        List<List<String>> dollars = new ArrayList<>();
        List<List<String>> weights = new ArrayList<>();
        dollars.add(
                row("dollars", matrix.groups().stream().map(PupilGroup::name).toList()));
        weights.add(
                row("weights", matrix.groups().stream().map(PupilGroup::name).toList()));
        for (GradeSpan span : matrix.spans()) {
            dollars.add(row(
                    span.toString(),
                    matrix.groups().stream()
                            .map(group ->
                                    matrix.cell(span, group).map(this::cell).orElse("–"))
                            .toList()));
            weights.add(row(
                    span.toString(),
                    matrix.groups().stream()
                            .map(group -> matrix.weight(span, group)
                                    .map(weight -> weight.toDecimal(4, RoundingMode.HALF_UP)
                                            .toPlainString())
                                    .orElse("–"))
                            .toList()));
        }
        table(dollars);
        table(weights);
        matrix.notPerPupil()
                .forEach(
                        (line, amount) -> text.append("Not per pupil: %s, %s\n".formatted(line, amount.display(sign))));
    }

    private String cell(NeedMatrix.Cell cell) {
        String dollars =
                Money.ofDollars(cell.dollarsPerPupil(), RoundingMode.HALF_UP).display(sign);
        return cell.isLimited()
                ? "%s at %s of %s schools".formatted(dollars, cell.schools(), cell.ofSchools())
                : dollars;
    }

    private static List<String> row(String first, List<String> others) {
        List<String> row = new ArrayList<>(others);
        row.add(0, first);
        return row;
    }

    private void changes(Comparison comparison) {
        heading("Against the staffing rule of the year before");
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("level", "schools", "before", "after", "gain", "by", "lose", "by"));
        comparison.byLevel().forEach((level, summary) -> rows.add(changed(level, summary)));
        rows.add(changed("all", comparison.summary()));
        table(rows);
        List<List<String>> largest = new ArrayList<>();
        for (Comparison.Change change : first(comparison.gaining())) {
            largest.add(change("gains", change));
        }
        for (Comparison.Change change : first(comparison.losing())) {
            largest.add(change("loses", change));
        }
        table(largest);
    }

    private void guards() {
        heading("What was promised, and who paid");
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("guard", "schools it raised", "by", "largest", "not held"));
        allocation.guards().stream().map(GuardOutcome::guard).distinct().forEach(guard -> {
            List<GuardOutcome> outcomes = allocation.guards().stream()
                    .filter(outcome -> outcome.guard().equals(guard))
                    .toList();
            List<Money> moved = outcomes.stream()
                    .filter(GuardOutcome::isBinding)
                    .map(GuardOutcome::moved)
                    .sorted()
                    .toList();
            rows.add(List.of(
                    guard,
                    String.valueOf(moved.size()),
                    Money.total(moved).display(sign),
                    moved.isEmpty() ? "–" : moved.get(moved.size() - 1).display(sign),
                    String.valueOf(outcomes.stream()
                            .filter(outcome -> !outcome.isHeld())
                            .count())));
        });
        table(rows);
        for (SourceStatement source : allocation.sources()) {
            source.decision()
                    .setAside()
                    .ifPresent(aside -> text.append("Paid by: %s, set aside from %s, %s of %s, %s left.\n"
                            .formatted(
                                    source.source().name(),
                                    aside.from(),
                                    source.toSchools().display(sign),
                                    money(source.amount()),
                                    money(source.residual()))));
        }
    }

    private void shadow() {
        heading("Shadow notice: what the staffing rule would have given");
        List<ShadowNotice> notices = allocation.shadow("Staffing rule");
        long more = notices.stream()
                .filter(notice -> notice.difference().isPositive())
                .count();
        text.append(
                "%s schools would get more by the staffing rule, %s less.\n".formatted(more, notices.size() - more));
        ShadowNotice first = notices.get(0);
        text.append("%s: %s is paid, the staffing rule would give %s.\n"
                .formatted(
                        first.school().name(),
                        first.paid().display(sign),
                        first.shadow().display(sign)));
    }

    private void scenarios(Scenarios scenarios) {
        heading("Scenarios, against the first");
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("scenario", "to schools", "costs more", "gain", "lose"));
        scenarios.allocations().forEach((name, scenario) -> {
            Comparison.Summary change = scenarios.change(name).summary();
            rows.add(List.of(
                    name,
                    scenario.total().display(sign),
                    scenarios.cost(name).display(sign),
                    String.valueOf(change.gaining()),
                    String.valueOf(change.losing())));
        });
        table(rows);
    }

    private static List<Comparison.Change> first(List<Comparison.Change> changes) {
        return changes.subList(0, Math.min(LARGEST_CHANGES, changes.size()));
    }

    private List<String> changed(String level, Comparison.Summary summary) {
        return List.of(
                level,
                String.valueOf(summary.schools()),
                summary.before().display(sign),
                summary.after().display(sign),
                String.valueOf(summary.gaining()),
                summary.gained().display(sign),
                String.valueOf(summary.losing()),
                summary.lost().display(sign));
    }

    private List<String> change(String word, Comparison.Change change) {
        return List.of(
                change.school().name(),
                word,
                change.change().orElseThrow().display(sign),
                change.relativeChange().orElseThrow().times(Rational.of(100)).toDecimal(1, RoundingMode.HALF_UP) + "%");
    }

    /** First column to the left, the others to the right. */
    private void table(List<List<String>> rows) {
        if (rows.isEmpty()) {
            return;
        }
        int columns = rows.get(0).size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++) {
                String pad = " ".repeat(widths[i] - row.get(i).length());
                text.append(i == 0 ? row.get(i) + pad : "  " + pad + row.get(i));
            }
            text.setLength(text.length() - trailingBlanks());
            text.append('\n');
        }
        text.append('\n');
    }

    private int trailingBlanks() {
        int blanks = 0;
        while (text.charAt(text.length() - 1 - blanks) == ' ') {
            blanks++;
        }
        return blanks;
    }
}
