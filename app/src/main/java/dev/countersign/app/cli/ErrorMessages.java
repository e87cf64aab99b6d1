package dev.countersign.app.cli;

import dev.countersign.plan.UnplannableException;
import dev.countersign.progress.CancelledException;
import dev.countersign.progress.CountersignException;
import dev.countersign.signing.plan.PlanFormatException;
import dev.countersign.signing.trust.TrustException;
import dev.countersign.signing.verify.Check;
import java.nio.file.InvalidPathException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns failures into one sentence on standard error and an exit code. */
final class ErrorMessages implements IExecutionExceptionHandler, IParameterExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ErrorMessages.class);
    private static final int CANCELLED = 130;
    private final Terminal terminal;

    ErrorMessages(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        LOG.debug("{} failed", command.getCommandName(), failure);
        return switch (failure) {
            case UnplannableException unplannable -> {
                unplannable.reasons().forEach(reason -> terminal.error("unsupported: " + reason));
                yield CountersignException.ExitCode.UNSUPPORTED.code();
            }
            case PlanFormatException damaged -> refused(damaged, Check.V1);
            case TrustException trust -> refused(trust, Check.V6);
            case CountersignException known -> {
                terminal.error("countersign: " + known.getMessage());
                yield known.exitCode().code();
            }
            case CancelledException cancelled -> {
                terminal.error("countersign: cancelled");
                yield CANCELLED;
            }
            case InvalidPathException noPath -> {
                terminal.error("countersign: \"" + noPath.getInput().replace("\0", "\\u0000") + "\" is no path: "
                        + noPath.getReason() + ".");
                yield CountersignException.ExitCode.USAGE.code();
            }
            default -> {
                LOG.error("{} failed unexpectedly", command.getCommandName(), failure);
                terminal.error(
                        "countersign: unexpected " + failure.getClass().getSimpleName() + ": " + failure.getMessage()
                                + "\nThis is a fault of ours. Run again with COUNTERSIGN_LOG=debug for details.");
                yield CountersignException.ExitCode.FAILED.code();
            }
        };
    }

    private int refused(CountersignException failure, Check check) {
        terminal.error("countersign: " + failure.getMessage());
        return check.exitCode();
    }

    @Override
    public int handleParseException(ParameterException failure, String[] arguments) {
        CommandLine command = failure.getCommandLine();
        terminal.error("countersign: " + failure.getMessage());
        if (!UnmatchedArgumentException.printSuggestions(failure, command.getErr())) {
            terminal.error("See 'countersign " + (command.getParent() == null ? "" : command.getCommandName() + " ")
                    + "--help'.");
        }
        return CountersignException.ExitCode.USAGE.code();
    }
}
