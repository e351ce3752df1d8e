package io.wandb4j.sweeps.space;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A number between 0 and 1 by two weights. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Beta {
    /** The weight that pulls upwards. */
    double a() default 1;

    /** The weight that pulls downwards. */
    double b() default 1;

    /** The step that values are multiples of; 0 for none. */
    double step() default 0;
}
