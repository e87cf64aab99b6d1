package dev.countersign.gotemplate;

import dev.countersign.hcl.HclValue;
import dev.countersign.hcl.SourceRange;
import java.util.List;
import java.util.Optional;

/** A part of a template. */
sealed interface TemplateNode {

    /** Copied as it is. */
    record Text(String text) implements TemplateNode {}

    /** <code>{{pipeline}}</code>: shown, unless it sets variables. */
    record Output(Pipeline pipeline) implements TemplateNode {}

    /** {@code if}; an {@code else if} is an {@code if} in the other part. */
    record If(Pipeline condition, List<TemplateNode> then, List<TemplateNode> otherwise) implements TemplateNode {}

    /** {@code with}. */
    record With(Pipeline value, List<TemplateNode> then, List<TemplateNode> otherwise) implements TemplateNode {}

    /** {@code range}. */
    record Range(Pipeline items, List<TemplateNode> body, List<TemplateNode> otherwise) implements TemplateNode {}

    /** {@code template} or {@code block}. */
    record Invoke(String name, Optional<Pipeline> data, SourceRange range) implements TemplateNode {}

    /** {@code break} or {@code continue}. */
    record Leave(boolean forGood) implements TemplateNode {}

    /**
     * Commands of which each gets the value of the one before as its last argument.
     *
     * @param variables the names that it sets, without dollar signs
     * @param declares whether the names are new
     */
    record Pipeline(List<String> variables, boolean declares, List<Command> commands, SourceRange range) {}

    /** A function or a method with arguments, or one value. */
    record Command(List<Operand> words, SourceRange range) {}

    /** One word of a command. */
    sealed interface Operand {
        /** Where it stands. */
        SourceRange range();

        /** A literal; {@code nil} is null. */
        record Constant(HclValue value, SourceRange range) implements Operand {}

        /** A function. */
        record Function(String name, SourceRange range) implements Operand {}

        /** The current value. */
        record Dot(SourceRange range) implements Operand {}

        /** A variable; the empty name is what the template was given. */
        record Variable(String name, SourceRange range) implements Operand {}

        /** A pipeline in parentheses. */
        record Group(Pipeline pipeline, SourceRange range) implements Operand {}

        /** A field of a value. */
        record Field(Operand of, String name, SourceRange range) implements Operand {}
    }
}
