import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { diffLines } from 'diff';
import { CalicoRelease, CalicoTopology } from '../../src/calico';
import { explainFiles, explainText } from '../../src/explain';
import { ClusterChoice, lint, REPORTERS } from '../../src/lint';
import { runTestFile, TEST_REPORTERS } from '../../src/test-files';
import { outputsForLogs } from './backtest-run';
import { convertedFile } from './converted-file';
import { logSettingsTable } from './log-settings-tables';
import { runSnippet, snippetCode } from './snippet';
import { upgradedFolder, upgradeStep } from './upgrade-step';

/** Between a marker and its end stands what the generator writes: `<!-- snippet: NAME option=value -->` … `<!-- end -->`. */
const MARKED =
  /^<!-- (snippet|lint|explain|convert|backtest|calibrate|test|upgrade|upgrade-folder|table): (\S+)(.*?) -->\n(.*?)^<!-- end -->$/gms;

/** How many unchanged lines around a change are shown. */
const AROUND = 2;

type Options = Readonly<Record<string, string>>;

/**
 * A page with the parts between its markers made anew.
 *
 * @param page its path, for messages
 * @param text what stands in it
 * @param docs folder of the pages, which holds the snippets
 */
export function filledPage(page: string, text: string, docs: string): string {
  return text.replace(MARKED, (whole: string, kind: string, name: string, rest: string) => {
    const [marker = ''] = whole.split('\n');
    try {
      return `${marker}\n${PARTS[kind]?.(docs, name, optionsOf(rest)).trimEnd()}\n\n<!-- end -->`;
    } catch (error) {
      throw new Error(`docs/${page}: ${marker}: ${(error as Error).message}`, { cause: error });
    }
  });
}

const PARTS: Readonly<Record<string, (docs: string, name: string, options: Options) => string>> = {
  snippet: snippetPart,
  lint: lintPart,
  explain: explainPart,
  convert: convertPart,
  backtest: backtestPart,
  calibrate: calibratePart,
  test: testPart,
  upgrade: (docs, from, { to = '' }) => upgradeStep(docs, from, to),
  'upgrade-folder': upgradeFolderPart,
  table: (_, name) => logSettingsTable(name),
};

function optionsOf(text: string): Options {
  return Object.fromEntries(
    text
      .trim()
      .split(' ')
      .map((option) => option.split('=', 2)),
  );
}

/**
 * A program, and what it does. With `release`, what it does on that release; with `since` too, how that differs from
 * this other one; with `unlike`, the program and how its manifests differ from another snippet's. `kind` leaves the
 * objects of other kinds out.
 */
function snippetPart(docs: string, name: string, { release, since, kind, unlike }: Options): string {
  const { yaml, printed } = runSnippet(name, release);
  const objects = ofKind(yaml, kind);
  if (unlike !== undefined) {
    const difference = lineDiff(ofKind(runSnippet(unlike).yaml, kind), objects);
    return `${fence('ts', snippetCode(docs, name))}${fence('diff', difference)}${fence('text', printed)}`;
  }
  if (since !== undefined) {
    const before = ofKind(runSnippet(name, since).yaml, kind);
    const difference = lineDiff(withoutRelease(before), withoutRelease(objects));
    return difference === '…'
      ? '\nOnly the annotation `calico-threat-defense/release` differs.\n'
      : fence('diff', difference);
  }
  if (yaml === '' && printed === '') {
    throw new Error('the snippet writes nothing');
  }
  const code = release === undefined ? fence('ts', snippetCode(docs, name)) : '';
  return `${code}${fence('yaml', objects)}${fence('text', printed)}`;
}

/** What changes from one text to another, with a few lines around each change; `…` stands for the others. */
export function lineDiff(from: string, to: string): string {
  const parts = diffLines(`${from.trimEnd()}\n`, `${to.trimEnd()}\n`);
  return parts
    .flatMap(({ value, added, removed }, index) => {
      const lines = value.trimEnd().split('\n');
      if (added || removed) {
        return lines.map((line) => `${added ? '+' : '-'} ${line}`.trimEnd());
      }
      const shown = lines.map((line) => `  ${line}`.trimEnd());
      const before = index === 0 ? 0 : AROUND;
      const after = index === parts.length - 1 ? lines.length : lines.length - AROUND;
      return before < after ? [...shown.slice(0, before), '…', ...shown.slice(after)] : shown;
    })
    .join('\n');
}

/** Manifests without the annotation that differs from release to release, which would be most of a difference. */
function withoutRelease(yaml: string): string {
  return yaml.replace(/^ {4}calico-threat-defense\/release: .*\n/gm, '');
}

/** Documents of one kind; a line `# …` stands for the others. */
function ofKind(yaml: string, kind: string | undefined): string {
  if (kind === undefined) {
    return yaml;
  }
  const documents = yaml.split('---\n');
  const shown = documents.filter((document) => document.includes(`\nkind: ${kind}\n`));
  if (shown.length === 0) {
    throw new Error(`there is no ${kind}`);
  }
  return `${shown.join('---\n')}${shown.length < documents.length ? '# …\n' : ''}`;
}

