package org.perpupil.io.oneroster;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.perpupil.io.internal.ProblemList;
import org.perpupil.io.internal.Texts;
import org.perpupil.problem.Problem;

/** What a set says of itself. */
final class RosterManifest {
    private static final String VERSION = "oneroster.version";

    private final Path set;
    private final RosterFiles files;
    private final Map<String, String> properties = new LinkedHashMap<>();

    private RosterManifest(Path set, RosterFiles files) {
        this.set = set;
        this.files = files;
    }

    /** Returns the version of the set, if it is whole and all that has to be read of it is there. */
    static String version(Path set, RosterFiles files, OneRosterOptions options, ProblemList problems)
            throws IOException, RefusedException {
        RosterManifest manifest = new RosterManifest(set, files);
        manifest.read(problems);
        return manifest.version(options);
    }

    private void read(ProblemList problems) throws IOException, RefusedException {
        if (!files.has(RosterFiles.MANIFEST)) {
            problems.tell(new Problem(
                    "oneroster.manifest-missing",
                    set.toString(),
                    "no manifest.csv",
                    "a manifest.csv that says the version and which files are whole",
                    "Export the set again; it was read as a whole one, of the version that its files look like."));
            return;
        }
        properties.put(VERSION, "");
        // Its rows are no data, and in no count of rows.
        new RosterRows(files, problems)
                .read(
                        RosterFiles.MANIFEST,
                        List.of("propertyName", "value"),
                        headers -> List.of(),
                        row -> properties.put(row.at("propertyName").toLowerCase(Locale.ROOT), row.at("value")));
    }

    private String version(OneRosterOptions options) throws RefusedException {
        String found = properties.getOrDefault(VERSION, files.has(RosterFiles.ROLES) ? "1.2" : "1.1");
        if (!found.matches("1\\.[12](\\.\\d+)?")) {
            throw new RefusedException(
                    "oneroster.version",
                    place(VERSION),
                    found.isEmpty() ? "nothing" : Texts.shown(found),
                    "1.1 or 1.2",
                    "Export the set in one of these versions, as CSV.");
        }
        String known = found.substring(0, 3);
        if (known.equals("1.1") && (options.isPrimaryOnly() || options.date().isPresent())) {
            throw new RefusedException(
                    "oneroster.option",
                    set,
                    "version 1.1, whose users have no primary role and no dates",
                    "version 1.2 where only primary roles, or those on a date, are to count",
                    "Export the set in version 1.2, or count all roles.");
        }
        for (String file : known.equals("1.1")
                ? List.of(RosterFiles.ORGS, RosterFiles.USERS)
                : List.of(RosterFiles.ORGS, RosterFiles.ROLES, RosterFiles.USERS)) {
            checkWhole(file);
        }
        return known;
    }

    private String place(String property) {
        return files.has(RosterFiles.MANIFEST)
                ? "%s, %s".formatted(files.sourceName(RosterFiles.MANIFEST), property)
                : set.toString();
    }

    private void checkWhole(String file) throws RefusedException {
        String property = "file." + file.substring(0, file.length() - ".csv".length());
        String mode = properties.isEmpty()
                ? "bulk"
                : properties.getOrDefault(property, "").toLowerCase(Locale.ROOT);
        String place = place(property);
        switch (mode) {
            case "bulk" -> {}
            case "delta" ->
                throw new RefusedException(
                        "oneroster.delta",
                        place,
                        "delta: only what changed since another export",
                        "bulk: the whole file",
                        "Export the whole set; changes alone cannot be counted.");
            case "absent", "" ->
                throw new RefusedException(
                        "oneroster.absent",
                        place,
                        mode.isEmpty() ? "nothing" : mode,
                        "bulk: schools and pupils cannot be counted without the file",
                        "Export the set with %s.".formatted(file));
            default ->
                throw new RefusedException(
                        "oneroster.manifest",
                        place,
                        Texts.shown(mode),
                        "absent, bulk or delta",
                        "Correct the manifest.");
        }
        if (!files.has(file)) {
            throw new RefusedException(
                    "oneroster.file-missing",
                    set,
                    "no " + file,
                    "%s, as the manifest says".formatted(file),
                    "Add the file, or export the set again.");
        }
    }
}
