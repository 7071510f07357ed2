package org.perpupil.io.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.perpupil.district.FiscalYear;
import org.perpupil.io.california.CaliforniaFiles;
import org.perpupil.io.csv.BudgetsCsv;
import org.perpupil.io.csv.SchoolsCsv;
import org.perpupil.io.csv.StudyCsv;
import org.perpupil.io.dcps.DcpsFiles;
import org.perpupil.io.edfi.EdFiFinance;
import org.perpupil.io.edfi.EdFiOrganizations;
import org.perpupil.io.edfi.EdFiPrograms;
import org.perpupil.io.edfi.EdFiStaff;
import org.perpupil.io.nces.NcesFiles;

/** Files that are published, where they are there. */
final class Published {
    private Published() {}

    static List<Subject> all() throws IOException {
        Optional<String> data = Optional.ofNullable(System.getProperty("perpupil.data"))
                .or(() -> Optional.ofNullable(System.getenv("PERPUPIL_DATA")));
        if (data.isEmpty()) {
            return List.of();
        }
        Path folder = Path.of(data.get());
        FiscalYear year = FiscalYear.of(2016);
        List<Subject> all = new ArrayList<>();
        all.add(subject(
                folder,
                "standards/calpads/cupc-2019-20-sacramento-county.csv",
                file -> Subject.Outcome.of(
                        SchoolsCsv.read(file, CaliforniaFiles.unduplicatedCounts("total_enrolled")))));
        all.add(subject(
                folder,
                "california/frpm-2014-15-twin-rivers.csv",
                file -> Subject.Outcome.of(SchoolsCsv.read(file, CaliforniaFiles.freeMeals()))));
        all.add(subject(
                folder,
                "standards/calpads/calpads-report-1.17-losangeles-2017-18.xlsx",
                file -> Subject.Outcome.of(SchoolsCsv.read(file, CaliforniaFiles.charterCountReport()))));
        all.add(subject(
                folder,
                "dcps/school-budgets-fy2015-fy2017.csv",
                file -> Subject.Outcome.of(BudgetsCsv.read(file, DcpsFiles.budgets(year), year, DcpsFiles.sources()))));
        all.add(subject(
                folder,
                "standards/nces/ccd_sch_029_2526_excerpt.csv",
                file -> Subject.Outcome.of(StudyCsv.read(file, NcesFiles.directory()))));
        all.add(subject(
                folder,
                "standards/edfi-5.2/EducationOrganization.xml",
                file -> Subject.Outcome.of(EdFiOrganizations.read(file)),
                false));
        all.add(subject(
                folder,
                "standards/edfi-5.2/StudentProgram.xml",
                file -> Subject.Outcome.of(EdFiPrograms.read(file)),
                false));
        all.add(subject(
                folder,
                "standards/edfi-5.2/StaffAssociation.xml",
                file -> Subject.Outcome.of(EdFiStaff.read(file)),
                false));
        all.add(subject(
                folder, "standards/edfi-5.2/Finance.xml", file -> Subject.Outcome.of(EdFiFinance.read(file)), false));
        return all;
    }

    private static Subject subject(Path folder, String path, Subject.Reading reading) throws IOException {
        return subject(folder, path, reading, true);
    }

    private static Subject subject(Path folder, String path, Subject.Reading reading, boolean listsRows)
            throws IOException {
        Path file = folder.resolve(path);
        return new Subject(
                path, path.substring(path.lastIndexOf('.')), List.of(Files.readAllBytes(file)), listsRows, reading);
    }
}
