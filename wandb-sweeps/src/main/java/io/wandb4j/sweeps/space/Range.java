package io.wandb4j.sweeps.space;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A number between two bounds, both included where it is whole. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Range {
    /** The lower bound. */
    double min();

    /** The upper bound. */
    double max();

    /** Whether every order of magnitude is equally likely; the bounds must be positive then. */
    boolean log() default false;

    /** The step that values are multiples of; 0 for none. */
    double step() default 0;
}
