// How keys are put into sections.

/** What comes before the first slash of a key; keys without one share the other name. */
export function sectionOf(key, otherwise) {
  const slash = key.indexOf("/");
  return slash > 0 ? key.slice(0, slash) : otherwise;
}
