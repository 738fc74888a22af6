/*
 * Runs jest with variables of the environment, on systems whose shell cannot set them on the same line as well.
 *
 *   node tools/jest.mjs NAME=VALUE... [ARGUMENT...]
 */
import { createRequire } from 'node:module';

const ASSIGNMENT = /^([A-Z_]+)=(.*)$/;
const args = process.argv.slice(2);
const first = args.findIndex((argument) => !ASSIGNMENT.test(argument));
const assignments = first === -1 ? args : args.slice(0, first);
for (const [, name, value] of assignments.map((argument) => ASSIGNMENT.exec(argument))) {
  process.env[name] = value;
}
await createRequire(import.meta.url)('jest').run(args.slice(assignments.length));
