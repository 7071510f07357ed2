package org.perpupil.io.oneroster;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A small set, written by hand: a district, two schools and a department of the first. */
final class RosterSet {
    static final String ORGS = """
            sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId
            d,active,2026-08-01,Lakeside District,district,4400000,
            s1,active,2026-08-01,Oak School,school,4400001,d
            s2,active,01/08/2026,Elm School,school,4400002,d
            s3,tobedeleted,2026-08-01,Ash School,school,4400003,d
            m,active,2026-08-01,Oak Mathematics,department,,s1
            """;

    static final String USERS_1_1 = """
            sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,grades,metadata.frl
            t1,active,2026-08-01,true,s1,teacher,,
            p1,active,2026-08-01,true,s1,student,KG,F
            p2,active,15/08/2026,true,"s1,s2",student,01,P
            p3,,,true,"d,s2",student,01,R
            p4,active,2026-08-01,false,m,student,"01",P
            p5,tobedeleted,2026-08-01,true,s1,student,02,F
            """;

    static final String USERS_1_2 = """
            sourcedId,status,dateLastModified,enabledUser,username,grades,prefferedGivenName,metadata.frl
            t1,active,1/08/2026,true,t,,Terry,
            p1,active,1/08/2026,true,a,KG,,F
            p2,active,1/08/2026,true,b,01,,P
            p3,,,true,c,01,,R
            """;

    static final String ROLES = """
            sourcedId,status,dataLastModified,userSourcedId,roleType,role,beginDate,endDate,orgSourcedId,,
            r1,active,2026-08-01,t1,primary,teacher,2026-08-01,2027-06-30,s1
            r2,active,2026-08-01,p1,primary,student,2026-08-01,2027-06-30,s1
            r3,active,2026-08-01,p2,primary,student,2026-08-01,2027-06-30,s1
            r4,active,2026-08-01,p2,secondary,student,2026-08-01T00:00:00Z,,s2
            r5,active,2026-08-01,p3,primary,student,2026-11-01,2027-06-30,s2
            """;

    private final Map<String, String> files = new LinkedHashMap<>();

    static RosterSet of(String version) {
        RosterSet set = new RosterSet();
        boolean hasRoles = version.equals("1.2");
        set.with(
                "manifest.csv",
                "propertyName,value\nmanifest.version,1.0\noneroster.version," + version
                        + "\nfile.demographics,absent\nfile.orgs,bulk\nfile.users,bulk\n"
                        + (hasRoles ? "file.roles,bulk\nfile.scoreScales,\n" : ""));
        set.with("orgs.csv", ORGS);
        set.with("users.csv", hasRoles ? USERS_1_2 : USERS_1_1);
        return hasRoles ? set.with("roles.csv", ROLES) : set;
    }

    RosterSet with(String name, String text) {
        files.put(name, text);
        return this;
    }

    RosterSet without(String name) {
        files.remove(name);
        return this;
    }

    RosterSet replacing(String name, String old, String with) {
        String text = files.get(name);
        if (!text.contains(old)) {
            throw new IllegalArgumentException(name + " has no " + old);
        }
        return with(name, text.replace(old, with));
    }

    Path in(Path folder) {
        try {
            for (Map.Entry<String, String> file : files.entrySet()) {
                Files.writeString(folder.resolve(file.getKey()), file.getValue());
            }
            return folder;
        } catch (IOException unwritten) {
            throw new UncheckedIOException(unwritten);
        }
    }

    /** Writes a zip file of the set, each file below a folder. */
    Path zipped(Path zip, String folder) throws IOException {
        try (OutputStream stream = Files.newOutputStream(zip);
                ZipOutputStream entries = new ZipOutputStream(stream)) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                entries.putNextEntry(new ZipEntry(folder + file.getKey()));
                entries.write(file.getValue().getBytes(UTF_8));
            }
        }
        return zip;
    }
}
