package dev.countersign.app.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote into the program. */
public final class ProductVersion implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {"countersign " + number(), "Java " + Runtime.version()};
    }

    /** The version number alone. */
    public String number() {
        try (InputStream in = ProductVersion.class.getResourceAsStream("/dev/countersign/app/version.properties")) {
            Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
