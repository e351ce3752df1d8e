package io.wandb4j.e2e;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wandb4j.internal.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The resume table: every rule of going on with a run, rewinding it and forking off it. */
final class ResumeCells {
    private static final String NEW =
            "{\"resumed\":false,\"banner\":\"Syncing\",\"stored\":{\"steps\":[0],\"lines\":1}}";
    private static final String RESUMED = "{\"resumed\":true,\"banner\":\"Resuming\",\"firstLine\":3,"
            + "\"created\":{\"hasId\":true},\"stored\":{\"steps\":[0,1,4,5],\"lines\":4}}";

    private ResumeCells() {}

    static List<ResumeCell> all() {
        return Stream.of(
                        modes(),
                        existence(),
                        config(),
                        steps(),
                        summary(),
                        runtime(),
                        names(),
                        malformed(),
                        rewinding(),
                        forking(),
                        arguments(),
                        automatic(),
                        unasked())
                .flatMap(List::stream)
                .toList();
    }

    private static List<ResumeCell> modes() {
        List<ResumeCell> cells = new ArrayList<>();
        for (String mode : List.of("allow", "must", "auto")) {
            cells.add(ResumeCell.of(mode + " goes on with a run that exists")
                    .past()
                    .init(resume(mode))
                    .gives(RESUMED));
        }
        for (String mode : List.of("allow", "never", "auto")) {
            cells.add(ResumeCell.of(mode + " starts a run that does not exist")
                    .init(resume(mode))
                    .gives(NEW));
        }
        cells.add(ResumeCell.of("must refuses a run that does not exist")
                .init(resume("must"))
                .fails("usage", "The value 'must' is not a valid option for resuming the run ($ID)"));
        cells.add(ResumeCell.of("never refuses a run that exists")
                .past()
                .init(resume("never"))
                .fails(
                        "usage",
                        "The value 'never' is not a valid option for resuming a run ($ID) that already exists."));
        for (String mode : List.of("allow", "must", "never", "auto")) {
            cells.add(ResumeCell.of(mode + " needs an answer")
                    .refused("RunResumeStatus")
                    .init(resume(mode))
                    .fails("communication", "Failed to get resume status for run $ID: "));
        }
        return cells;
    }

    private static List<ResumeCell> existence() {
        String made = "{\"config\":{\"lr\":{\"value\":0.1}},\"history\":[],\"events\":[],\"console\":[]}";
        List<ResumeCell> cells = new ArrayList<>();
        cells.add(ResumeCell.of("a run without telemetry is none yet")
                .past("$ID", made)
                .init(resume("allow"))
                .gives("{\"resumed\":false,\"config\":{},\"stored\":{\"steps\":[0]}}"));
        cells.add(ResumeCell.of("a run without telemetry cannot be resumed")
                .past("$ID", made)
                .init(resume("must"))
                .fails("usage", "has not been initialized"));
        cells.add(ResumeCell.of("a run without telemetry does not bother never")
                .past("$ID", made)
                .init(resume("never"))
                .gives("{\"resumed\":false}"));
        for (String telemetry : List.of("null", "\"x\"", "\"[]\"", "\"{}\"")) {
            cells.add(ResumeCell.of("wandbConfig " + telemetry + " is no telemetry")
                    .past()
                    .bucket(bucket -> bucket.set("wandbConfig", Json.read(telemetry)))
                    .init(resume("allow"))
                    .gives("{\"resumed\":false,\"config\":{},\"firstLine\":3,\"stored\":{\"steps\":[0,0,1,4]}}"));
        }
        cells.add(ResumeCell.of("no project, no run")
                .answer("RunResumeStatus", answer -> Json.read("{\"data\":{\"model\":null}}"))
                .init(resume("allow"))
                .gives(NEW));
        return cells;
    }

