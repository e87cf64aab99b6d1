package dev.countersign.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TerminalTest {

    @Test
    void controlCharactersOfNamesCannotReachTheTerminal() {
        assertThat(Terminal.visible("drop table \u001b[2Jusers\u0007 \u009b31m\tok\n"))
                .isEqualTo("drop table \\u{1b}[2Jusers\\u{7} \\u{9b}31m\tok\n");
    }
}
