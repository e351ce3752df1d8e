package io.wandb4j.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Which tags are called otherwise on the server, as {@code old1=new1,old2=new2}. */
record TagReplacements(Map<String, String> tags) {
    TagReplacements {
        tags = Map.copyOf(tags);
    }

    /** Reads them from the command line. */
    static final class Converter implements ITypeConverter<TagReplacements> {
        @Override
        public TagReplacements convert(String text) {
            Map<String, String> tags = new LinkedHashMap<>();
            for (String pair : text.split(",", -1)) {
                int equals = pair.indexOf('=');
                String before = pair.substring(0, Math.max(0, equals)).strip();
                String after = pair.substring(equals + 1).strip();
                if (before.isEmpty() || after.isEmpty()) {
                    throw new TypeConversionException("'" + pair + "' is not old=new");
                }
                tags.put(before, after);
            }
            return new TagReplacements(tags);
        }
    }
}