    private static List<ResumeCell> config() {
        String own = """
                {"config": {"lr": {"value": 0.1}, "_wandb": {"value": {"t": {"1": [2]}, "m": [{"1": "loss", "7": []}],
                  "viz": {"v": {"id": "a"}}, "visualize": {"c": {"panel_type": "Vega2"}},
                  "mask/class_labels": {"k": {"type": "mask/class_labels"}}, "code_path": "x"}}}}""";
        return List.of(
                ResumeCell.of("what is said anew stands, key by key")
                        .past()
                        .init("{\"resume\":\"must\",\"config\":{\"lr\":0.5,\"net\":{\"a\":9},\"more\":1}}")
                        .gives("""
                                {"config": {"lr": 0.5, "net": {"a": 9}, "none": null, "more": 1},
                                 "stored": {"config": {"lr": 0.5, "net": {"a": 9}, "none": null, "more": 1}}}"""),
                ResumeCell.of("an empty map says nothing")
                        .past()
                        .init("{\"resume\":\"must\",\"config\":{\"net\":{}}}")
                        .gives("{\"stored\":{\"config\":{\"lr\":0.1,\"net\":{\"a\":1,\"b\":2},\"none\":null}}}"),
                ResumeCell.of("a null says something")
                        .past()
                        .init("{\"resume\":\"must\",\"config\":{\"lr\":null}}")
                        .gives("{\"stored\":{\"config\":{\"lr\":null,\"net\":{\"a\":1,\"b\":2},\"none\":null}}}"),
                ResumeCell.of("charts and labels live on, metric definitions do not")
                        .past("$ID", own)
                        .init(resume("must"))
                        .gives("""
                                {"stored": {"own": {"m": [], "viz": {"v": {"id": "a"}},
                                  "visualize": {"c": {"panel_type": "Vega2"}},
                                  "mask/class_labels": {"k": {"type": "mask/class_labels"}}}}}"""),
                ResumeCell.of("a chart may be named like a config key")
                        .past(
                                "$ID",
                                "{\"config\":{\"lr\":{\"value\":0.1},\"_wandb\":{\"value\":{\"t\":{},"
                                        + "\"visualize\":{\"lr\":{\"panel_type\":\"Vega2\"}}}}}}")
                        .init(resume("must"))
                        .gives("{\"stored\":{\"own\":{\"m\":[],\"visualize\":{\"lr\":{\"panel_type\":\"Vega2\"}}}}}")
                        .unlikeTheOfficialClient(),
                ResumeCell.of("a key without a value is left out")
                        .past("$ID", "{\"config\":{\"lr\":{\"desc\":\"d\"},\"_wandb\":{\"value\":{\"t\":{}}}}}")
                        .init(resume("must"))
                        .gives("{\"resumed\":true,\"config\":{}}"),
                ResumeCell.of("the config may be null")
                        .past()
                        .bucket(bucket -> bucket.put("config", "null"))
                        .init(resume("must"))
                        .gives("{\"resumed\":true,\"config\":{}}"));
    }

    private static List<ResumeCell> steps() {
        return List.of(
                step("the last row knows the step", "{\"_step\":9}", "{\"_step\":4}", 5),
                step("the summary knows it if the row does not", "{\"_step\":9}", "{\"y\":1}", 10),
                step("a step with a fraction is none", "{\"_step\":9}", "{\"_step\":4.0}", 10),
                step("a step with an exponent is none", "{\"_step\":9}", "{\"_step\":4e0}", 10),
                step("nor in the summary", "{\"_step\":9.0}", "{\"_step\":4.5}", 1),
                step("text is no step", "{\"_step\":\"9\"}", "{\"_step\":\"4\"}", 1),
                step("nobody knows the step", "{}", "{\"y\":1}", 1),
                ResumeCell.of("there is no last row, but lines")
                        .past()
                        .bucket(bucket -> bucket.put("historyTail", "[]"))
                        .init(resume("must"))
                        .gives("{\"resumed\":true,\"stored\":{\"steps\":[0,1,4,5]}}"),
                ResumeCell.of("no row was sent: the step is the summary's own")
                        .past("$ID", "{\"history\":[]}")
                        .init(resume("must"))
                        .gives("{\"resumed\":true,\"firstLine\":0,\"stored\":{\"steps\":[4],\"lines\":1}}"),
                ResumeCell.of("no row and no summary: from the start")
                        .past("$ID", "{\"history\":[],\"summary\":{}}")
                        .init(resume("must"))
                        .gives("{\"resumed\":true,\"stored\":{\"steps\":[0]}}"),
                ResumeCell.of("a step in the past is refused")
                        .past()
                        .session(
                                "$ID",
                                resume("must"),
                                "[{\"data\":{\"x\":1},\"step\":4},{\"data\":{\"x\":2},\"step\":7},{\"data\":{\"x\":3}}]",
                                0)
                        .gives("{\"stored\":{\"steps\":[0,1,4,7]}}"));
    }

