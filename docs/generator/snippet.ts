import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const LIBRARY = 'cdk8s-calico-threat-defense';
/** What decides in a reader's shell what a program makes must not decide it here. */
const UNSET = { CALICO_TOPOLOGY: undefined, CLUSTERNAME: undefined, CDK8S_OUTDIR: undefined };
const compiled = resolve(__dirname, '..', 'snippets');

/** What a snippet does. */
export interface SnippetRun {
  /** The manifests that it writes, one after the other; empty where it writes none. */
  readonly yaml: string;
  /** What it prints on standard error, and the message of the error that ends it. */
  readonly printed: string;
}

/** The text of a snippet, as somebody who takes the library as a package writes it. */
export function snippetCode(docs: string, name: string): string {
  const text = readFileSync(join(docs, 'snippets', `${name}.ts`), 'utf8');
  return text.replaceAll("from '../../../src'", `from '${LIBRARY}'`);
}

/**
 * Runs a snippet in a folder of its own.
 *
 * @param name of its file below `docs/snippets`
 * @param release value of CALICO_RELEASE; unset where it is left out
 */
export function runSnippet(name: string, release?: string): SnippetRun {
  const home = process.cwd();
  const folder = mkdtempSync(join(tmpdir(), 'snippet-'));
  const { env } = process;
  process.env = { ...env, ...UNSET, CALICO_RELEASE: release };
  process.chdir(folder);
  try {
    const printed = printedBy(join(compiled, `${name}.js`));
    return { yaml: manifestsIn(join(folder, 'dist')), printed };
  } finally {
    process.chdir(home);
    process.env = env;
    rmSync(folder, { recursive: true, force: true });
  }
}

function printedBy(program: string): string {
  let text = '';
  const write = process.stderr.write;
  process.stderr.write = (chunk: string | Uint8Array) => {
    text += String(chunk);
    return true;
  };
  try {
    delete require.cache[program];
    require(program);
  } catch (error) {
    text += `${messageFor(error)}\n`;
  } finally {
    process.stderr.write = write;
  }
  return text;
}

/** Only what is wrong with values may stand in a page; anything else is a mistake in the snippet. */
function messageFor(error: unknown): string {
  if (error instanceof Error && (error.name === 'FindingsError' || error.message.startsWith('Validation failed'))) {
    return error.message;
  }
  throw error;
}

function manifestsIn(folder: string): string {
  const files = existsSync(folder) ? readdirSync(folder).sort() : [];
  return files.map((file) => readFileSync(join(folder, file), 'utf8')).join('---\n');
}
