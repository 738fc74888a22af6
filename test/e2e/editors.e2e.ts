import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { KINDS } from '../../src/kinds';
import { kindsOf } from '../crds/crd';
import { LanguageServer } from './language-server';

const root = resolve(__dirname, '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'editor-'));

const examples = KINDS.map(({ example: { text, release } }) => ({
  text,
  release,
  kind: /^kind: (\w+)/m.exec(text)?.[1] ?? '',
}))
  .filter(({ kind, release }) => kindsOf(release).includes(kind))
  .map(({ kind, release, text }) => [kind, release, text] as const);

const ALERT = `\
apiVersion: projectcalico.org/v3
kind: GlobalAlert
metadata: { name: lookups }
spec:
  description: d
  severity: 50
  dataSet: dns
`;

describe('the YAML language server with our schemas', () => {
  let server: LanguageServer;
  let count = 0;
  beforeAll(async () => {
    execFileSync(process.execPath, [join(root, 'tools/schemas.mjs'), folder]);
    server = await LanguageServer.start();
  }, 120_000);
  afterAll(() => {
    server?.stop();
    rmSync(folder, { recursive: true });
  });

  /** A file with the modeline of docs/editors.md as its first line. */
  function opened(text: string, schema: string) {
    const uri = pathToFileURL(join(folder, `${count++}.yaml`)).href;
    const [, modeline = ''] =
      /^(# yaml-language-server: \$schema=)/m.exec(readFileSync(join(root, 'docs/editors.md'), 'utf8')) ?? [];
    return { uri, diagnostics: server.open(uri, `${modeline}./${schema}\n${text}`) };
  }

  const messages = async (text: string, schema: string) =>
    (await opened(text, schema).diagnostics).map(({ message, range }) => `${range.start.line + 1}: ${message}`);

  it.each(examples)('finds nothing wrong with the example of %s on %s', async (kind, release, text) => {
    expect(await messages(text, `${release}/all.json`)).toEqual([]);
    expect(await messages(text, `${release}/${kind.toLowerCase()}_v${/\/v(\w+)/.exec(text)?.[1]}.json`)).toEqual([]);
  });

  it('finds nothing wrong with an alert on any release, nor with other kinds', async () => {
    for (const release of readdirSync(folder)) {
      expect([release, await messages(ALERT, `${release}/all.json`)]).toEqual([release, []]);
    }
    const service = 'apiVersion: v1\nkind: Service\nmetadata: { name: web }\nspec: { anything: 1 }\n';
    expect(await messages(`${ALERT}---\n${service}`, '3.23/all.json')).toEqual([]);
  });

  it.each([
    ['an unknown field', '3.23', 'severity: 50', 'severity: 50\n  treshold: 5', '8: Property treshold is not allowed.'],
    ['a wrong type', '3.14', 'severity: 50', 'severity: high', '7: Incorrect type. Expected "integer".'],
    [
      'a wrong value',
      '3.24',
      'dataSet: dns',
      'dataSet: dnss',
      /^8: Value is not accepted\. Valid values: "flows", "dns"/,
    ],
  ])('underlines %s on %s', async (_, release, right, wrong, message) => {
    const found = await messages(ALERT.replace(right, wrong), `${release}/all.json`);
    expect(found).toEqual([typeof message === 'string' ? message : expect.stringMatching(message)]);
  });

  it('describes fields, and completes fields and values', async () => {
    const { uri, diagnostics } = opened(`${ALERT.replace('dns', '')}  \n`, '3.24/all.json');
    await diagnostics;
    expect(await server.hover(uri, 6, 4)).toContain('How serious the events are, from 1 to 100');
    expect(await server.complete(uri, 7, 11)).toEqual(expect.arrayContaining(['flows', 'dns', 'l7']));
    expect(await server.complete(uri, 8, 2)).toEqual(expect.arrayContaining(['lookback', 'aggregateBy', 'threshold']));
  });
});