    /** A run of one row, which this and the summary describe, goes on at a step. */
    private static ResumeCell step(String claim, String summary, String lastRow, int next) {
        ObjectNode changes = Json.MAPPER.createObjectNode();
        changes.set("summary", Json.read(summary));
        changes.putArray("history").add("{\"_step\":0}");
        return ResumeCell.of(claim)
                .past("$ID", Json.write(changes))
                .bucket(bucket -> bucket.put("historyTail", Json.write(List.of(lastRow))))
                .init(resume("must"))
                .gives("{\"resumed\":true,\"firstLine\":1,\"stored\":{\"steps\":[0," + next + "],\"lines\":2}}");
    }

    private static List<ResumeCell> summary() {
        return List.of(
                ResumeCell.of("the summary is carried over")
                        .past()
                        .session("$ID", resume("must"), "[{\"data\":{\"x\":1,\"deep\":{\"a\":{\"c\":3}}}}]", 0)
                        .gives("""
                                {"summary": {"loss": 1, "deep": {"a": {"b": 2}}},
                                 "stored": {"summary": {"loss": 1, "x": 1, "_step": 5, "deep": {"a": {"c": 3}}}}}"""),
                ResumeCell.of("the summary is sent again though nothing is logged")
                        .past()
                        .session("$ID", resume("must"), "[]", 0)
                        .gives("""
                                {"firstLine": null, "stored": {"steps": [0, 1, 4],
                                 "summary": {"loss": 1, "_step": 4, "deep": {"a": {"b": 2}}}}}"""),
                ResumeCell.of("a null in the summary is nothing")
                        .past("$ID", "{\"summary\":{\"loss\":null,\"_step\":4}}")
                        .init(resume("must"))
                        .gives("{\"stored\":{\"summary\":{\"x\":1,\"_step\":5}}}"),
                ResumeCell.of("the summary may be null")
                        .past()
                        .bucket(bucket -> bucket.put("summaryMetrics", "null"))
                        .init(resume("must"))
                        .gives("{\"summary\":{},\"stored\":{\"summary\":{\"x\":1,\"_step\":5}}}"),
                ResumeCell.of("the tails may be null")
                        .past()
                        .bucket(bucket -> bucket.put("historyTail", "null").put("eventsTail", "null"))
                        .init(resume("must"))
                        .gives("{\"stored\":{\"steps\":[0,1,4,5]}}"));
    }

    private static List<ResumeCell> runtime() {
        return List.of(
                ResumeCell.of("the runtime goes on")
                        .past()
                        .init(resume("must"))
                        .gives("{\"stored\":{\"runtime\":\"goes on\"}}")
                        .unlikeTheOfficialClient(),
                ResumeCell.of("without a runtime it begins anew")
                        .past("$ID", "{\"history\":[\"{}\"],\"events\":[],\"summary\":{}}")
                        .init(resume("must"))
                        .gives("{\"stored\":{\"runtime\":\"anew\"}}"),
                ResumeCell.of("a rewound run's runtime begins anew")
                        .past()
                        .init(rewind("4"))
                        .gives("{\"stored\":{\"runtime\":\"anew\"}}"),
                ResumeCell.of("a fork's runtime begins anew")
                        .past("$PARENT")
                        .init("{\"fork_from\":\"$PARENT?_step=4\"}")
                        .gives("{\"stored\":{\"runtime\":\"anew\"}}"));
    }

    private static List<ResumeCell> names() {
        return List.of(
                ResumeCell.of("old names stay unless new ones are given")
                        .past()
                        .init(resume("must"))
                        .gives("""
                                {"name": "past-name", "tags": ["old", "tag"], "notes": "an old note",
                                 "created": {"tags": ["old", "tag"], "notes": "an old note", "displayName": null},
                                 "stored": {"displayName": "past-name", "tags": ["old", "tag"], "notes": "an old note",
                                   "state": "finished"}}"""),
                ResumeCell.of("new names replace old ones")
                        .past()
                        .init(
                                "{\"resume\":\"must\",\"name\":\"new-name\",\"tags\":[\"fresh\"],\"notes\":\"a new note\"}")
                        .gives("""
                                {"name": "new-name", "tags": ["fresh"], "notes": "a new note",
                                 "stored": {"displayName": "new-name", "tags": ["fresh"], "notes": "a new note"}}"""),
                ResumeCell.of("names may be missing")
                        .past()
                        .bucket(bucket -> bucket.putNull("tags").putNull("notes"))
                        .init(resume("must"))
                        .gives("{\"tags\":[],\"notes\":\"\",\"created\":{\"notes\":null}}"));
    }

