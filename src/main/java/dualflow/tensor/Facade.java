package dualflow.tensor;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks a package of which programs call the functions of one class; errors name these functions, not what they are made of. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PACKAGE)
public @interface Facade {
    /**
     * The class that programs call.
     *
     * @return a class of the package
     */
    Class<?> value();
}
