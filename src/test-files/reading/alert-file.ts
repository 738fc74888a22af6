import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { type Manifest, plural, suggestion, valueAt } from '../../base';
import { alertKindOf } from '../../kinds';
import { readDocuments, readSources } from '../../reading';
import type { TestFile } from '../test-file';
import type { PlacedDocument } from './placed-document';
import { ALERT } from './rules';

/** The end of the names of test files. */
export const TEST_FILE = /\.test\.ya?ml$/;

const EXTENSIONS: readonly string[] = ['.yaml', '.yml', '.json'];

/** The alert of a test file; reports why there is none. */
export function alertOf(file: string, { alert, manifest }: TestFile, document: PlacedDocument): Manifest | undefined {
  const path = manifest === undefined ? besides(file) : join(dirname(file), manifest);
  if (path === undefined) {
    const name = basename(file).replace(TEST_FILE, '');
    const message = `has no alert next to it: there is no ${name}.yaml; create it, or name another file, as in manifest: alerts.yaml`;
    document.report(ALERT, [], message);
    return undefined;
  }
  const keys = manifest === undefined ? [] : ['manifest'];
  const alerts = alertsIn(path, (message) => document.report(ALERT, keys, `${path} ${message}`));
  return alerts && chosen(alerts, alert, path, document);
}

function besides(file: string): string | undefined {
  const start = file.replace(TEST_FILE, '');
  return EXTENSIONS.map((extension) => start + extension).find((path) => existsSync(path));
}

function alertsIn(path: string, complain: (message: string) => void): Manifest[] | undefined {
  let failed = false;
  const fail = (message: string) => {
    failed = true;
    complain(message);
  };
  const alerts: Manifest[] = [];
  for (const { bytes } of readSources([path], undefined, (_, reason) => fail(`cannot be read: ${reason}`))) {
    for (const { content, problems } of readDocuments(new TextDecoder().decode(bytes))) {
      const [problem] = problems;
      if (problem !== undefined) {
        fail(`is not a valid manifest: it ${problem.message}`);
      }
      const objects = (content?.objects ?? []).map(({ manifest }) => manifest);
      alerts.push(...objects.filter((object) => alertKindOf(object) !== undefined));
    }
  }
  return failed ? undefined : alerts;
}

function chosen(
  alerts: readonly Manifest[],
  name: string | undefined,
  path: string,
  document: PlacedDocument,
): Manifest | undefined {
  const names = alerts.map((alert) => String(valueAt(alert, 'metadata', 'name')));
  const found = name === undefined ? alerts : alerts.filter((_, index) => names[index] === name);
  const [only] = found;
  if (found.length === 1) {
    return only;
  }
  const count = plural(alerts.length, 'alert');
  const listed = alerts.length === 0 ? '' : `: ${names.join(', ')}`;
  if (name === undefined) {
    const remedy = alerts.length === 0 ? '' : '; name the one to test, as in alert: NAME';
    document.report(ALERT, [], `must be about one alert, and ${path} contains ${count}${listed}${remedy}`);
  } else {
    const message =
      found.length > 1
        ? `is the name of ${plural(found.length, 'alert')} in ${path}; give them different names`
        : `is not the name of an alert in ${path}, which contains ${count}${listed}${suggestion(name, names)}`;
    document.report(ALERT, ['alert'], message);
  }
  return undefined;
}
