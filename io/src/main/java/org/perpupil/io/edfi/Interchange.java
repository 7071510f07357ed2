package org.perpupil.io.edfi;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.perpupil.io.internal.BoundedInput;
import org.perpupil.io.internal.ProblemList;
import org.perpupil.io.internal.Texts;
import org.perpupil.problem.Loaded;
import org.perpupil.problem.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one interchange, one record after the other; a record is an element below the root. Only the record at hand is held.
 *
 * <p>A document type is refused where it begins, so that there are no entities to expand and nothing is fetched.
 */
final class Interchange {
    private static final Logger LOG = LoggerFactory.getLogger(Interchange.class);

    static final long MOST_BYTES = 1L << 30;

    private static final ImmutableSet<String> UTF_8_OR_PART = ImmutableSet.of("utf-8", "utf8", "us-ascii", "ascii");

    /** Of one tag, text or comment, and what the parser reads ahead of it. */
    private static final long MOST_BYTES_IN_PIECE = 1L << 22;

    private static final String DOCTYPE = "a document type (DOCTYPE)";
    private static final int DEEPEST = 30;
    private static final int MOST_RECORDS = 10_000_000;
    private static final int MOST_ELEMENTS_IN_RECORD = 10_000;
    private static final int LONGEST_TEXT_IN_RECORD = 100_000;

    /** The standard has about 3,000; a parser keeps every name that it has seen. */
    private static final int MOST_NAMES = 20_000;

    /** What reads the records. */
    interface Reading {
        /** Tells whether records of this name are read; others are counted. */
        boolean reads(String name);

        /** Reads a record; tells whether it is used. One that is not has a problem. */
        boolean isUsed(EdFiRecord element);
    }

    /** The file cannot be read, or not any further. */
    private static final class StoppedException extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient Problem problem;