/** A file of the snippets as `calico-threat-defense lint` finds it; with `now`, at that time. */
function lintPart(docs: string, name: string, { release = '', now }: Options): string {
  const bytes = readFileSync(join(docs, 'snippets', name));
  const file = basename(name);
  const cluster = { release: CalicoRelease.parse(release), topology: CalicoTopology.MANAGED };
  const result = lint([{ file, bytes }], cluster, undefined, now === undefined ? undefined : Date.parse(now));
  const report = REPORTERS['text']?.(result, { version: '' }) ?? '';
  const clock = now === undefined ? '' : ` --now ${now}`;
  const command = `$ npx cdk8s-calico-threat-defense lint ${file} --calico-release ${release}${clock}`;
  return `${fence('yaml', bytes.toString())}${fence('console', `${command}\n${report}`)}`;
}

/** An alert, and how `calico-threat-defense explain` explains it. */
function explainPart(docs: string, name: string, { release = '' }: Options): string {
  const bytes = readFileSync(join(docs, 'snippets', name));
  const file = basename(name);
  const cluster = { release: CalicoRelease.parse(release), topology: CalicoTopology.MANAGED };
  const command = `$ npx cdk8s-calico-threat-defense explain ${file} --calico-release ${release}`;
  const explained = explainText(explainFiles([{ file, bytes }], cluster));
  return `${fence('yaml', bytes.toString())}${fence('console', `${command}\n${explained}`)}`;
}

/** A file, the program that `calico-threat-defense convert` makes of it, and what it prints on standard error. */
function convertPart(docs: string, name: string, { release = '' }: Options): string {
  const text = readFileSync(join(docs, 'snippets', name), 'utf8');
  const { program, printed } = convertedFile(basename(name), text, release);
  const command = `$ npx cdk8s-calico-threat-defense convert ${basename(name)} --calico-release ${release} > main.ts`;
  return `${fence('yaml', text)}${fence('console', `${command}\n${printed}`)}${fence('ts', program)}`;
}

/** An alert, and what `calico-threat-defense backtest` prints for it and the logs of the example. */
function backtestPart(docs: string, name: string, { release = '' }: Options): string {
  const text = readFileSync(join(docs, 'snippets', name), 'utf8');
  const args = ['backtest', basename(name), '--logs', 'logs', '--calico-release', release];
  const [printed = ''] = outputsForLogs(docs, name, [args]);
  return `${fence('yaml', text)}${fence('console', `${commandLine(args)}\n${printed}`)}`;
}

/**
 * What `calico-threat-defense calibrate` prints for an alert, the logs of the example, and events that `backtest` writes in the
 * place of a cluster.
 */
function calibratePart(docs: string, name: string, { release = '' }: Options): string {
  const logs = [basename(name), '--logs', 'logs', '--calico-release', release];
  const commands = [
    ['backtest', ...logs, '--events', 'events.ndjson', '--format', 'json'],
    ['calibrate', ...logs, '--events', 'events.ndjson'],
  ];
  const [, printed = ''] = outputsForLogs(docs, name, commands);
  return fence('console', `${commandLine(commands[1] ?? [])}\n${printed}`);
}

function commandLine(args: readonly string[]): string {
  return `$ npx cdk8s-calico-threat-defense ${args.join(' ')}`;
}

/** A test file, and what `calico-threat-defense test` prints for it. */
function testPart(docs: string, name: string): string {
  const path = join(docs, 'snippets', name);
  const bytes = readFileSync(path);
  const result = runTestFile({ file: path, bytes }, { clusters: new ClusterChoice({}), now: Date.now() });
  const printed = TEST_REPORTERS['text']?.([result]) ?? '';
  const command = `$ npx cdk8s-calico-threat-defense test ${basename(name)}`;
  const output = printed.replaceAll(`${dirname(path)}/`, '');
  return `${fence('yaml', bytes.toString())}${fence('console', `${command}\n${output}`)}`;
}

/** The files of a folder, and what `calico-threat-defense upgrade` prints for them. */
function upgradeFolderPart(docs: string, folder: string, { from = '', to = '' }: Options): string {
  const command = `$ npx cdk8s-calico-threat-defense upgrade ${folder} --from ${from} --to ${to}`;
  const { files, printed } = upgradedFolder(docs, folder, from, to);
  const shown = Object.entries(files).map(([file, text]) => `\n\`${file}\`:\n${fence('yaml', text)}`);
  return `${shown.join('')}${fence('console', `${command}\n${printed}`)}`;
}

function fence(language: string, text: string): string {
  return text === '' ? '' : `\n\`\`\`${language}\n${text.trimEnd()}\n\`\`\`\n`;
}
