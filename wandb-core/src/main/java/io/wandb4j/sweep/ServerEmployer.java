package io.wandb4j.sweep;

import io.wandb4j.internal.terminal.Terminal;
import io.wandb4j.settings.Settings;
import java.time.Duration;

/** A sweep on a server. */
final class ServerEmployer implements Employer {
    private final SweepService service;
    private final SweepService.Stored sweep;
    private final String host;
    private final Duration heartbeat;
    private final Terminal terminal;

    private ServerEmployer(
            SweepService service, SweepService.Stored sweep, String host, Duration heartbeat, Terminal terminal) {
        this.service = service;
        this.sweep = sweep;
        this.host = host;
        this.heartbeat = heartbeat;
        this.terminal = terminal;
    }

    /** Finds the sweep.
     *
     * @throws io.wandb4j.errors.WandbException if there is no key, no server, no such sweep */
    static ServerEmployer of(SweepPath path, Settings settings, Duration heartbeat, Terminal terminal) {
        SweepService service = SweepService.open(settings);
        try {
            return new ServerEmployer(service, service.find(path, settings), settings.host(), heartbeat, terminal);
        } catch (RuntimeException e) {
            service.close();
            throw e;
        }
    }

    @Override
    public SweepService.Stored sweep() {
        return sweep;
    }

    @Override
    public Orders hire() {
        return new Inbox(service, service.createAgent(host, sweep), heartbeat, terminal);
    }

    @Override
    public void close() {
        service.close();
    }
}
