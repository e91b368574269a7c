/** What waits for the facilitator in the panel of a step, to be counted on its tab. Pure. */

/** The calls nobody was sent to yet. */
export function openCalls(items) {
  const work = (items.work || {}).room || {};
  const callers = (work.tables || []).concat(work.alone || []);
  return callers.reduce((all, caller) => all.concat(caller.calls.filter((call) => !call.sent)), []);
}

function waitingSlips(items) {
  const words = Object.values(items.slips || {}).reduce((all, slips) => all.concat(slips.words), []);
  return words.filter((one) => one.state === "waiting");
}

function waitingCommitments(items) {
  const made = items.commitment || {};
  return Object.keys(made).map((id) => ({ id, ...made[id] })).filter((one) => one.state === "waiting");
}

/** The ids of the slips that can be shown together: what holds personal data is read one by one. */
export function plainSlips(items) {
  return waitingSlips(items).filter((one) => !one.personal.length).map((one) => one.id);
}

/** The same of commitments. */
export function plainCommitments(items) {
  return waitingCommitments(items).filter((one) => !one.personal).map((one) => one.id);
}

function waitingDrawings(items) {
  return Object.values(items.sheet || {}).reduce((all, sheet) => all.concat(sheet.drawings.filter((one) => one.state === "waiting")), []);
}

/** How much waits in the panel of a step of this kind. */
export function waitingIn(kind, items) {
  if (kind === "work") return openCalls(items).length + waitingDrawings(items).length;
  if (kind === "fair") return waitingSlips(items).length + waitingDrawings(items).length;
  return kind === "evaluate" || kind === "close" ? waitingCommitments(items).length : 0;
}
