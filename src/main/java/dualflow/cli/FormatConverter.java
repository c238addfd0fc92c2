package dualflow.cli;

import dualflow.tensor.DType;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Parses the name of a format. */
final class FormatConverter implements ITypeConverter<DType> {
    @Override
    public DType convert(String name) {
        for (DType dtype : DType.values()) {
            if (dtype.toString().equals(name)) {
                return dtype;
            }
        }
        throw new TypeConversionException("there is no format '" + name + "'; there are float32 and float64");
    }
}
