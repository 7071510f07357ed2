package org.perpupil.io.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;
import org.perpupil.revenue.RevenueSource;

class SourcesJsonTest {
    private static final RevenueSource GENERAL = RevenueSource.local("general", "General fund");
    private static final RevenueSource ARTS = RevenueSource.local("arts", "Arts levy");

    @Test
    void sources_keep_their_order() {
        String json = SourcesJson.toJson(List.of(GENERAL, ARTS));

        assertThat(SourcesJson.parse(json)).containsExactly(GENERAL, ARTS);
        assertThat(catchThrowableOfType(
                                ProblemException.class, () -> SourcesJson.parse(json.replace("arts", "general")))
                        .problems())
                .extracting(Problem::code, problem -> problem.place().replaceAll(".*, ", ""))
                .containsExactly(tuple("source.twice", "/sources/1"));
    }

    @Test
    void refuses_to_write_two_sources_with_one_id() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SourcesJson.toJson(List.of(GENERAL, GENERAL)))
                .withMessage("two sources have the id general, so a document cannot tell them apart");
    }
}
