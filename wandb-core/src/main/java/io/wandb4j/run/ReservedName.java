package io.wandb4j.run;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.CRC32;

/** Names of artifacts that the client makes of what the user called something else. */
final class ReservedName {
    private ReservedName() {}

    /** The name without what no artifact's name may have; a checksum keeps apart what is alike then. */
    static String of(String name) {
        String fit = name.replaceAll("[^a-zA-Z0-9_\\-.]+", "");
        if (fit.equals(name)) {
            return name;
        }
        CRC32 checksum = new CRC32();
        checksum.update(name.getBytes(StandardCharsets.UTF_8));
        byte[] bytes = ByteBuffer.allocate(Integer.BYTES)
                .putInt((int) checksum.getValue())
                .array();
        return fit + "-" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
