package systems.tasker.local.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import systems.tasker.services.Fault;

/** A fault as it is typed. */
final class FaultOption implements ITypeConverter<Fault> {
    @Override
    public Fault convert(String typed) {
        try {
            return Fault.parse(typed);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(String.valueOf(e.getMessage()));
        }
    }
}