    private static List<ResumeCell> malformed() {
        List<ResumeCell> cells = new ArrayList<>();
        for (String mode : List.of("must", "allow")) {
            for (String field : List.of(
                    "config",
                    "summaryMetrics",
                    "historyTail",
                    "eventsTail",
                    "historyLineCount",
                    "eventsLineCount",
                    "logLineCount")) {
                cells.add(broken(mode, field, "null"));
            }
        }
        cells.add(broken("must", "config", "\"x\""));
        cells.add(broken("must", "config", "\"[1]\""));
        cells.add(broken("must", "config", "\"{\\\"lr\\\":0.1}\""));
        cells.add(broken("must", "summaryMetrics", "\"x\""));
        cells.add(broken("must", "summaryMetrics", "\"5\""));
        cells.add(broken("must", "historyTail", "\"x\""));
        cells.add(broken("must", "historyTail", "\"{}\""));
        cells.add(broken("must", "historyTail", "\"[1]\""));
        cells.add(broken("must", "historyTail", "\"[\\\"5\\\"]\""));
        cells.add(broken("must", "eventsTail", "\"x\""));
        cells.add(broken("must", "eventsTail", "\"[\\\"{\\\"]\""));
        cells.add(broken("allow", "config", "\"x\""));
        cells.add(broken("allow", "historyTail", "\"x\""));
        return cells;
    }

    private static ResumeCell broken(String mode, String field, String value) {
        ResumeCell cell = ResumeCell.of(mode + " needs " + field + ", not " + value)
                .past()
                .bucket(bucket -> bucket.set(field, Json.read(value)))
                .init(resume(mode));
        return mode.equals("must")
                ? cell.fails("usage", "The run ($ID) failed to resume, and the `resume` argument is set to 'must'")
                : cell.fails("any", "Error initializing run");
    }

    private static List<ResumeCell> rewinding() {
        String rewound = """
                {"resumed": false, "banner": "Resuming", "firstLine": 2, "id": "$ID", "name": "past-name",
                 "created": {"hasId": true}, "config": {"lr": 0.1, "net": {"a": 1, "b": 2}, "none": null},
                 "stored": {"steps": [0, 1, 2], "lines": 3, "summary": {"x": 1, "_step": 2}, "displayName": "past-name",
                   "config": {"lr": 0.1, "net": {"a": 1, "b": 2}, "none": null},
                   "own": {"m": [], "branch_point": {"run_id": "$ID", "step": 1}}}}""";
        return List.of(
                ResumeCell.of("a run is rewound").past().init(rewind("1")).gives(rewound),
                ResumeCell.of("the id of the run to rewind is enough")
                        .past()
                        .session("", rewind("1"), "[{\"data\":{\"x\":1}}]", 0)
                        .gives(rewound),
                ResumeCell.of("a run is rewound to a step that no row has")
                        .past()
                        .init(rewind("3"))
                        .gives("{\"firstLine\":2,\"stored\":{\"steps\":[0,1,4],\"lines\":3}}"),
                ResumeCell.of("a run is rewound past its end")
                        .past()
                        .init(rewind("10"))
                        .gives("{\"firstLine\":3,\"stored\":{\"steps\":[0,1,4,11],\"lines\":4}}"),
                ResumeCell.of("a run is rewound to its start")
                        .past()
                        .init(rewind("-1"))
                        .gives("{\"firstLine\":0,\"stored\":{\"steps\":[0],\"lines\":1}}"),
                ResumeCell.of("new config joins the old one")
                        .past()
                        .init("{\"resume_from\":\"$ID?_step=1\",\"config\":{\"lr\":0.5}}")
                        .gives("{\"stored\":{\"config\":{\"lr\":0.5,\"net\":{\"a\":1,\"b\":2},\"none\":null}}}"),
                ResumeCell.of("old names stay, unless new ones are given")
                        .past()
                        .init("{\"resume_from\":\"$ID?_step=1\",\"tags\":[\"fresh\"]}")
                        .gives("{\"stored\":{\"tags\":[\"fresh\"],\"notes\":\"an old note\"}}"),
                ResumeCell.of("a run that does not exist cannot be rewound")
                        .init(rewind("1"))
                        .fails("communication", "failed to rewind run: "),
                ResumeCell.of("a server that cannot rewind ends the start")
                        .past()
                        .refused("RewindRun")
                        .init(rewind("1"))
                        .fails("communication", "failed to rewind run: "),
                ResumeCell.of("no rewound run, no start")
                        .past()
                        .answer("RewindRun", answer -> Json.read("{\"data\":{\"rewindRun\":{\"rewoundRun\":null}}}"))
                        .init(rewind("1"))
                        .fails("communication", "failed to rewind run: run not found"),
                ResumeCell.of("a rewound run may have no config")
                        .past()
                        .answer("RewindRun", answer -> {
                            ((ObjectNode) answer.at("/data/rewindRun/rewoundRun")).putNull("config");
                            return answer;
                        })
                        .init(rewind("1"))
                        .gives("{\"config\":{},\"stored\":{\"steps\":[0,1,2]}}"),
                ResumeCell.of("a rewound run's config must be one")
                        .past()
                        .answer("RewindRun", answer -> {
                            ((ObjectNode) answer.at("/data/rewindRun/rewoundRun")).put("config", "[1]");
                            return answer;
                        })
                        .init(rewind("1"))
                        .fails("any", ""));
    }

