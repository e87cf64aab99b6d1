package dev.countersign.hcl;

import java.util.List;
import java.util.Optional;

/**
 * <code>type "label" { ... }</code>.
 *
 * @param type the first word
 * @param typeRange where that word stands
 * @param labels the labels, quoted or bare
 * @param body what stands between the braces
 * @param range the whole block
 */
public record HclBlock(String type, SourceRange typeRange, List<Label> labels, HclBody body, SourceRange range) {

    /** One label and its place. */
    public record Label(String value, SourceRange range) {}

    /** Copies the labels. */
    public HclBlock {
        labels = List.copyOf(labels);
    }

    /** The first label. */
    public Optional<String> label() {
        return labels.isEmpty()
                ? Optional.empty()
                : Optional.of(labels.getFirst().value());
    }

    /** Type and labels as a person would name the block. */
    public String title() {
        StringBuilder title = new StringBuilder(type);
        labels.forEach(label -> title.append(" \"").append(label.value()).append('"'));
        return title.toString();
    }
}
