package org.perpupil.io.edfi;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The version of the standard that a namespace stands for: {@code http://ed-fi.org/5.2.0}, or {@code http://ed-fi.org/0310} before 4. */
record EdFiVersion(int major, String text) {
    private static final String NAMESPACE = "http://ed-fi.org/";

    private static final Pattern DOTTED = Pattern.compile("(\\d{1,4})\\.\\d{1,4}\\.\\d{1,4}(-\\w{1,20})?");
    private static final Pattern FOUR_DIGITS = Pattern.compile("(\\d\\d)(\\d\\d)([a-z]?)");

    static Optional<EdFiVersion> of(String namespace) {
        if (!namespace.startsWith(NAMESPACE)) {
            return Optional.empty();
        }
        String text = namespace.substring(NAMESPACE.length());
        Matcher dotted = DOTTED.matcher(text);
        if (dotted.matches()) {
            return Optional.of(new EdFiVersion(Integer.parseInt(dotted.group(1)), text));
        }
        Matcher digits = FOUR_DIGITS.matcher(text);
        if (digits.matches()) {
            int major = Integer.parseInt(digits.group(1));
            int minor = Integer.parseInt(digits.group(2)) / 10;
            return Optional.of(new EdFiVersion(major, "%s.%s%s".formatted(major, minor, digits.group(3))));
        }
        return Optional.empty();
    }
}
