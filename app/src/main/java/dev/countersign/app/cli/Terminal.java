package dev.countersign.app.cli;

import java.io.PrintWriter;

/** Where commands print. Text from databases and files can never move the cursor or colour the screen: control characters come out visible there. */
public final class Terminal {
    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean watched;
    private final boolean redirected;

    /**
     * @param watched whether a person sees standard error as it comes
     * @param redirected whether standard output certainly goes to a file or another program
     */
    public Terminal(PrintWriter out, PrintWriter err, boolean watched, boolean redirected) {
        this.out = out;
        this.err = err;
        this.watched = watched;
        this.redirected = redirected;
    }

    /** Prints text to standard output as it is, apart from control characters. */
    public void print(String text) {
        status("");
        out.print(visible(text));
        out.flush();
    }

    /**
     * Prints what a command was asked for: exactly as it is where a file or a program takes it, since SQL with other characters in it is other SQL; else with control
     * characters visible, and a word about it.
     */
    void result(String text) {
        if (redirected) {
            status("");
            out.print(text);
            out.flush();
            return;
        }
        print(text);
        if (!visible(text).equals(text)) {
            error(
                    "The result holds control characters, which are shown as \\u{...} here and would not be the same as a script; --out FILE writes it as it is.");
        }
    }

    /** Prints a line to standard output. */
    public void line(String text) {
        print(text + "\n");
    }

    /** Prints a line to standard error. */
    public void error(String text) {
        status("");
        err.print(visible(text + "\n"));
        err.flush();
    }

    /** Shows what is being done in one line that the next one replaces; only where a person watches. */
    void status(String text) {
        if (watched) {
            err.print("\r\u001b[K" + visible(text));
            err.flush();
        }
    }

    /** Where help goes. */
    PrintWriter out() {
        return out;
    }

    /** Where complaints go. */
    PrintWriter err() {
        return err;
    }

    /** Writes C0 (apart from line feed and tab), DEL and C1 characters as {@code \}{@code u{1b}}. */
    static String visible(String text) {
        StringBuilder clean = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean control = (c < 0x20 && c != '\n' && c != '\t') || (c >= 0x7f && c <= 0x9f);
            if (control && clean == null) {
                clean = new StringBuilder(text.substring(0, i));
            }
            if (control) {
                clean.append("\\u{").append(Integer.toHexString(c)).append('}');
            } else if (clean != null) {
                clean.append(c);
            }
        }
        return clean == null ? text : clean.toString();
    }
}
