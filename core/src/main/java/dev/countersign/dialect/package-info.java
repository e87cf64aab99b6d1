/** What a database dialect brings: inspection, planning, definitions for people, observation on a dev database. One package and one service line each. */
package dev.countersign.dialect;