    private static List<ResumeCell> forking() {
        return List.of(
                ResumeCell.of("a run is forked off another")
                        .past("$PARENT")
                        .init("{\"fork_from\":\"$PARENT?_step=1\"}")
                        .gives("""
                                {"resumed": false, "banner": "Syncing", "firstLine": 2, "config": {}, "created": {"hasId": false},
                                 "stored": {"steps": [0, 1, 2], "lines": 3, "summary": {"x": 1, "_step": 2}, "tags": [],
                                   "config": {}, "own": {"m": [], "branch_point": {"run_id": "$PARENT", "step": 1}}}}"""),
                ResumeCell.of("a fork may begin after the other run's end")
                        .past("$PARENT")
                        .init("{\"fork_from\":\"$PARENT?_step=10\",\"config\":{\"lr\":0.5}}")
                        .gives("{\"firstLine\":3,\"stored\":{\"steps\":[0,1,4,11],\"config\":{\"lr\":0.5}}}"),
                ResumeCell.of("a fork needs an id of its own")
                        .past()
                        .init("{\"fork_from\":\"$ID?_step=1\"}")
                        .fails("usage", ""),
                ResumeCell.of("a fork needs a run to leave")
                        .init("{\"fork_from\":\"$PARENT?_step=1\"}")
                        .fails("any", "run \"$PARENT\" does not exist"));
    }

    private static List<ResumeCell> arguments() {
        List<ResumeCell> cells = new ArrayList<>();
        for (String moment : List.of(
                "", "abc", "abc?_step=", "abc?_step=x", "abc?loss=1", "?_step=1", "a/b?_step=1", "abc?_step=1#x")) {
            for (String argument : List.of("resume_from", "fork_from")) {
                cells.add(ResumeCell.of(argument + " \"" + moment + "\" is no moment")
                        .session("", "{\"" + argument + "\":\"" + moment + "\"}", "[]", 0)
                        .fails("any", "Could not parse passed run moment string '" + moment + "'"));
            }
        }
        for (String pair : List.of(
                "{\"resume\":\"allow\",\"fork_from\":\"a?_step=1\"}",
                "{\"resume\":\"allow\",\"resume_from\":\"a?_step=1\"}",
                "{\"fork_from\":\"b?_step=1\",\"resume_from\":\"a?_step=1\"}")) {
            cells.add(ResumeCell.of(pair + " exclude each other")
                    .session("", pair, "[]", 0)
                    .fails("usage", "mutually exclusive"));
        }
        cells.add(ResumeCell.of("a run is not rewound under another id")
                .init("{\"resume_from\":\"a?_step=1\"}")
                .fails("usage", "Both `run_id` and `resume_from` have been specified with different ids."));
        cells.add(ResumeCell.of("an unknown mode is refused")
                .init(resume("maybe"))
                .fails("usage", "resume"));
        return cells;
    }

