package org.perpupil.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.perpupil.formula.scenario.Outcome;
import org.perpupil.formula.scenario.Scenario;
import org.perpupil.formula.scenario.Sweep;
import org.perpupil.formula.scenario.Swept;
import org.perpupil.money.Money;

/** The guide to scenarios shows code that runs, what it prints, and amounts that are worked by hand. */
class ScenariosExampleTest {
    private static final Guide GUIDE = new Guide("scenarios.md", "ScenariosExample");

    private static String printed(Consumer<PrintStream> code) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        code.accept(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        return bytes.toString(StandardCharsets.UTF_8).strip();
    }

    @Test
    void every_java_block_is_compiled() throws IOException {
        assertThat(GUIDE.blocks("java")).isNotEmpty().isEqualTo(GUIDE.compiled());
    }

    @Test
    void every_other_block_is_printed() throws IOException {
        assertThat(GUIDE.blocks(""))
                .containsExactly(
                        printed(out -> ScenariosExample.sideBySide(ScenariosExample.base(), out)),
                        printed(out -> ScenariosExample.sweep(ScenariosExample.base(), out)));
    }

    @Test
    void the_amounts_are_right() {
        List<Scenario> scenarios = List.of(
                Scenario.named("0").parameter("weight of poverty", "0"),
                Scenario.named("20%"),
                Scenario.named("40%").parameter("weight of poverty", "40%"));
        assertThat(Sweep.of(ScenariosExample.base()).read(scenarios, outcome -> outcome.budget(ScenariosExample.OAK)))
                .extracting(swept -> swept.value().orElseThrow())
                .containsExactly(
                        // 8,000,000 × 300 ÷ 1,000
                        Money.ofDollars(2_400_000),
                        // 8,000,000 × (300 + 48) ÷ (1,000 + 74) = 2,592,178.7709…
                        Money.ofCents(259_217_877),
                        // 8,000,000 × (300 + 96) ÷ (1,000 + 148) = 2,759,581.8815…
                        Money.ofCents(275_958_188));
    }

    @Test
    void thousands_are_computed_on_two_threads_with_progress() {
        List<Scenario> scenarios =
                List.of(Scenario.named("as now"), Scenario.named("unknown").parameter("wait", "1"));
        String printed = printed(out -> assertThat(ScenariosExample.thousands(ScenariosExample.base(), scenarios, out))
                .isEqualTo(2));
        assertThat(printed)
                .startsWith("1 done")
                .contains("another parameter \"wait\"")
                .endsWith("2 done");
        List<Swept<Money>> swept = Sweep.of(ScenariosExample.base()).read(scenarios, Outcome::total);
        assertThat(swept.get(0).value()).contains(Money.ofDollars(8_000_000));
    }
}
