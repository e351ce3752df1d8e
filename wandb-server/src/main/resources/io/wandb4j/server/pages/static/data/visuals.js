// The charts that a run defined over its tables.

/** Each chart of the run: its key, the preset that draws it, and the key of its table. */
export function visualsOf(run) {
  const drawn = Object.entries(run.internal.visualize ?? {}).map(([key, { panel_config: panel = {} }]) => ({
    key,
    preset: panel.panelDefId,
    fields: panel.fieldSettings ?? {},
    strings: panel.stringSettings ?? {},
    tableKey: tableKey(panel.userQuery) ?? `${key}_table`,
  }));
  const older = Object.entries(run.internal.viz ?? {}).map(([key, { id, historyFieldSettings: settings }]) => ({
    key, preset: id, fields: {}, strings: {}, tableKey: settings?.key ?? key,
  }));
  return [...drawn, ...older].sort((a, b) => a.key.localeCompare(b.key, "en", { numeric: true }));
}

function tableKey(userQuery) {
  const found = JSON.stringify(userQuery ?? {}).match(/"tableKey","value":"((?:[^"\\]|\\.)*)"|"value":"((?:[^"\\]|\\.)*)","name":"tableKey"/);
  return found && JSON.parse(`"${found[1] ?? found[2]}"`);
}
