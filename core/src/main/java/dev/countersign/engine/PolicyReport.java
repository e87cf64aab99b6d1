package dev.countersign.engine;

import dev.countersign.hcl.SourceRange;
import java.util.List;
import java.util.Optional;

/**
 * Whether a project file is fit for use.
 *
 * @param file the file, as it was named
 * @param environments the environments that were looked at; empty when the file could not be parsed or has none
 * @param findings everything to say about it, the worst first, then in text order
 */
public record PolicyReport(String file, List<String> environments, List<Finding> findings) {
    public PolicyReport {
        environments = List.copyOf(environments);
        findings = List.copyOf(findings);
    }

    /** How bad a finding is, the worst first. */
    public enum Weight {
        /** The file cannot be used. */
        ERROR("error"),
        /** The file asks to run a program that nobody has consented to. */
        CONSENT("consent"),
        /** The file says something that has no effect here, or whose effect is not known. */
        NOT_EVALUATED("not evaluated"),
        /** It is evaluated, and probably not what its author means. */
        WARNING("warning"),
        /** It is read, and cannot change what a review or a lint finds. */
        NOTICE("notice");

        private final String label;

        Weight(String label) {
            this.label = label;
        }

        /** The word for people. */
        public String label() {
            return label;
        }
    }

    /**
     * One finding.
     *
     * @param environments those that it is about; empty for the file as a whole
     * @param place where it stands, if in one place
     * @param text one sentence, without the place
     */
    public record Finding(Weight weight, List<String> environments, Optional<SourceRange> place, String text) {
        public Finding {
            environments = List.copyOf(environments);
        }
    }

    /** The findings of one weight. */
    public List<Finding> of(Weight weight) {
        return findings.stream().filter(f -> f.weight() == weight).toList();
    }

    /** Whether everything is evaluated; warnings and notices do not stand in the way. */
    public boolean complete() {
        return findings.stream().allMatch(f -> f.weight() == Weight.WARNING || f.weight() == Weight.NOTICE);
    }
}