        StoppedException(String code, String place, String found, String allowed, String remedy) {
            super(found);
            this.problem = new Problem(code, place, found, allowed, remedy);
        }
    }

    private final Path file;
    private final String root;
    private final String ifOlder;
    private final long mostBytes;
    private final ProblemList problems = new ProblemList();
    private final Map<String, Integer> notRead = new LinkedHashMap<>();
    private final Set<String> names = new HashSet<>();
    private final Deque<String> open = new ArrayDeque<>();
    private Optional<String> version = Optional.empty();
    private int recordsRead;
    private int recordsUsed;

    /**
     * Takes what has to be known of the file.
     *
     * @param root the name of the root element
     * @param ifOlder what to do about a file of version 3 or before, one sentence
     */
    Interchange(Path file, String root, String ifOlder, long mostBytes) {
        this.file = file;
        this.root = root;
        this.ifOlder = ifOlder;
        this.mostBytes = mostBytes;
    }

    /** Reads the file as far as it can be read. */
    void read(Reading reading) throws IOException {
        try (BoundedInput stream = new BoundedInput(Files.newInputStream(file), mostBytes, MOST_BYTES_IN_PIECE)) {
            read(stream, reading);
        } catch (StoppedException stopped) {
            problems.tell(stopped.problem);
        }
        LOG.debug(
                "read {}: {} records, {} used, {} problems",
                file,
                recordsRead,
                recordsUsed,
                problems.all().size());
    }

    <T> Loaded<T> loaded(T value) {
        return new Loaded<>(value, problems.all(), recordsRead, recordsUsed);
    }

    Optional<String> version() {
        return version;
    }

    /** Returns how many records of other names there were, in the order of the file. */
    ImmutableMap<String, Integer> notRead() {
        return ImmutableMap.copyOf(notRead);
    }

    private void read(BoundedInput stream, Reading reading) throws IOException, StoppedException {
        Optional<XMLStreamReader> xml = Optional.empty();
        try {
            XMLStreamReader opened = factory().createXMLStreamReader(PlainXml.of(stream));
            xml = Optional.of(opened);
            checkEncoding(Optional.ofNullable(opened.getCharacterEncodingScheme()));
            readRoot(opened, stream);
            readRecords(opened, stream, reading);
        } catch (CharacterCodingException notText) {
            throw notUtf8(file.toString(), "bytes that are not UTF-8");
        } catch (BoundedInput.TooLargeException tooLarge) {
            throw tooLarge(file.toString());
        } catch (PlainXml.DoctypeException doctype) {
            throw doctype(file.toString(), DOCTYPE);
        } catch (XMLStreamException broken) {
            throw stopped(broken, placeOf(broken, xml), stream);
        } finally {
            xml.ifPresent(Interchange::close);
        }
    }

    private void checkEncoding(Optional<String> declared) throws StoppedException {
        if (declared.isPresent() && !UTF_8_OR_PART.contains(declared.get().toLowerCase(Locale.ROOT))) {
            throw notUtf8(file.toString(), "the encoding " + Texts.shown(declared.get()));
        }
    }

    private static StoppedException notUtf8(String place, String found) {
        return new StoppedException(
                "edfi.not-utf8",
                place,
                found,
                "XML in UTF-8",
                "Export the file in UTF-8; nothing from here on was read.");
    }

    /** The parser of the platform, whatever else is on the class path. */
    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        // Without one, the parser writes to the standard error stream.
        factory.setXMLReporter((message, kind, more, location) -> {});
        factory.setXMLResolver((publicId, systemId, base, namespace) -> InputStream.nullInputStream());
        return factory;
    }

    private static void close(XMLStreamReader xml) {
        try {
            xml.close();
        } catch (XMLStreamException unclosed) {
            LOG.debug("the parser was not closed", unclosed);
        }
    }

    private static Optional<Location> placeOf(XMLStreamException broken, Optional<XMLStreamReader> xml) {
        return Optional.ofNullable(broken.getLocation())
                .or(() -> xml.map(XMLStreamReader::getLocation))
                .filter(location -> location.getLineNumber() > 0);
    }

    private void readRoot(XMLStreamReader xml, BoundedInput stream) throws XMLStreamException, StoppedException {
        while (next(xml, stream) != XMLStreamConstants.START_ELEMENT) {
            // What stands before the root is of no use here.
        }
        if (!xml.getLocalName().equals(root)) {
            throw new StoppedException(
                    "edfi.interchange",
                    at(xml.getLocation()),
                    "the root element " + Texts.shown(xml.getLocalName()),
                    root,
                    "Read the file of the interchange that has this root.");
        }
        open.addLast(root);
        checkVersion(Optional.ofNullable(xml.getNamespaceURI()).orElse(""), xml.getLocation());
    }

    private void checkVersion(String namespace, Location location) throws StoppedException {
        Optional<EdFiVersion> found = EdFiVersion.of(namespace);
        String allowed = "a namespace of Ed-Fi 4 or 5, such as http://ed-fi.org/5.2.0";
        if (found.isEmpty()) {
            problems.tell(new Problem(
                    "edfi.namespace",
                    at(location),
                    "the namespace " + Texts.shown(namespace),
                    allowed,
                    "Correct the namespace; the file was read as one of Ed-Fi 5."));
            return;
        }
        String shown = "Ed-Fi %s (%s)".formatted(found.get().text(), Texts.shown(namespace));
        if (found.get().major() < 4) {
            throw new StoppedException("edfi.version", at(location), shown, allowed, ifOlder);
        }
        version = Optional.of(found.get().text());
        if (found.get().major() > 5) {
            problems.tell(new Problem(
                    "edfi.version-new",
                    at(location),
                    shown,
                    allowed,
                    "Compare what was read with the new version; the file was read as one of Ed-Fi 5."));
        }
    }

    private void readRecords(XMLStreamReader xml, BoundedInput stream, Reading reading)
            throws XMLStreamException, StoppedException {
        int records = 0;
        for (int event = next(xml, stream); event != XMLStreamConstants.END_ELEMENT; event = next(xml, stream)) {
            if (event != XMLStreamConstants.START_ELEMENT) {
                continue;
            }
            if (++records > MOST_RECORDS) {
                throw limit(at(xml.getLocation()), "more than %s records".formatted(MOST_RECORDS));
            }
            String name = xml.getLocalName();
            if (problems.stopsAt("edfi.too-many", () -> at(xml.getLocation()))) {
                return;
            }
            if (!reading.reads(name)) {
                notRead.merge(name, 1, Integer::sum);
                readElement(xml, stream, Optional.empty());
                continue;
            }
            recordsRead++;
            EdFiRecord element = EdFiRecord.of(file, xml, problems);
            readElement(xml, stream, Optional.of(element));
            recordsUsed += reading.isUsed(element) ? 1 : 0;
        }
        while (xml.hasNext()) {
            next(xml, stream); // finds what stands behind the root and may not
        }
    }

    /** Reads to the end of the element that has begun; keeps its content if there is where. */
    private void readElement(XMLStreamReader xml, BoundedInput stream, Optional<EdFiRecord> into)
            throws XMLStreamException, StoppedException {
        int elements = 0;
        int letters = 0;
        Deque<EdFiRecord> parents = new ArrayDeque<>();
        into.ifPresent(parents::addLast);
        open.addLast(xml.getLocalName());
        int depth = open.size();
        while (open.size() >= depth) {
            switch (next(xml, stream)) {
                case XMLStreamConstants.START_ELEMENT -> {
                    if (++elements > MOST_ELEMENTS_IN_RECORD) {
                        throw limit(
                                at(xml.getLocation()),
                                "more than %s elements in a record".formatted(MOST_ELEMENTS_IN_RECORD));
                    }
                    open.addLast(xml.getLocalName());
                    if (open.size() > DEEPEST) {
                        throw limit(
                                at(xml.getLocation()), "more than %s elements within each other".formatted(DEEPEST));
                    }
                    into.ifPresent(any -> parents.addLast(parents.getLast().child(xml)));
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    open.removeLast();
                    parents.pollLast();
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
                    letters += xml.getTextLength();
                    if (letters > LONGEST_TEXT_IN_RECORD) {
                        throw limit(
                                at(xml.getLocation()),
                                "more than %s characters in a record".formatted(LONGEST_TEXT_IN_RECORD));
                    }
                    into.ifPresent(any -> parents.getLast().add(xml.getText()));
                }
                default -> {
                    // Comments and instructions to other programs are of no use here.
                }
            }
        }
    }

    private int next(XMLStreamReader xml, BoundedInput stream) throws XMLStreamException, StoppedException {
        stream.nextPiece();
        int event = event(xml, stream);
        if (event == XMLStreamConstants.DTD || event == XMLStreamConstants.ENTITY_REFERENCE) {
            throw doctype(
                    at(xml.getLocation()),
                    event == XMLStreamConstants.DTD ? DOCTYPE : "an entity that XML does not have");
        }
        if (event == XMLStreamConstants.START_ELEMENT) {
            names.add(xml.getLocalName());
            for (int i = 0; i < xml.getAttributeCount(); i++) {
                names.add(xml.getAttributeLocalName(i));
            }
            if (names.size() > MOST_NAMES) {
                throw limit(
                        at(xml.getLocation()), "more than %s names of elements and attributes".formatted(MOST_NAMES));
            }
        }
        return event;
    }

    /** Where a file is broken, the platform's parser now and then throws what it should not. */
    private int event(XMLStreamReader xml, BoundedInput stream) throws XMLStreamException, StoppedException {
        try {
            return xml.next();
        } catch (RuntimeException unexpected) {
            LOG.debug("the parser failed", unexpected);
            throw notXml(at(xml.getLocation()), stream);
        }
    }

    private static StoppedException doctype(String place, String found) {
        return new StoppedException(
                "edfi.doctype",
                place,
                found,
                "XML without a document type and its entities",
                "Look where the file comes from; no system writes interchanges so.");
    }

    private StoppedException stopped(XMLStreamException broken, Optional<Location> location, BoundedInput stream)
            throws IOException {
        Throwable cause = broken.getNestedException();
        if (cause instanceof BoundedInput.TooLargeException) {
            return tooLarge(place(location));
        }
        if (cause instanceof PlainXml.DoctypeException) {
            return doctype(place(location), DOCTYPE);
        }
        if (cause instanceof CharacterCodingException) {
            return notUtf8(place(location), "bytes that are not UTF-8");
        }
        if (cause instanceof IOException unreadable) {
            throw unreadable;
        }
        return notXml(place(location), stream);
    }

    private StoppedException notXml(String place, BoundedInput stream) {
        boolean isCut = stream.isAtEnd() && !open.isEmpty();
        return new StoppedException(
                "edfi.not-xml",
                place,
                isCut ? "the end of the file, or what is not well-formed XML" : "what is not well-formed XML",
                "XML to the end of the element " + root,
                "Export the file again; nothing from here on was read.");
    }

    private StoppedException tooLarge(String place) {
        return limit(
                place,
                "more than %s bytes, or more than %s in one tag, text or comment"
                        .formatted(mostBytes, MOST_BYTES_IN_PIECE));
    }

    private StoppedException limit(String place, String found) {
        return new StoppedException(
                "edfi.limit",
                place,
                found,
                "at most %s bytes, and records as the standard has them".formatted(mostBytes),
                "Look where the file comes from, or split it; nothing from here on was read.");
    }

    private String at(Location location) {
        return place(Optional.of(location));
    }

    private String place(Optional<Location> location) {
        String place = location.map(where ->
                        "%s, line %s, column %s".formatted(file, where.getLineNumber(), where.getColumnNumber()))
                .orElse(file.toString());
        return open.isEmpty() ? place : place + ", " + String.join("/", open);
    }
}
