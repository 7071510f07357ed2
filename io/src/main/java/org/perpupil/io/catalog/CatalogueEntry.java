package org.perpupil.io.catalog;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import java.util.List;
import org.perpupil.district.FiscalYear;

/**
 * A published formula or model of the catalogue, before it is read.
 *
 * @param name what it is read by, such as {@code england-secondary}
 * @param title what its jurisdiction calls it
 * @param jurisdiction the district, city, state or country that publishes it
 * @param document whether {@link Catalogue#formula} or {@link Catalogue#model} reads it
 * @param years the years in which every parameter has a value, the earliest first; another year is refused when the definition is
 *     resolved
 * @param source the public document that it is taken from; each value has a source of its own besides
 * @param note which published figures it reproduces, how closely, and what of the published rule is not in it
 */
public record CatalogueEntry(
        String name,
        String title,
        String jurisdiction,
        Document document,
        List<FiscalYear> years,
        String source,
        String note) {

    /** What an entry can be read as. */
    public enum Document {
        /** Lines alone: a model binds them to a source. */
        FORMULA,
        /** Lines with their sources, and the decision on each. */
        FUNDING_MODEL
    }

    public CatalogueEntry {
        requireNonNull(name, "name");
        requireNonNull(title, "title");
        requireNonNull(jurisdiction, "jurisdiction");
        requireNonNull(document, "document");
        years = ImmutableList.copyOf(years);
        requireNonNull(source, "source");
        requireNonNull(note, "note");
    }

    /** Returns the name, title, jurisdiction and years, on one line. */
    @Override
    public String toString() {
        return "%s: %s, %s, %s"
                .formatted(
                        name,
                        title,
                        jurisdiction,
                        String.join(
                                ", ", years.stream().map(FiscalYear::toString).toList()));
    }
}
