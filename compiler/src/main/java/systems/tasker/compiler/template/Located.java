package systems.tasker.compiler.template;

import systems.tasker.compiler.diagnostics.Place;

/** A value of a template and where it stands. */
public record Located<T>(T value, Place place) {}
