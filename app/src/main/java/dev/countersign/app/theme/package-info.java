/** How the window looks: colour scheme, font size, fonts, icons. */
package dev.countersign.app.theme;
