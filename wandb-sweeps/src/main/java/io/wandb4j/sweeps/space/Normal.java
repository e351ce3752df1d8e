package io.wandb4j.sweeps.space;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A number around a mean. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Normal {
    /** The mean; of the logarithm where {@link #log} is set. */
    double mu() default 0;

    /** The standard deviation. */
    double sigma() default 1;

    /** Whether the logarithm of the value is what lies around the mean. */
    boolean log() default false;

    /** The step that values are multiples of; 0 for none. */
    double step() default 0;
}
