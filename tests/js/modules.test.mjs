/** Every script is one a browser can read: two halves of a merge may not be. */

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import test from "node:test";
import { fileURLToPath } from "node:url";

const SCRIPTS = fileURLToPath(new URL("../../static/js/", import.meta.url));

const READ_ALL = `
  const { readFileSync } = require("node:fs");
  const { SourceTextModule } = require("node:vm");
  for (const path of process.argv.slice(1)) {
    try { new SourceTextModule(readFileSync(path, "utf8")); } catch (why) { console.log(path + ": " + why); }
  }
`;

test("every script can be read", () => {
  const paths = readdirSync(SCRIPTS, { recursive: true }).filter((name) => name.endsWith(".js")).map((name) => SCRIPTS + name);
  const read = spawnSync(process.execPath, ["--experimental-vm-modules", "-e", READ_ALL, ...paths], { encoding: "utf8" });
  assert.equal(read.status, 0, read.stderr);
  assert.equal(read.stdout, "");
});
