package dev.countersign.app.policy;

import dev.countersign.app.connect.Actors;
import dev.countersign.app.review.ReviewModel;
import dev.countersign.engine.ReviewRequest;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;

/** Who makes the change, for ownership rules; remembered for the project and never guessed from the account of this computer. */
public final class ActorModel {
    private final ReviewModel review;
    private final Actors actors;

    public ActorModel(ReviewModel review, Actors actors) {
        this.review = review;
        this.actors = actors;
    }

    /** Who it is at the moment; empty: nobody said. */
    public ReadOnlyObjectProperty<Optional<String>> actorProperty() {
        return review.actorProperty();
    }

    /** The request, made by whoever made changes in its project before, unless it says itself who makes it. */
    public ReviewRequest remembering(ReviewRequest request) {
        return request.actor().isPresent() ? request : request.by(actors.read(request));
    }

    /** Judges the plan that is shown for that person, and remembers it; blank: nobody in particular. */
    public void say(String name) {
        Optional<String> stated = Optional.of(name.strip()).filter(text -> !text.isEmpty());
        review.request().ifPresent(request -> actors.write(request, stated));
        review.actAs(stated);
    }
}
