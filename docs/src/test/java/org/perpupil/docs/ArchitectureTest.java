package org.perpupil.docs;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.net.URL;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.perpupil.district.PupilCounter;
import org.perpupil.district.PupilTally;
import org.perpupil.exact.Splitter;
import org.perpupil.formula.scenario.Outcome;
import org.perpupil.formula.scenario.Sweep;

/** Holds the arrows and the purity of docs/architecture.md. */
class ArchitectureTest {
    private static final String[] CORE = {
        "org.perpupil.exact..",
        "org.perpupil.money..",
        "org.perpupil.problem..",
        "org.perpupil.pupils..",
        "org.perpupil.revenue..",
        "org.perpupil.district..",
        "org.perpupil.budget..",
        "org.perpupil.spending..",
        "org.perpupil.staff..",
        "org.perpupil.account..",
        "org.perpupil.plan.."
    };
    private static final String[] PURE = {"org.perpupil.formula..", "org.perpupil.equity.."};

    private final JavaClasses ours = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.perpupil");

    @Test
    void core_knows_nothing_of_ours() {
        noClasses()
                .that()
                .resideInAnyPackage(CORE)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.perpupil.formula..", "org.perpupil.equity..", "org.perpupil.io..", "org.perpupil.docs..")
                .check(ours);
    }

    @Test
    void formula_and_equity_do_not_know_each_other() {
        noClasses()
                .that()
                .resideInAPackage("org.perpupil.formula..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.perpupil.equity..", "org.perpupil.io..", "org.perpupil.docs..")
                .check(ours);
        noClasses()
                .that()
                .resideInAPackage("org.perpupil.equity..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.perpupil.formula..", "org.perpupil.io..", "org.perpupil.docs..")
                .check(ours);
    }

    @Test
    void packages_have_no_circles() {
        slices().matching("org.perpupil.(**)").should().beFreeOfCycles().check(ours);
    }

    @Test
    void core_formula_and_equity_are_pure() {
        noClasses()
                .that(resideInAnyPackage(concat(CORE, PURE))
                        .and(describe("no sweep, which can be interrupted", type -> !isSweep(type))))
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                                "java.nio.file..", "java.net..", "org.slf4j..", "java.util.logging..")
                        .or(describe(
                                "moments of time, random, threads or files",
                                type -> (type.getPackageName().equals("java.time")
                                                && !Set.of("java.time.LocalDate", "java.time.Month")
                                                        .contains(type.getName()))
                                        || Set.of(
                                                        "java.io.File",
                                                        "java.util.Random",
                                                        "java.lang.Thread",
                                                        "java.util.Locale$Category",
                                                        "java.text.NumberFormat",
                                                        "java.text.DecimalFormat")
                                                .contains(type.getName()))))
                .check(ours);
        noClasses()
                .that()
                .resideInAnyPackage(concat(CORE, PURE))
                .should()
                .callMethod(LocalDate.class, "now")
                .check(ours);
        noClasses()
                .that()
                .resideInAnyPackage(concat(CORE, PURE))
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(ours);
    }

    @Test
    void values_have_final_fields() {
        fields().that()
                .areDeclaredInClassesThat(resideInAnyPackage(concat(CORE, PURE))
                        .and(describe(
                                "no builder and no running computation",
                                type -> !type.getSimpleName().equals("Builder")
                                        && !type.isEquivalentTo(Splitter.class)
                                        && !type.isEquivalentTo(PupilCounter.class)
                                        && !type.getName().startsWith(PupilTally.class.getName() + "$")
                                        && !isSweep(type)
                                        && !type.isEquivalentTo(Outcome.class)
                                        && !(type.getPackageName() + ".").contains(".internal."))))
                .should()
                .beFinal()
                .check(ours);
    }

    /** What runs in a sweep: what is compiled, and the run itself. */
    private static boolean isSweep(JavaClass type) {
        return type.getName().startsWith(Sweep.class.getPackageName() + ".Compiled")
                || type.getName().startsWith(Sweep.class.getName() + "$");
    }

    @Test
    void public_signatures_speak_jdk_types_and_ours() {
        methods()
                .that()
                .arePublic()
                .and()
                .areDeclaredInClassesThat()
                .arePublic()
                .and()
                .areDeclaredInClassesThat(resideOutsideOfPackage("..internal.."))
                .should(speakOnly("java.", "org.perpupil.", "org.jspecify."))
                .check(ours);
    }

    private static ArchCondition<JavaMethod> speakOnly(String... packages) {
        return new ArchCondition<>("speak only types of " + List.of(packages)) {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                Stream.concat(method.getRawParameterTypes().stream(), Stream.of(method.getRawReturnType()))
                        .map(JavaClass::getBaseComponentType)
                        .filter(type -> !type.isPrimitive())
                        .filter(type -> type.getPackageName().contains(".internal")
                                || Stream.of(packages).noneMatch(type.getName()::startsWith))
                        .forEach(type -> events.add(SimpleConditionEvent.violated(
                                method, method.getFullName() + " speaks " + type.getName())));
            }
        };
    }

    @Test
    void no_type_is_named_for_its_kind() {
        classes()
                .that()
                .resideInAnyPackage("org.perpupil..")
                .should()
                .haveSimpleNameNotEndingWith("Impl")
                .andShould()
                .haveSimpleNameNotEndingWith("Manager")
                .andShould()
                .haveSimpleNameNotEndingWith("Helper")
                .andShould()
                .haveSimpleNameNotEndingWith("Util")
                .andShould()
                .haveSimpleNameNotEndingWith("Info")
                .check(ours);
    }

    @Test
    void modules_export_what_is_for_users() throws IOException {
        // docs/architecture.md, the table of packages: all but internal ones
        assertThat(exportsOf("org.perpupil.core"))
                .containsExactly(
                        "org.perpupil.account",
                        "org.perpupil.budget",
                        "org.perpupil.district",
                        "org.perpupil.exact",
                        "org.perpupil.money",
                        "org.perpupil.plan",
                        "org.perpupil.plan.funding",
                        "org.perpupil.plan.process",
                        "org.perpupil.plan.review",
                        "org.perpupil.problem",
                        "org.perpupil.pupils",
                        "org.perpupil.revenue",
                        "org.perpupil.spending",
                        "org.perpupil.staff");
        assertThat(exportsOf("org.perpupil.formula"))
                .containsExactly(
                        "org.perpupil.formula",
                        "org.perpupil.formula.allocation",
                        "org.perpupil.formula.compliance",
                        "org.perpupil.formula.funding",
                        "org.perpupil.formula.scenario");
    }

    private static Set<String> exportsOf(String module) throws IOException {
        for (URL url : Collections.list(ArchitectureTest.class.getClassLoader().getResources("module-info.class"))) {
            try (InputStream stream = url.openStream()) {
                ModuleDescriptor descriptor = ModuleDescriptor.read(stream);
                if (descriptor.name().equals(module)) {
                    Set<String> exports = new TreeSet<>();
                    descriptor.exports().forEach(export -> exports.add(export.source()));
                    return exports;
                }
            }
        }
        throw new AssertionError("no module " + module + " on the class path");
    }

    private static String[] concat(String[] first, String[] second) {
        return Stream.concat(Stream.of(first), Stream.of(second)).toArray(String[]::new);
    }
}
