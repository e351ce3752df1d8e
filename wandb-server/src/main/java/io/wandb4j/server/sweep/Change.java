package io.wandb4j.server.sweep;

import io.wandb4j.server.run.RunState;

/** One thing to write down after a decision. */
sealed interface Change {

    void writeTo(Ledger ledger);

    /** The agent has said that it has the run. */
    record Seen(Trial trial) implements Change {
        @Override
        public void writeTo(Ledger ledger) {
            ledger.see(trial);
        }
    }

    /** An agent gets a run that was handed out before and never began. */
    record HandOutAgain(Trial trial, long agent) implements Change {
        @Override
        public void writeTo(Ledger ledger) {
            ledger.handOutAgain(trial, agent);
        }
    }

    /** An agent gets a new run. */
    record Create(String run, Proposal proposal, long agent) implements Change {
        @Override
        public void writeTo(Ledger ledger) {
            ledger.create(run, proposal, agent);
        }
    }

    /** A run is over that did not say so: it will never begin, or its process is gone. */
    record End(Trial trial, RunState state) implements Change {
        @Override
        public void writeTo(Ledger ledger) {
            ledger.end(trial, state);
        }
    }

    /** A run shall stop. */
    record Stop(Trial trial) implements Change {
        @Override
        public void writeTo(Ledger ledger) {
            ledger.stop(trial);
        }
    }

    /** The sweep comes to another state. */
    record Become(SweepState state) implements Change {
        @Override
        public void writeTo(Ledger ledger) {
            ledger.become(state);
        }
    }

    /** An agent was told to exit. */
    record Exit(long agent) implements Change {
        @Override
        public void writeTo(Ledger ledger) {
            ledger.exit(agent);
        }
    }
}
