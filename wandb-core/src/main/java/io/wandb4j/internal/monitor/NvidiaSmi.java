package io.wandb4j.internal.monitor;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The program {@code nvidia-smi}, which knows the NVIDIA GPUs of a machine. */
final class NvidiaSmi {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Pattern CUDA = Pattern.compile("CUDA Version\\s*:\\s*([0-9.]+)");

    private final Path program;

    private NvidiaSmi(Path program) {
        this.program = program;
    }

    /** The program, if one of the folders of a search path has it. */
    static Optional<NvidiaSmi> find(String searchPath) {
        for (String folder : searchPath.split(Pattern.quote(File.pathSeparator))) {
            for (String name : List.of("nvidia-smi", "nvidia-smi.exe")) {
                Optional<NvidiaSmi> found = at(folder, name);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<NvidiaSmi> at(String folder, String name) {
        try {
            Path file = Path.of(folder, name);
            boolean program = !folder.isEmpty() && Files.isRegularFile(file) && Files.isExecutable(file);
            return program ? Optional.of(new NvidiaSmi(file)) : Optional.empty();
        } catch (InvalidPathException e) { // search paths hold anything
            return Optional.empty();
        }
    }

    /** What all GPUs say to some questions, those left out that a GPU has no answer to; empty if there is no answer at all,
     * as where the driver is missing or does not know one of the questions. */
    List<Map<String, String>> gpus(List<String> questions) throws IOException, InterruptedException {
        List<Map<String, String>> gpus = new ArrayList<>();
        for (String line : lines("--query-gpu=" + String.join(",", questions))) {
            String[] answers = line.split(",\\s*", -1);
            Map<String, String> gpu = new LinkedHashMap<>();
            for (int i = 0; i < Math.min(answers.length, questions.size()); i++) {
                if (isAnswer(answers[i])) {
                    gpu.put(questions.get(i), answers[i].strip());
                }
            }
            gpus.add(gpu);
        }
        return gpus;
    }

    /** The identifiers of the GPUs that one of some processes computes on. */
    Set<String> usedBy(Set<Long> processes) throws IOException, InterruptedException {
        return lines("--query-compute-apps=pid,gpu_uuid").stream()
                .map(line -> line.split(",\\s*"))
                .filter(fields -> fields.length == 2 && fields[0].matches("[0-9]{1,18}"))
                .filter(fields -> processes.contains(Long.parseLong(fields[0])))
                .map(fields -> fields[1].strip())
                .collect(Collectors.toSet());
    }

    /** The newest version of CUDA that the driver can do. */
    Optional<String> cudaVersion() throws IOException, InterruptedException {
        Matcher matcher = CUDA.matcher(ask().orElse(""));
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private List<String> lines(String question) throws IOException, InterruptedException {
        return ask(question, "--format=csv,noheader,nounits")
                .orElse("")
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
    }

    private Optional<String> ask(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(words));
        return new Command(Path.of("").toAbsolutePath(), PATIENCE, command).output();
    }

    private static boolean isAnswer(String text) {
        return !text.isBlank() && !text.contains("N/A") && !text.startsWith("[");
    }
}
