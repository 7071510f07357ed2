package org.perpupil.formula.internal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Map;
import org.perpupil.budget.Budgets;
import org.perpupil.district.School;
import org.perpupil.formula.FundedSource;
import org.perpupil.formula.Line;
import org.perpupil.formula.allocation.Stamp;
import org.perpupil.pupils.Enrollment;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.pupils.PupilGroup;
import org.perpupil.revenue.RevenueSource;

/** Makes the stamp of an allocation: digests of a text that says all that the cents hang on, in one order. */
final class Stamps {
    /** Raise this when the same inputs and definition could give other cents. */
    private static final int SEMANTICS = 1;

    private final MessageDigest digest;

    private Stamps() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    static Stamp of(Definition definition, World world) {
        String version = Stamp.class.getPackage().getImplementationVersion();
        return new Stamp(
                new Stamps().inputs(world).hex(),
                new Stamps().definition(definition).hex(),
                version == null ? "development" : version,
                SEMANTICS);
    }

    /**
     * Each part is written with its length, so that no two lists of parts look alike. The parts of a definition (terms, conditions,
     * selections, shares, restrictions) are told by the text that a record has of itself, which leaves nothing out; a shorter one
     * for people would make different definitions look alike.
     */
    private Stamps add(Object... parts) {
        for (Object part : parts) {
            byte[] bytes = String.valueOf(part).getBytes(StandardCharsets.UTF_8);
            digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
            digest.update(bytes);
        }
        return this;
    }

    private String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }

    private Stamps definition(Definition definition) {
        add(definition.lines().name(), definition.lines().rounding());
        definition.lines().parameters().values().forEach(parameter -> add(parameter.type(), parameter));
        for (FundedSource source : definition.sources()) {
            add(source.source());
            source(source.source());
            add(source.disposition(), source.central(), source.eligible(), source.openEnded(), source.setAside());
        }
        for (Line line : definition.lines().lines()) {
            add(line.name(), line.form(), line.source(), line.where(), line.exceptions(), line.rounding());
            add(line.held(), line.section(), line.formula(), line.isShadow());
        }
        return this;
    }

    private void source(RevenueSource source) {
        add(source.id(), source.name(), source.origin(), source.restriction());
    }

    private Stamps inputs(World world) {
        add(world.year(), world.district().name(), world.district().levels());
        world.district().revenues().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(revenue -> add(revenue.getKey(), revenue.getValue()));
        world.district().schools().forEach(this::school);
        world.lastYear().ifPresent(this::budgets);
        return this;
    }

    private void school(School school) {
        add(school.id(), school.name(), school.facts());
        school.enrollments().forEach((basis, enrollment) -> {
            add(basis);
            enrollment(enrollment);
        });
    }

    private void enrollment(Enrollment enrollment) {
        Comparator<GradeSpan> byGrade = Comparator.comparing(GradeSpan::first)
                .thenComparing(GradeSpan::last)
                .thenComparing(GradeSpan::name);
        enrollment.groups().stream()
                .sorted(Comparator.comparing(PupilGroup::name))
                .forEach(group -> {
                    add(group.name(), enrollment.estimate(group));
                    enrollment.cells(group).entrySet().stream()
                            .sorted(Map.Entry.comparingByKey(byGrade))
                            .forEach(cell -> add(cell.getKey(), cell.getValue()));
                });
    }

    private void budgets(Budgets budgets) {
        add(budgets.year());
        budgets.all().forEach(budget -> {
            add(budget.school());
            budget.lines().forEach(line -> {
                add(line.name(), line.amount(), line.held());
                source(line.source());
            });
        });
    }
}
