package org.perpupil.io.catalog;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Maps;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.perpupil.formula.FundingFormula;
import org.perpupil.formula.funding.FundingModel;
import org.perpupil.io.catalog.CatalogueEntry.Document;
import org.perpupil.io.internal.json.CoreJson;
import org.perpupil.io.internal.json.JsonDocument;
import org.perpupil.io.internal.json.JsonValue;
import org.perpupil.io.json.FormulaJson;
import org.perpupil.io.json.FundingModelJson;

/**
 * Published funding formulas, read by name from files that come with the library.
 *
 * <pre>{@code
 * Catalogue.entries().forEach(System.out::println);
 * FundingFormula formula = Catalogue.formula("england-secondary");
 * FundingModel model = FundingModel.named("Schools block")
 *         .unlocked(block, Decision.withoutAmount(), Decision.paying(formula))
 *         .build();
 * FormulaJson.write(formula, Path.of("ours.json")); // to start one's own from
 * }</pre>
 *
 * <p>A definition has the years of its entry; resolving it in another one is refused, as everywhere. The files hold published facts, and
 * are no advice on what a district owes or gets.
 */
public final class Catalogue {
    private static final ImmutableMap<String, Document> DOCUMENTS =
            Maps.uniqueIndex(Arrays.asList(Document.values()), CoreJson::word);

    private static final ImmutableSet<String> KEYS =
            ImmutableSet.of("name", "title", "jurisdiction", "document", "years", "source", "note");

    /** Reads a definition from a stream. */
    private interface Reader<D> {
        D read(InputStream stream, String sourceName) throws IOException;
    }

    private Catalogue() {}

    /** Returns what there is, in order of name. */
    public static List<CatalogueEntry> entries() {
        return read(
                "catalogue",
                (stream, name) -> JsonDocument.read(
                        stream, name, "catalogue", Set.of(), JsonDocument.Limits.USUAL, Catalogue::entries));
    }

    /**
     * Returns an entry.
     *
     * @throws IllegalArgumentException if there is none of this name; the message lists those that there are
     */
    public static CatalogueEntry entry(String name) {
        List<CatalogueEntry> entries = entries();
        return entries.stream()
                .filter(entry -> entry.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the catalogue has no \"%s\"; it has %s"
                        .formatted(
                                name, entries.stream().map(CatalogueEntry::name).collect(Collectors.joining(", ")))));
    }

    /**
     * Returns a published formula, with every year that its entry has.
     *
     * @throws IllegalArgumentException if there is none of this name, or it is a model
     */
    public static FundingFormula formula(String name) {
        return read(checked(name, Document.FORMULA, "model"), FormulaJson::read);
    }

    /**
     * Returns a published model, with every year that its entry has.
     *
     * @throws IllegalArgumentException if there is none of this name, or it is a formula
     */
    public static FundingModel model(String name) {
        return read(checked(name, Document.FUNDING_MODEL, "formula"), FundingModelJson::read);
    }

    /** Returns the name of an entry that can be read as it is asked for. */
    private static String checked(String name, Document document, String otherwise) {
        CatalogueEntry entry = entry(name);
        if (entry.document() != document) {
            throw new IllegalArgumentException("\"%s\" is a %s, not a %s; read it with %s(\"%s\")"
                    .formatted(name, CoreJson.word(entry.document()), CoreJson.word(document), otherwise, name));
        }
        return name;
    }

    private static <D> D read(String name, Reader<D> reader) {
        String resource = name + ".json";
        try (InputStream stream = Catalogue.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException("the library is incomplete: it lacks " + resource);
            }
            return reader.read(stream, resource);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Optional<List<CatalogueEntry>> entries(JsonValue root) {
        JsonValue.Fields fields = root.fields(ImmutableSet.of("kind", "schema", "entries"), Set.of());
        return Optional.of(List.copyOf(fields.list("entries", Catalogue::entry)));
    }

    private static Optional<CatalogueEntry> entry(JsonValue value) {
        int mark = value.document().mark();
        JsonValue.Fields fields = value.fields(KEYS, Set.of());
        Optional<String> name = fields.get("name", CoreJson::name);
        Optional<String> title = fields.get("title", CoreJson::name);
        Optional<String> jurisdiction = fields.get("jurisdiction", CoreJson::name);
        Optional<Document> document = fields.get("document", text -> CoreJson.constant(text, DOCUMENTS));
        Optional<String> source = fields.get("source", CoreJson::name);
        Optional<String> note = fields.get("note", CoreJson::name);
        return value.document()
                .make(
                        mark,
                        value,
                        () -> new CatalogueEntry(
                                name.orElseThrow(),
                                title.orElseThrow(),
                                jurisdiction.orElseThrow(),
                                document.orElseThrow(),
                                fields.list("years", CoreJson::year),
                                source.orElseThrow(),
                                note.orElseThrow()));
    }
}
