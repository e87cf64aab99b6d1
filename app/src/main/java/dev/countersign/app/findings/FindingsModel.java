package dev.countersign.app.findings;

import dev.countersign.app.review.ReviewModel;
import dev.countersign.app.review.Shown;
import dev.countersign.lint.Diagnostic;
import dev.countersign.lint.Severity;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.collections.transformation.FilteredList;

/** All findings, filtered by a predicate over a list that is kept; suppressed ones are counted even while they are not listed. */
public final class FindingsModel {
    private static final Comparator<Diagnostic> ORDER = Comparator.comparing((Diagnostic d) -> !d.active())
            .thenComparing(Diagnostic::severity)
            .thenComparing(Diagnostic::statement)
            .thenComparing(Diagnostic::code);
    private final ReviewModel review;
    private final ObservableList<Diagnostic> all = FXCollections.observableArrayList();
    private final FilteredList<Diagnostic> listed = new FilteredList<>(all);
    private final StringProperty filter = new SimpleStringProperty("");
    private final BooleanProperty showErrors = new SimpleBooleanProperty(true);
    private final BooleanProperty showWarnings = new SimpleBooleanProperty(true);
    private final BooleanProperty showNotes = new SimpleBooleanProperty(true);
    private final BooleanProperty showSuppressed = new SimpleBooleanProperty(true);
    private final ReadOnlyObjectWrapper<Counts> counts = new ReadOnlyObjectWrapper<>(new Counts(0, 0, 0, 0));

    private final ReadOnlyBooleanWrapper judged = new ReadOnlyBooleanWrapper();

    /** How many findings there are of each sort; suppressed ones only in {@code suppressed}. */
    public record Counts(int errors, int warnings, int notes, int suppressed) {}

    public FindingsModel(ReviewModel review) {
        this.review = review;
        review.shownProperty().subscribe(shown -> {
            judged.set(shown.flatMap(Shown::review).isPresent());
            List<Diagnostic> found = shown.map(Shown::diagnostics).orElse(List.of());
            all.setAll(found.stream().sorted(ORDER).toList());
            counts.set(new Counts(
                    count(found, Severity.ERROR), count(found, Severity.WARNING), count(found, Severity.INFO), (int)
                            found.stream().filter(d -> !d.active()).count()));
        });
        filter.subscribe(text -> refilter());
        showErrors.subscribe(is -> refilter());
        showWarnings.subscribe(is -> refilter());
        showNotes.subscribe(is -> refilter());
        showSuppressed.subscribe(is -> refilter());
    }

    /** The findings that the filter lets through: those that count first, by weight, then by statement. */
    public ObservableList<Diagnostic> listed() {
        return listed;
    }

    /** Whether the plan that is shown has been looked at; until then no findings means nothing. */
    public ReadOnlyBooleanProperty judgedProperty() {
        return judged.getReadOnlyProperty();
    }

    /** How many there are, whatever the filter says. */
    public ReadOnlyObjectProperty<Counts> countsProperty() {
        return counts.getReadOnlyProperty();
    }

    /** Words that a finding must contain, in any case. */
    public StringProperty filterProperty() {
        return filter;
    }

    /** Whether findings of that severity that count are listed. */
    public BooleanProperty showProperty(Severity severity) {
        return switch (severity) {
            case ERROR -> showErrors;
            case WARNING -> showWarnings;
            case INFO -> showNotes;
        };
    }

    /** Whether suppressed findings are listed. */
    public BooleanProperty showSuppressedProperty() {
        return showSuppressed;
    }

    /** The finding that is looked at. */
    public ObjectProperty<Optional<Diagnostic>> selectedProperty() {
        return review.selection().findingProperty();
    }

    /** Looks at a finding and its statement. */
    public void select(Diagnostic finding) {
        review.selection().findingProperty().set(Optional.of(finding));
        if (finding.statement() > 0) {
            review.selection().statementProperty().set(Optional.of(finding.statement()));
        }
    }

    private void refilter() {
        List<String> wanted =
                List.of(filter.get().strip().toLowerCase(Locale.ROOT).split("\\s+"));
        Predicate<Diagnostic> severity =
                d -> d.active() ? showProperty(d.severity()).get() : showSuppressed.get();
        listed.setPredicate(severity.and(d -> matches(d, wanted)));
    }

    private static boolean matches(Diagnostic finding, List<String> wanted) {
        String text = (finding.code() + " " + finding.analyzer() + " " + finding.message() + " "
                        + finding.object().map(Object::toString).orElse(""))
                .toLowerCase(Locale.ROOT);
        return wanted.stream().allMatch(text::contains);
    }

    private static int count(List<Diagnostic> found, Severity severity) {
        return (int) found.stream()
                .filter(d -> d.active() && d.severity() == severity)
                .count();
    }
}
