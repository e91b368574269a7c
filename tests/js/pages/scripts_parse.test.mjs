/** Every page's script can be read: a merge of its tables may have left a brace behind. */

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

const FOLDER = new URL("../../../static/js/pages/", import.meta.url).pathname;

for (const name of readdirSync(FOLDER)) {
  test(`${name} can be read`, () => {
    const checked = spawnSync(process.execPath, ["--check", join(FOLDER, name)], { encoding: "utf8" });
    assert.equal(checked.status, 0, checked.stderr);
  });
}
