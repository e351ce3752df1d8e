package io.wandb4j.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a run records of the machine and the program without being told.
 *
 * @param stats whether it samples what the machine is doing
 * @param statsInterval how long it is from one sample to the next
 * @param label what is put behind the names of samples, to tell processes of one run apart
 * @param diskPaths the places whose disk space is watched
 * @param gpus the numbers of the GPUs that are watched; all if there are none
 * @param info whether anything of machine and program may be told at all, the host's name included
 * @param metadata whether it describes machine and program
 * @param requirements whether it lists the libraries of the class path
 * @param git whether it looks at the git repository
 * @param gitRemoteUrl the address of the remote, if it was named
 * @param gitCommit the commit, if it was named
 * @param gitRoot the folder of the repository, if it was named
 * @param atForkPoint whether changes are told from where the branch left its upstream, not from the upstream's tip
 * @param saveCode whether the program is saved; if it was not said, the account decides
 * @param codeForbidden whether no code may be saved, whoever asks
 * @param codeDir the folder whose sources are logged at the start, if code is saved
 * @param counts numbers and names of hardware that stand in for what is found */
public record MachineSettings(
        boolean stats,
        Duration statsInterval,
        Optional<String> label,
        List<String> diskPaths,
        List<String> gpus,
        boolean info,
        boolean metadata,
        boolean requirements,
        boolean git,
        Optional<String> gitRemoteUrl,
        Optional<String> gitCommit,
        Optional<Path> gitRoot,
        boolean atForkPoint,
        Optional<Boolean> saveCode,
        boolean codeForbidden,
        Optional<Path> codeDir,
        Hardware counts) {
    private static final Duration INTERVAL = Duration.ofSeconds(15);

    /** Hardware as the user names it. */
    public record Hardware(
            Optional<Integer> cores,
            Optional<Integer> logicalCores,
            Optional<Integer> gpus,
            Optional<String> gpuType) {}

    /** Copies the lists. */
    public MachineSettings {
        diskPaths = List.copyOf(diskPaths);
        gpus = List.copyOf(gpus);
    }

    static MachineSettings of(Map<Setting, Object> values) {
        boolean info = !flag(values, Setting.X_DISABLE_MACHINE_INFO, false);
        boolean primary = flag(values, Setting.X_PRIMARY, true);
        return new MachineSettings(
                info && !flag(values, Setting.X_DISABLE_STATS, false),
                get(values, Setting.X_STATS_SAMPLING_INTERVAL, Duration.class).orElse(INTERVAL),
                get(values, Setting.X_LABEL, String.class),
                list(values, Setting.X_STATS_DISK_PATHS, List.of("/")),
                list(values, Setting.X_STATS_GPU_DEVICE_IDS, List.of()),
                info,
                info && primary && !flag(values, Setting.X_DISABLE_META, false),
                primary && flag(values, Setting.X_SAVE_REQUIREMENTS, true),
                info && primary && !flag(values, Setting.DISABLE_GIT, false),
                get(values, Setting.GIT_REMOTE_URL, String.class),
                get(values, Setting.GIT_COMMIT, String.class),
                get(values, Setting.GIT_ROOT, Path.class),
                !flag(values, Setting.DISABLE_GIT_FORK_POINT, true),
                info && primary ? get(values, Setting.SAVE_CODE, Boolean.class) : Optional.of(false),
                flag(values, Setting.DISABLE_CODE, false),
                get(values, Setting.CODE_DIR, Path.class),
                new Hardware(
                        count(values, Setting.X_STATS_CPU_COUNT),
                        count(values, Setting.X_STATS_CPU_LOGICAL_COUNT),
                        count(values, Setting.X_STATS_GPU_COUNT),
                        get(values, Setting.X_STATS_GPU_TYPE, String.class)));
    }

    private static Optional<Integer> count(Map<Setting, Object> values, Setting setting) {
        return get(values, setting, Integer.class).filter(count -> count > 0);
    }

    private static boolean flag(Map<Setting, Object> values, Setting setting, boolean unset) {
        return get(values, setting, Boolean.class).orElse(unset);
    }

    @SuppressWarnings("unchecked")
    private static List<String> list(Map<Setting, Object> values, Setting setting, List<String> unset) {
        List<String> list = (List<String>) values.getOrDefault(setting, unset);
        return list.isEmpty() ? unset : list;
    }

    private static <T> Optional<T> get(Map<Setting, Object> values, Setting setting, Class<T> type) {
        return Optional.ofNullable(type.cast(values.get(setting)));
    }
}
