// Reads the address and opens the page behind it.
import { here } from "./core/address.js";
import { showHeader } from "./parts/header.js";
import { showArtifact } from "./pages/artifact.js";
import { showHome } from "./pages/home.js";
import { showProject } from "./pages/project.js";
import { showRun } from "./pages/run.js";
import { showSweep } from "./pages/sweep.js";
import { showMissing } from "./pages/missing.js";

const PAGES = {
  home: showHome,
  project: showProject,
  run: showRun,
  sweep: showSweep,
  artifact: showArtifact,
  missing: showMissing,
};

const place = here();
showHeader(document.getElementById("top"), place);
PAGES[place.kind](document.getElementById("page"), place);
