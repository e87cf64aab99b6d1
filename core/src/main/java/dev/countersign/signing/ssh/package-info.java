/** SSH keys and SSHSIG signatures, as made by {@code ssh-keygen -Y sign}: key files, the agent, signing and checking. */
package dev.countersign.signing.ssh;
