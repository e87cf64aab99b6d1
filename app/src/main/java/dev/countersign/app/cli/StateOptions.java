package dev.countersign.app.cli;

import dev.countersign.engine.ReviewRequest;
import dev.countersign.engine.ReviewSession;
import dev.countersign.engine.Workspace;
import dev.countersign.progress.CountersignException;
import dev.countersign.progress.CountersignException.ExitCode;
import dev.countersign.progress.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say what to review: a project file with its environment and variables, and the two states. */
final class StateOptions {
    @Mixin
    private ProjectOptions project;

    @Option(
            names = {"--from", "-u", "--url"},
            paramLabel = "URL",
            description =
                    "current state: postgres://..., sqlite://x.db, file://x.sql, file://x.hcl, file://dir, env://url (default: the environment's url)")
    private String from = "";

    @Option(
            names = "--to",
            paramLabel = "URL",
            description = "desired state (repeatable; default: the environment's src)")
    private List<String> to = new ArrayList<>();

    @Option(
            names = "--rename",
            paramLabel = "OLD=NEW",
            description = "confirm a rename: public.account=public.client (repeatable)")
    private List<String> renames = new ArrayList<>();

    @Option(
            names = "--drop-roles",
            paramLabel = "PATTERN",
            description =
                    "roles of the live server that may be dropped when the desired state does not make them, e.g. app_*"
                            + " (repeatable; default: none; never a superuser, the database's owner or who connects)")
    private List<String> dropRoles = new ArrayList<>();

    /** Opens both states with the confirmed renames. */
    ReviewSession open(Workspace workspace, Progress progress) {
        return open(workspace, request(), progress);
    }

    /** Opens both states for somebody who signs: the signer is who makes the change, and nobody else. */
    ReviewSession open(Workspace workspace, Progress progress, String signer) {
        ReviewRequest request = request();
        request.actor().filter(actor -> !actor.equals(signer)).ifPresent(actor -> {
            throw new CountersignException(
                    ExitCode.USAGE,
                    "--actor " + actor + " is not the signer " + signer + "; who signs is who makes the change");
        });
        return open(workspace, request.by(Optional.of(signer)), progress);
    }

    private ReviewSession open(Workspace workspace, ReviewRequest request, Progress progress) {
        ReviewSession session = workspace.open(request, progress);
        try {
            confirm(session);
            return session;
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    /** Confirms the renames that the command line states. */
    void confirm(ReviewSession session) {
        session.confirmRenames(renames);
    }

    /** The request for both states. */
    ReviewRequest request() {
        ReviewRequest request = project.request(from, to);
        return request.with(request.selection().droppingRoles(dropRoles));
    }

    /** The request for the current state alone, for commands that have no desired one. */
    ReviewRequest requestOfCurrent() {
        if (!dropRoles.isEmpty()) {
            throw new CountersignException(ExitCode.USAGE, "--drop-roles is for two states, and this command has one");
        }
        return project.request(from, List.of());
    }

    /** Whether the command line names a current state. */
    boolean namesCurrent() {
        return !from.isEmpty();
    }

    /** Whether the command line names a desired state. */
    boolean namesDesired() {
        return !to.isEmpty();
    }
}
