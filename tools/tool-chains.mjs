/*
 * The languages that the library is packed for, and what each takes.
 */
import { run } from './processes.mjs';

/** What must be there for a language: commands that end well, the first of which prints the version. */
const TOOL_CHAINS = {
  js: [['node', '--version']],
  python: [
    ['python3', '--version'],
    ['python3', '-c', 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))'],
  ],
  java: [
    ['javac', '-version'],
    ['mvn', '--version'],
  ],
  go: [['go', 'version']],
};

/** Their names, as folders of `packages/` have them. */
export const LANGUAGES = Object.keys(TOOL_CHAINS);

/** In CI nothing is missing: a language that cannot be tried there is a failure. */
const MAY_BE_MISSING = !/^(1|true)$/i.test(process.env.CI ?? '');

/**
 * Looks for the tool chain of a language.
 *
 * @param {string} language
 * @returns {Promise<{ version?: string, missing?: string, failed: boolean }>} its version, or what is missing
 */
export async function toolChain(language) {
  const results = [];
  for (const [command, ...args] of TOOL_CHAINS[language]) {
    const result = await run(command, args);
    if (result.status !== 0) {
      return { missing: `'${[command, ...args].join(' ')}' does not work here`, failed: !MAY_BE_MISSING };
    }
    results.push(result.output);
  }
  return { version: /\d+(\.\d+)+/.exec(results[0])?.[0] ?? results[0].trim(), failed: false };
}

/** The languages that were named on the command line, or all; anything else is an error of usage. */
export function chosenLanguages(args) {
  const unknown = args.filter((name) => !LANGUAGES.includes(name));
  if (unknown.length > 0) {
    process.stderr.write(`${unknown.join(', ')}: no such language; there are ${LANGUAGES.join(', ')}\n`);
    process.exit(2);
  }
  return args.length > 0 ? LANGUAGES.filter((name) => args.includes(name)) : LANGUAGES;
}
