import java.io.*;
import java.util.*;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.*;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.*;
public class Vera {
  public static void main(String[] a) throws Exception {
    VeraGreenfieldFoundryProvider.initialise();
    int bad = 0;
    for (String s : a) {
      String[] p = s.split("=", 2);
      PDFAFlavour f = PDFAFlavour.fromString(p[0]);
      try (PDFAParser parser = Foundries.defaultInstance().createParser(new FileInputStream(p[1]), f)) {
        PDFAValidator v = Foundries.defaultInstance().createValidator(f, false);
        ValidationResult r = v.validate(parser);
        System.out.println(p[0] + " " + new File(p[1]).getName() + " " + (r.isCompliant() ? "PASS" : "FAIL"));
        if (!r.isCompliant()) {
          bad++;
          Set<String> seen = new TreeSet<>();
          for (TestAssertion t : r.getTestAssertions())
            if (t.getStatus() == TestAssertion.Status.FAILED) seen.add(t.getRuleId().getClause() + "-" + t.getRuleId().getTestNumber() + " " + t.getMessage());
          for (String x : seen) System.out.println("   " + x);
        }
      }
    }
    System.exit(bad == 0 ? 0 : 1);
  }
}
