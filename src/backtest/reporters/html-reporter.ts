import { createHash } from 'node:crypto';
import { printable } from '../../base';
import { type AlertPage, PAGE_SCRIPT, PAGE_STYLE, type PageData } from '../page';
import type { BacktestResult } from '../result';
import { alertPage } from './page-alert';
import { logsText } from './words';

/**
 * A page in one file, without a reference to any other. Foreign text is only in the data, which the script shows as text, and the
 * policy of the page allows no other script or style.
 */
export async function backtestHtml(result: BacktestResult): Promise<string> {
  const alerts: AlertPage[] = [];
  for (const alert of result.alerts) {
    alerts.push(await alertPage(alert, result.interruption));
  }
  const data: PageData = {
    logs: `${logsText(result)}.`,
    isPartial: result.isPartial,
    alerts,
  };
  const policy = `default-src 'none'; script-src ${hashOf(PAGE_SCRIPT)}; style-src ${hashOf(PAGE_STYLE)}; base-uri 'none'; form-action 'none'`;
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="referrer" content="no-referrer">',
    '<title>Backtest</title>',
    `<style>${PAGE_STYLE}</style>`,
    '</head>',
    '<body>',
    '<noscript>This report needs JavaScript; <code>--format markdown</code> makes one that does not.</noscript>',
    `<script type="application/json" id="data">${dataBlock(data)}</script>`,
    `<script>${PAGE_SCRIPT}</script>`,
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

function hashOf(content: string): string {
  return `'sha256-${createHash('sha256').update(content).digest('base64')}'`;
}

/** JSON that cannot end the block, and whose strings have no characters that mislead a reader. */
function dataBlock(data: PageData): string {
  const json = JSON.stringify(data, (_, value: unknown) => (typeof value === 'string' ? printable(value) : value));
  return json.replace(/[<>&]/g, (character) => `\\u00${character.charCodeAt(0).toString(16)}`);
}
