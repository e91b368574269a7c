/** Reads [{clock, now}] on standard input, answers what round_clock.js makes of each. */

import "../page.mjs";

const { readRounds, talked } = await import("../../../static/js/matchmaking/round_clock.js");

let text = "";
for await (const piece of process.stdin) text += piece;
console.log(JSON.stringify(JSON.parse(text).map(({ clock, now }) => ({ ...readRounds(clock, now), talked: talked(clock, now) }))));
