package io.wandb4j.internal.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wandb4j.internal.log.proto.EnvironmentRecord;
import io.wandb4j.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** With a program in the place of {@code nvidia-smi} that answers in its form: there is no GPU where these tests run. */
@DisabledOnOs(OS.WINDOWS)
class NvidiaTest {
    /** Answers each question by its name, for two GPUs; the second does not know all, as a GeForce does not. */
    private static final String TWO_GPUS = """
            #!/bin/sh
            case "$1" in
            --query-gpu=*)
              for gpu in 0 1; do
                line=""
                for question in $(echo "${1#--query-gpu=}" | tr ',' ' '); do
                  case "$question" in
                    index) answer=$gpu ;;
                    uuid) answer=GPU-000$gpu ;;
                    name) answer="NVIDIA Test $gpu" ;;
                    compute_cap) answer=9.0 ;;
                    memory.used) answer=1024 ;;
                    memory.total) answer=4096 ;;
                    power.draw) answer=75.50 ;;
                    enforced.power.limit) answer=300.00 ;;
                    utilization.gpu) answer=87 ;;
                    utilization.memory) answer=40 ;;
                    temperature.gpu) answer=61 ;;
                    clocks.sm) answer=1980 ;;
                    clocks.mem) answer=2619 ;;
                    clocks.gr) answer=1975 ;;
                    pcie.link.gen.current) answer=5 ;;
                    pcie.link.gen.max) answer=5 ;;
                    pcie.link.width.current) answer=16 ;;
                    pcie.link.width.max) answer=16 ;;
                    ecc.*) if [ $gpu = 0 ]; then answer=0; else answer="[N/A]"; fi ;;
                    *) answer="[Not Supported]" ;;
                  esac
                  line="$line, $answer"
                done
                echo "${line#, }"
              done ;;
            --query-compute-apps=*) echo "PID, GPU-0001" ;;
            *) echo "| NVIDIA-SMI 570.86.10   Driver Version: 570.86.10   CUDA Version: 12.8  |" ;;
            esac
            """;

    @TempDir
    Path dir;

    @Test
    void readsAllGpusUnderTheOfficialNames() throws Exception {
        NvidiaProbe probe =
                probe(TWO_GPUS.replace("PID,", ProcessHandle.current().pid() + ","), List.of());
        Map<String, Number> values = read(probe);

        assertThat(values)
                .containsEntry("gpu.0.gpu", 87.0)
                .containsEntry("gpu.0.memory", 40.0)
                .containsEntry("gpu.0.temp", 61.0)
                .containsEntry("gpu.0.memoryAllocated", 25.0)
                .containsEntry("gpu.0.memoryAllocatedBytes", 1024L * 1024 * 1024)
                .containsEntry("gpu.0.powerWatts", 75.5)
                .containsEntry("gpu.0.enforcedPowerLimitWatts", 300.0)
                .containsEntry("gpu.0.smClock", 1980.0)
                .containsEntry("gpu.0.memoryClock", 2619.0)
                .containsEntry("gpu.0.graphicsClock", 1975.0)
                .containsEntry("gpu.0.correctedMemoryErrors", 0.0)
                .containsEntry("gpu.0.pcieLinkGen", 5.0)
                .containsEntry("gpu.0.maxPcieLinkWidth", 16.0)
                .containsEntry("gpu.process.1.gpu", 87.0)
                .containsEntry("gpu.process.1.memoryAllocatedBytes", 1024L * 1024 * 1024)
                .doesNotContainKeys(
                        "gpu.0.fanSpeed",
                        "gpu.0.encoderUtilization",
                        "gpu.1.correctedMemoryErrors",
                        "gpu.process.0.gpu");
        assertThat(values.get("gpu.0.powerPercent").doubleValue()).isBetween(25.16, 25.17);
    }

    @Test
    void readsOnlyTheGpusThatAreWanted() throws Exception {
        assertThat(read(probe(TWO_GPUS, List.of("1")))).containsKey("gpu.1.gpu").doesNotContainKey("gpu.0.gpu");
    }

    @Test
    void asksOldDriversOnlyWhatTheyUnderstand() throws Exception {
        String old = TWO_GPUS.replace("case \"$1\" in\n", """
                case "$1" in
                *encoder*) echo 'Field "utilization.encoder" is not a valid field to query.'; exit 2 ;;
                """);
        assertThat(read(probe(old, List.of()))).containsKey("gpu.0.gpu").doesNotContainKey("gpu.0.pcieLinkGen");
    }

    @Test
    void tellsNothingWhereTheDriverIsMissing() throws Exception {
        NvidiaProbe probe = probe("#!/bin/sh\necho \"NVIDIA-SMI has failed\"\nexit 9\n", List.of());
        assertThat(read(probe)).isEmpty();
        assertThat(read(probe)).isEmpty();
        assertThat(NvidiaSmi.find(dir.resolve("nowhere").toString())).isEmpty();
        assertThat(NvidiaSmi.find("")).isEmpty();
    }

    @Test
    void failsOnceTheDriverDoesNotAnswerAnyMore() throws Exception {
        NvidiaProbe probe = probe(TWO_GPUS, List.of());
        read(probe);
        write("#!/bin/sh\nexit 15\n");
        assertThatThrownBy(() -> read(probe)).isInstanceOf(IOException.class).hasMessageContaining("nvidia-smi");
    }

    @Test
    void describesTheGpus() throws Exception {
        EnvironmentRecord.Builder record = EnvironmentRecord.newBuilder();
        new Hardware(Host.ofSystem(), Settings.builder().build().machine(), smi(TWO_GPUS)).describe(record);

        assertThat(record.getGpuType()).isEqualTo("NVIDIA Test 0");
        assertThat(record.getGpuCount()).isEqualTo(2);
        assertThat(record.getCudaVersion()).isEqualTo("12.8");
        assertThat(record.getGpuNvidia(1).getUuid()).isEqualTo("GPU-0001");
        assertThat(record.getGpuNvidia(1).getMemoryTotal()).isEqualTo(4096L * 1024 * 1024);
        assertThat(record.getGpuNvidia(1).getArchitecture()).isEqualTo("Hopper");
        assertThat(record.getCpuCountLogical()).isPositive();
        assertThat(record.getMemory().getTotal()).isPositive();
        assertThat(record.getDiskMap()).containsKey("/");
    }

    private NvidiaProbe probe(String script, List<String> wanted) throws IOException {
        return new NvidiaProbe(smi(script).orElseThrow(), wanted);
    }

    private java.util.Optional<NvidiaSmi> smi(String script) throws IOException {
        write(script);
        return NvidiaSmi.find("/nowhere:" + dir);
    }

    private void write(String script) throws IOException {
        Path program = Files.writeString(dir.resolve("nvidia-smi"), script);
        assertThat(program.toFile().setExecutable(true)).isTrue();
    }

    private static Map<String, Number> read(Probe probe) throws IOException, InterruptedException {
        Readings readings = new Readings();
        probe.read(readings);
        return readings.values();
    }
}
