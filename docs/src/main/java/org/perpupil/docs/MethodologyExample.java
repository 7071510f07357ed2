package org.perpupil.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.perpupil.formula.funding.FundingModel;
import org.perpupil.io.report.Methodology;

/** Writes the methodology of the Los Angeles model for its board, as a page and as text. */
public final class MethodologyExample {
    private MethodologyExample() {}

    static Methodology write(Path folder) throws IOException {
        FundingModel model = LosAngeles.model();
        // guide:start
        Methodology methodology = Methodology.of(model, LosAngeles.YEAR);
        methodology.writeTo(folder.resolve("methodology.html"));
        methodology.writeText(folder.resolve("methodology.txt"));
        System.out.println(methodology.line("poverty"));
        // guide:end
        return methodology;
    }

    /** Runs the example; the one argument is the folder to write to. */
    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args.length == 0 ? "target/methodology" : args[0]);
        Files.createDirectories(folder);
        write(folder);
    }
}
