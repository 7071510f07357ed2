package org.perpupil.io.report;

import com.google.common.base.Suppliers;
import com.samskivert.mustache.Escapers;
import com.samskivert.mustache.Mustache;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * A page of this package: a template, its style sheet and its script, which become one file.
 *
 * <p>Everything that a template prints is escaped; only the style sheet, the script with its hash, which are ours, and {@linkplain PictureContent pictures},
 * which escape what they hold, are not.
 */
final class Template {
    private static final Pattern SIGN = Pattern.compile("[+−](?=\\p{Sc})");

    private final com.samskivert.mustache.Template compiled;
    /** Read when it is needed, since a piece of a page has none. */
    private final Supplier<String> style;

    private final String script;
    private final String index;
    private final String inputs;

    private Template(
            com.samskivert.mustache.Template compiled,
            Supplier<String> style,
            String script,
            String index,
            String inputs) {
        this.compiled = compiled;
        this.style = style;
        this.script = script;
        this.index = index;
        this.inputs = inputs;
    }

    /** A page that is only read. It is compiled here, so what is filled often is kept. */
    static Template named(String name) {
        return new Template(compile(name), style(name), "", "", "");
    }

    /** A page with a script of its own. */
    static Template scripted(String name) {
        // Some checkers hash a script without the white space around it, browsers with it; so there is none.
        return new Template(compile(name), style(name), resource(name + ".js").strip(), "", "");
    }

    /**
     * The page among others of one district.
     *
     * @param index where the list of pages is; empty without one
     * @param inputs what all of them were computed from, for a page that does not say it itself
     */
    Template among(String index, String inputs) {
        return new Template(compiled, style, script, index, inputs);
    }

    /**
     * What the template sees: the values of the page and the parts that belong to the template itself.
     *
     * @param style what all pages have, then what this one has
     * @param script empty if there is none
     * @param index where the list of pages is; empty without one
     * @param inputs what the pages around were computed from; empty without them
     */
    public record Filled(Object page, String style, String script, String scriptHash, String index, String inputs) {}

    /**
     * Returns the template filled with values.
     *
     * @param page public records, lists, texts and yes-or-no; an empty text counts as no
     */
    String fill(Object page) {
        return compiled.execute(new Filled(page, style.get(), script, hash(script), index, inputs));
    }

    /** Returns a template that has neither style sheet nor script of its own, filled with values as those of a page are. */
    String fillFragment(Object fragment) {
        return compiled.execute(fragment);
    }

    private static com.samskivert.mustache.Template compile(String name) {
        return Mustache.compiler()
                .emptyStringIsFalse(true)
                .withEscaper(Template::escape)
                .withLoader(part -> new StringReader(resource(part + ".mustache")))
                .compile(resource(name + ".mustache"));
    }

    private static Supplier<String> style(String name) {
        return Suppliers.memoize(() -> resource("page.css") + resource(name + ".css"));
    }

    private static String resource(String file) {
        try (InputStream stream = Template.class.getResourceAsStream(file)) {
            if (stream == null) {
                throw new IllegalStateException(file + " is missing from the library");
            }
            // A browser reads every line end as one character, and the hash must be of what it reads.
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The hash by which a Content-Security-Policy knows the script, and no other. */
    private static String hash(String script) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    private static String escape(String text) {
        boolean whole = text.codePoints().allMatch(Template::canBeShown);
        return Escapers.HTML.escape(joined(whole ? text : shown(text)));
    }

    /** A line may end between a sign and a currency's; a word joiner keeps them together. */
    private static String joined(String text) {
        return SIGN.matcher(text).replaceAll("$0\u2060");
    }

    /** What no page can hold (control characters, halves of a character) is shown as such, neither dropped nor passed on. */
    private static String shown(String text) {
        return text.codePoints()
                .map(character -> canBeShown(character) ? character : '\uFFFD')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static boolean canBeShown(int character) {
        return character < ' '
                ? character == '\t' || character == '\n' || character == '\r'
                : !Character.isISOControl(character)
                        && Character.getType(character) != Character.SURROGATE
                        && (character & 0xFFFE) != 0xFFFE;
    }
}
