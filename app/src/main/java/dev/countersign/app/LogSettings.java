package dev.countersign.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;
import org.slf4j.Logger;

/**
 * Where logs go: standard error, from {@code COUNTERSIGN_LOG} on for ourselves (errors unless it says otherwise) and from
 * {@code COUNTERSIGN_LOG_LIBRARIES} on for libraries (nothing unless it says otherwise). In code, because reading a configuration file would be a
 * noticeable part of a short command's time. Found by {@link java.util.ServiceLoader}.
 */
public final class LogSettings extends ContextAwareBase implements Configurator {
    @Override
    public ExecutionStatus configure(LoggerContext context) {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern("%d{HH:mm:ss.SSS} %-5level %logger{20} %msg%n");
        encoder.start();
        ConsoleAppender<ILoggingEvent> standardError = new ConsoleAppender<>();
        standardError.setContext(context);
        standardError.setName("err");
        standardError.setTarget("System.err");
        standardError.setEncoder(encoder);
        standardError.start();
        context.getLogger("dev.countersign").setLevel(level("COUNTERSIGN_LOG", Level.ERROR));
        ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(level("COUNTERSIGN_LOG_LIBRARIES", Level.OFF));
        root.addAppender(standardError);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    private static Level level(String variable, Level otherwise) {
        return Level.toLevel(System.getenv(variable), otherwise);
    }
}
