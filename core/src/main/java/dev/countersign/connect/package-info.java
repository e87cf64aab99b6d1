/** What every product's connections share: passwords in memory, who asks for them, and the failure that names the next step. */
package dev.countersign.connect;