    private static List<ResumeCell> automatic() {
        String row = "[{\"data\":{\"x\":1}}]";
        return List.of(
                ResumeCell.of("auto goes on with the run that failed")
                        .session("", resume("auto"), row, 1)
                        .session("", resume("auto"), row, 0)
                        .gives("""
                                {"resumed": true, "id": "$NEW1", "remembered": "$NEW1", "rememberedAfter": null,
                                 "stored": {"steps": [0, 1]}}"""),
                ResumeCell.of("auto does not go on with a run that ended well")
                        .session("", resume("auto"), row, 0)
                        .session("", resume("auto"), row, 1)
                        .gives("""
                                {"resumed": false, "id": "$NEW2", "remembered": "$NEW2", "rememberedAfter": "$NEW2",
                                 "stored": {"steps": [0]}}"""),
                ResumeCell.of("true is auto")
                        .session("", "{\"resume\":true}", row, 1)
                        .session("", "{\"resume\":true}", row, 1)
                        .gives("{\"resumed\":true,\"id\":\"$NEW1\",\"rememberedAfter\":\"$NEW1\"}"),
                ResumeCell.of("a given id is stronger than the one that auto knows")
                        .resumeFile("{\"run_id\": \"another\"}")
                        .init(resume("auto"))
                        .gives(
                                "{\"resumed\":false,\"id\":\"$ID\",\"remembered\":\"$ID\",\"warns\":\"Ignoring ID another"
                                        + " loaded due to resume='auto' because the run ID is set to $ID.\"}"),
                ResumeCell.of("auto knows an id that the server does not")
                        .resumeFile("{\"run_id\": \"$ID\"}")
                        .session("", resume("auto"), row, 0)
                        .gives("{\"resumed\":false,\"id\":\"$ID\",\"rememberedAfter\":null}"),
                ResumeCell.of("a broken file knows nothing")
                        .resumeFile("{")
                        .session("", resume("auto"), row, 1)
                        .gives("{\"resumed\":false,\"id\":\"$NEW1\",\"rememberedAfter\":\"$NEW1\"}"),
                ResumeCell.of("a file without an id knows nothing")
                        .resumeFile("{\"id\": \"a\"}")
                        .session("", resume("auto"), row, 1)
                        .gives("{\"resumed\":false,\"id\":\"$NEW1\",\"rememberedAfter\":\"$NEW1\"}"),
                ResumeCell.of("a run without resume makes auto forget")
                        .resumeFile("{\"run_id\": \"another\"}")
                        .init("{}")
                        .gives("{\"remembered\":null}"),
                ResumeCell.of("false is no resume")
                        .resumeFile("{\"run_id\": \"another\"}")
                        .init("{\"resume\":false}")
                        .gives("{\"remembered\":null}"),
                ResumeCell.of("another mode does not make auto forget until it ends well")
                        .resumeFile("{\"run_id\": \"another\"}")
                        .init(resume("allow"))
                        .gives("{\"remembered\":\"another\",\"rememberedAfter\":null}"),
                ResumeCell.of("a start that fails is remembered")
                        .refused("RunResumeStatus")
                        .init(resume("auto"))
                        .gives("{\"error\":{\"kind\":\"communication\",\"says\":\"\"},\"remembered\":\"$ID\"}"));
    }

    private static List<ResumeCell> unasked() {
        List<ResumeCell> cells = new ArrayList<>();
        for (String mode : List.of("allow", "must", "never", "auto")) {
            cells.add(ResumeCell.of("offline, " + mode + " starts a new run")
                    .past()
                    .init("{\"resume\":\"" + mode + "\",\"mode\":\"offline\"}")
                    .gives(
                            "{\"resumed\":false,\"id\":\"$ID\",\"config\":{},\"warns\":\"`resume` will be ignored since W&B"
                                    + " syncing is set to `offline`. Starting a new run with run id $ID.\"}"));
        }
        cells.add(ResumeCell.of("offline, a rewind is believed")
                .session("", "{\"resume_from\":\"$ID?_step=7\",\"mode\":\"offline\"}", "[{\"data\":{\"x\":1}}]", 0)
                .gives("{\"resumed\":false,\"id\":\"$ID\",\"config\":{}}"));
        cells.add(ResumeCell.of("who does not ask appends rows with steps from 0")
                .past()
                .init("{\"config\":{\"more\":1}}")
                .gives("""
                        {"resumed": false, "banner": "Syncing", "firstLine": 3, "config": {"more": 1},
                         "created": {"hasId": false}, "name": "past-name",
                         "stored": {"steps": [0, 0, 1, 4], "lines": 4, "summary": {"x": 1, "_step": 0},
                           "config": {"lr": 0.1, "net": {"a": 1, "b": 2}, "none": null, "more": 1}}}"""));
        return cells;
    }

    private static String resume(String mode) {
        return "{\"resume\":\"" + mode + "\"}";
    }

    private static String rewind(String step) {
        return "{\"resume_from\":\"$ID?_step=" + step + "\"}";
    }
}
