package org.perpupil.io.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.perpupil.district.SchoolId;

class SchoolFilesTest {
    private static String stem(String id) {
        return SchoolFiles.stem(SchoolId.of(id));
    }

    @Test
    void no_name_begins_with_a_dot() {
        // U+002E is the full stop, U+002F the slash, U+00E9 the letter é
        assertThat(stem(".htaccess")).isEqualTo("_2e.htaccess");
        assertThat(stem(".")).isEqualTo("_2e.");
        assertThat(stem("..")).isEqualTo("_2e..2e.");
        assertThat(stem("../x")).isEqualTo("_2e..2e..2f.x");
        assertThat(stem("é")).isEqualTo("_e9.");
        assertThat(stem("12.3")).isEqualTo("12.2e.3");
    }

    @Test
    void no_name_is_a_device_of_windows_whatever_comes_after_a_dot() {
        // U+0063 is c, U+004E is N
        assertThat(stem("con")).isEqualTo("_63.on");
        assertThat(stem("NUL")).isEqualTo("_4e.UL");
        assertThat(stem("con.txt")).isEqualTo("_63.on.2e.txt");
        assertThat(stem("con 1")).isEqualTo("_63.on.20.1");
        assertThat(stem("Concord")).isEqualTo("Concord");
        assertThat(stem("com10")).isEqualTo("com10");
        assertThat(stem("con-1")).isEqualTo("con-1");
    }

    @Test
    void hostile_ids_have_names_of_their_own() {
        List<SchoolId> schools = Stream.of(
                        "2e",
                        "_2e",
                        "_2e.",
                        ".2e",
                        ".2e.",
                        "_2e.2e.",
                        ".",
                        "..",
                        "...",
                        "_",
                        "_.",
                        "._",
                        "con",
                        "CON",
                        "_63.on",
                        "con.",
                        "c.on",
                        "K",
                        "k",
                        "_4b.",
                        ".4b.",
                        "4b",
                        "\uD800",
                        ".".repeat(200),
                        "_2e." + ".".repeat(199))
                .map(SchoolId::of)
                .toList();

        Map<SchoolId, String> names = SchoolFiles.names(schools, ".html");

        areApart(names);
        assertThat(names).containsOnlyKeys(schools);
    }

    @Property
    void any_ids_have_names_of_their_own(
            @ForAll @Size(min = 1, max = 30)
                    List<
                                    @StringLength(min = 1, max = 5) @CharRange(from = '.', to = '/')
                                    @CharRange(from = '_', to = '_') @CharRange(from = '2', to = '2')
                                    @CharRange(from = 'e', to = 'f') @CharRange(from = 'E', to = 'F') String>
                            ids) {
        areApart(SchoolFiles.names(ids.stream().distinct().map(SchoolId::of).toList(), ".html"));
    }

    private static void areApart(Map<SchoolId, String> names) {
        assertThat(names.values())
                .allSatisfy(name -> assertThat(name).matches("[A-Za-z0-9_-][A-Za-z0-9._-]*\\.html"))
                .extracting(name -> name.toLowerCase(Locale.ROOT))
                .doesNotHaveDuplicates();
    }
}
