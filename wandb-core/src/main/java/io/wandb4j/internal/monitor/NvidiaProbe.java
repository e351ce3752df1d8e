package io.wandb4j.internal.monitor;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What NVIDIA GPUs are doing. Without one, or without its driver, there is nothing to tell. */
final class NvidiaProbe implements Probe {
    private static final long MIB = 1024 * 1024;
    private static final double HUNDRED = 100;
    private static final String INDEX = "index";
    private static final String UUID = "uuid";
    private static final String USED = "memory.used";
    private static final String TOTAL = "memory.total";
    private static final String POWER = "power.draw";
    private static final String POWER_LIMIT = "enforced.power.limit";
    private static final Map<String, String> PROCESS_TOO =
            Map.of("utilization.gpu", "gpu", "utilization.memory", "memory", "temperature.gpu", "temp");

    /** Questions that every driver understands, and the names of their answers. */
    private static final Map<String, String> USUAL = Map.of(
            "utilization.gpu", "gpu",
            "utilization.memory", "memory",
            "temperature.gpu", "temp",
            "fan.speed", "fanSpeed",
            "clocks.sm", "smClock",
            "clocks.mem", "memoryClock",
            "clocks.gr", "graphicsClock");

    /** Questions that some drivers refuse, together with all others. */
    private static final Map<String, String> RARE = Map.of(
            "ecc.errors.corrected.volatile.device_memory", "correctedMemoryErrors",
            "ecc.errors.uncorrected.volatile.device_memory", "uncorrectedMemoryErrors",
            "utilization.encoder", "encoderUtilization",
            "pcie.link.gen.current", "pcieLinkGen",
            "pcie.link.gen.max", "maxPcieLinkGen",
            "pcie.link.width.current", "pcieLinkWidth",
            "pcie.link.width.max", "maxPcieLinkWidth");

    private final NvidiaSmi smi;
    private final Set<String> wanted;
    private List<String> questions;
    private boolean answered;
    private boolean absent;

    /** A probe of the GPUs with the given numbers, or of all if there are none. */
    NvidiaProbe(NvidiaSmi smi, List<String> wanted) {
        this.smi = smi;
        this.wanted = Set.copyOf(wanted);
        this.questions = questions(List.of(USUAL.keySet(), RARE.keySet()));
    }

    @Override
    public String name() {
        return "the GPUs";
    }

    @Override
    public void read(Readings readings) throws IOException, InterruptedException {
        if (absent) {
            return;
        }
        List<Map<String, String>> gpus = gpus();
        Set<String> used = gpus.isEmpty() ? Set.of() : smi.usedBy(processes());
        for (Map<String, String> gpu : gpus) {
            String number = gpu.getOrDefault(INDEX, "");
            if (!number.isEmpty() && (wanted.isEmpty() || wanted.contains(number))) {
                read(gpu, number, used.contains(gpu.getOrDefault(UUID, "")), readings);
            }
        }
    }

    private List<Map<String, String>> gpus() throws IOException, InterruptedException {
        List<Map<String, String>> gpus = smi.gpus(questions);
        if (gpus.isEmpty() && !answered) {
            questions = questions(List.of(USUAL.keySet()));
            gpus = smi.gpus(questions);
            absent = gpus.isEmpty();
        } else if (gpus.isEmpty()) {
            throw new IOException("nvidia-smi does not answer any more");
        }
        answered = !absent;
        return gpus;
    }

    private static List<String> questions(List<Set<String>> more) {
        Set<String> questions = new HashSet<>(List.of(INDEX, UUID, USED, TOTAL, POWER, POWER_LIMIT));
        more.forEach(questions::addAll);
        return questions.stream().sorted().toList();
    }

    private static void read(Map<String, String> gpu, String number, boolean used, Readings readings) {
        List<String> prefixes =
                used ? List.of("gpu." + number + ".", "gpu.process." + number + ".") : List.of("gpu." + number + ".");
        for (String prefix : prefixes) {
            boolean ofProcess = prefix.contains("process");
            (ofProcess ? PROCESS_TOO : USUAL)
                    .forEach((question, name) -> readings.put(prefix + name, number(gpu, question)));
            if (!ofProcess) {
                RARE.forEach((question, name) -> readings.put(prefix + name, number(gpu, question)));
            }
            readMemory(gpu, prefix, readings);
            readings.put(prefix + "powerWatts", number(gpu, POWER));
            readings.put(prefix + "enforcedPowerLimitWatts", number(gpu, POWER_LIMIT));
            readings.put(prefix + "powerPercent", HUNDRED * number(gpu, POWER) / number(gpu, POWER_LIMIT));
        }
    }

    private static void readMemory(Map<String, String> gpu, String prefix, Readings readings) {
        double used = number(gpu, USED);
        readings.put(prefix + "memoryAllocated", HUNDRED * used / number(gpu, TOTAL));
        if (Double.isFinite(used)) {
            readings.put(prefix + "memoryAllocatedBytes", Math.round(used * MIB));
        }
    }

    /** The answer to a question; no number where there is none, which is left out of the readings. */
    private static double number(Map<String, String> gpu, String question) {
        try {
            return Double.parseDouble(gpu.getOrDefault(question, "NaN"));
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    private static Set<Long> processes() {
        Set<Long> processes = new HashSet<>();
        processes.add(ProcessHandle.current().pid());
        ProcessHandle.current().descendants().map(ProcessHandle::pid).forEach(processes::add);
        return processes;
    }
}
