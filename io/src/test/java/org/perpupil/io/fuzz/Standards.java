package org.perpupil.io.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.perpupil.io.edfi.EdFiFinance;
import org.perpupil.io.edfi.EdFiOrganizations;
import org.perpupil.io.edfi.EdFiPrograms;
import org.perpupil.io.edfi.EdFiStaff;
import org.perpupil.io.oneroster.OneRoster;
import org.perpupil.problem.Loaded;

/** Sets and interchanges of the standards. */
final class Standards {
    private static final String ORGANIZATION =
            "<EducationOrganizationReference><EducationOrganizationIdentity><EducationOrganizationId>%s"
                    + "</EducationOrganizationId></EducationOrganizationIdentity></EducationOrganizationReference>\n";

    private Standards() {}

    /** Reads an interchange. */
    interface Interchange {
        Loaded<?> read(Path file) throws IOException;
    }

    static List<Subject> all() throws IOException {
        return List.of(
                oneRoster(),
                edFi(
                        "EducationOrganization",
                        EdFiOrganizations::read,
                        "<School><StateOrganizationId>1</StateOrganizationId><NameOfInstitution>Oak</NameOfInstitution>"
                                + "<GradeLevel>uri://ed-fi.org/GradeLevelDescriptor#First grade</GradeLevel>"
                                + "<SchoolId>4400001</SchoolId></School>\n"),
                edFi(
                        "StudentProgram",
                        EdFiPrograms::read,
                        "<StudentProgramAssociation><StudentReference><StudentIdentity><StudentUniqueId>7</StudentUniqueId>"
                                + "</StudentIdentity></StudentReference><ProgramReference><ProgramIdentity>"
                                + "<ProgramName>Migrant</ProgramName>"
                                + "<ProgramType>uri://ed-fi.org/ProgramTypeDescriptor#Migrant Education</ProgramType>"
                                + ORGANIZATION.formatted("255901 ")
                                + "</ProgramIdentity></ProgramReference>"
                                + ORGANIZATION.formatted("255901")
                                + "<BeginDate>2026-08-01</BeginDate></StudentProgramAssociation>\n"),
                edFi(
                        "StaffAssociation",
                        EdFiStaff::read,
                        "<StaffEducationOrganizationAssignmentAssociation><StaffReference><StaffIdentity>"
                                + "<StaffUniqueId>7</StaffUniqueId></StaffIdentity></StaffReference>\n"
                                + ORGANIZATION.formatted("4400001")
                                + "<StaffClassification>uri://ed-fi.org/StaffClassificationDescriptor#Teacher"
                                + "</StaffClassification><BeginDate>2026-08-01</BeginDate>"
                                + "<FullTimeEquivalency>0.6250</FullTimeEquivalency>"
                                + "</StaffEducationOrganizationAssignmentAssociation>\n"),
                edFi(
                        "Finance",
                        EdFiFinance::read,
                        "<FundDimension><Code>199</Code><FiscalYear>2022</FiscalYear><CodeName>General</CodeName>"
                                + "</FundDimension>\n"));
    }

    private static Subject edFi(String root, Interchange interchange, String record) {
        String text =
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Interchange%1$s xmlns=\"http://ed-fi.org/5.2.0\">\n%2$s</Interchange%1$s>\n"
                        .formatted(root, record);
        return new Subject(
                "Ed-Fi " + root,
                ".xml",
                List.of(text.getBytes(UTF_8)),
                false,
                file -> Subject.Outcome.of(interchange.read(file)));
    }

    private static Subject oneRoster() throws IOException {
        return new Subject(
                "OneRoster",
                ".zip",
                List.of(
                        set(
                                "1.1",
                                "sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,grades\n"
                                        + "p1,active,2026-08-01,true,s1,student,KG\np2,active,15/08/2026,true,\"s1,s2\",student,01\n",
                                ""),
                        set(
                                "1.2",
                                "sourcedId,status,dateLastModified,enabledUser,username,grades\n"
                                        + "p1,active,1/08/2026,true,a,KG\n",
                                "sourcedId,status,dateLastModified,userSourcedId,roleType,role,beginDate,endDate,orgSourcedId\n"
                                        + "r2,active,2026-08-01,p1,primary,student,2026-08-01,2027-06-30,s1\n")),
                false,
                file -> Subject.Outcome.of(OneRoster.read(file)));
    }

    private static byte[] set(String version, String users, String roles) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            entry(
                    zip,
                    "manifest.csv",
                    "propertyName,value\nmanifest.version,1.0\noneroster.version," + version
                            + "\nfile.orgs,bulk\nfile.users,bulk\n" + (roles.isEmpty() ? "" : "file.roles,bulk\n"));
            entry(
                    zip,
                    "orgs.csv",
                    "sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId\n"
                            + "d,active,2026-08-01,Lakeside,district,4400000,\ns1,active,2026-08-01,Oak,school,4400001,d\n"
                            + "s2,active,01/08/2026,Elm,school,4400002,d\n");
            entry(zip, "users.csv", users);
            if (!roles.isEmpty()) {
                entry(zip, "roles.csv", roles);
            }
        }
        return bytes.toByteArray();
    }

    private static void entry(ZipOutputStream zip, String name, String text) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(text.getBytes(UTF_8));
    }
}
