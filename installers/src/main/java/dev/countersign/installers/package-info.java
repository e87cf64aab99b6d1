/** Makes a program of its own out of the packaged folder: linked runtime, launcher and icon for the platform of the build. */
package dev.countersign.installers;
