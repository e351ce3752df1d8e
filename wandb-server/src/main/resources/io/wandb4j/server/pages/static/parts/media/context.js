// What the views of a run's media need to know about the run.
import { runFileUrl } from "../../core/address.js";

const HISTOGRAMS = 200;
const INCREMENTS = 10_000;

/** The context of one key of a run: addresses of files, names of classes, values at other steps. */
export const contextOf = (key, { place, media, run }) => ({
  key,
  url: (path) => runFileUrl(place, path),
  labels: (kind, group) => run.internal[`${kind}/class_labels`]?.[`${key}_wandb_delimeter_${group}`]?.value ?? {},
  valueAt: (step) => media.value(key, step),
  sampled: () => media.sampled(key, media.keys.get(key)?.type === "histogram" ? HISTOGRAMS : INCREMENTS),
});
