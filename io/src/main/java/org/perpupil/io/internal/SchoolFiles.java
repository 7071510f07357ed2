package org.perpupil.io.internal;

import com.google.common.collect.ImmutableMap;
import com.google.common.hash.Hashing;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.perpupil.district.SchoolId;

/** Names of files after the ids of schools, which may hold anything. */
public final class SchoolFiles {
    private static final int LONGEST_NAME = 150;

    /** What Windows takes for a device, whatever comes after a dot. */
    private static final Pattern DEVICE =
            Pattern.compile("(con|prn|aux|nul|com[0-9]|lpt[0-9])(?![A-Za-z0-9_-])", Pattern.CASE_INSENSITIVE);

    private SchoolFiles() {}

    /**
     * Returns a name for each school, in the order of the schools. Where ids differ in capitals only, capital letters are spelt by code,
     * too, since some file systems take such names for one.
     *
     * @param ending with its dot
     */
    public static Map<SchoolId, String> names(Collection<SchoolId> schools, String ending) {
        Map<String, Integer> folded = new HashMap<>();
        schools.forEach(school -> folded.merge(folded(school), 1, Integer::sum));
        ImmutableMap.Builder<SchoolId, String> names = ImmutableMap.builder();
        schools.forEach(school ->
                names.put(school, stem(school, folded.getOrDefault(folded(school), 0) == 1) + ending));
        return names.buildOrThrow();
    }

    /**
     * Returns a school's id, in which all but letters, digits, hyphens and underscores are spelt by code between dots; a very long one is
     * cut. It begins with no dot, as a hidden file would: a code in the first place has an underscore before it, and since dots come in pairs
     * otherwise, no other id has that name.
     */
    public static String stem(SchoolId school) {
        return stem(school, true);
    }

    private static String folded(SchoolId school) {
        return stem(school).toLowerCase(Locale.ROOT);
    }

    private static String stem(SchoolId school, boolean capitals) {
        boolean device = DEVICE.matcher(school.value()).lookingAt();
        StringBuilder name = new StringBuilder();
        school.value().codePoints().forEach(character -> {
            boolean upper = character >= 'A' && character <= 'Z';
            boolean plain = (upper && capitals)
                    || (character >= 'a' && character <= 'z')
                    || (character >= '0' && character <= '9')
                    || character == '-'
                    || character == '_';
            if (plain && !(device && name.isEmpty())) {
                name.appendCodePoint(character);
            } else {
                name.append(name.isEmpty() ? '_' : '.')
                        .append(Integer.toHexString(character))
                        .append('.');
            }
        });
        if (name.length() > LONGEST_NAME) {
            String checksum = Hashing.sha256()
                    .hashUnencodedChars(school.value())
                    .toString()
                    .substring(0, 32);
            name.setLength(LONGEST_NAME);
            name.append('.').append(checksum).append('.');
        }
        return name.toString();
    }
}
