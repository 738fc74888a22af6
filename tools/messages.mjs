/*
 * Lists the text that the program can print, so that one person can read all of it in one go: every string of the source
 * that is a sentence or part of one, with its file and line. Examples of rules are left to docs/rules.md.
 *
 *   npm run messages                 all files of src
 *   npm run messages -- kinds lint   the files in these folders of src
 */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseSync } from '@swc/core';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
/** Properties whose strings are printed, even if they are a single word. */
const PRINTED = ['message', 'what', 'why'];
/** Properties whose strings are data or examples. */
const DATA = ['bad', 'good', 'besides', 'query'];
const WORDS = /\p{L}{2,}[,;:]? \p{L}/u;
/** Manifests and programs, which are examples. */
const EXAMPLE = /^\s*(- )?[\w./-]+: [\w./-]*$|^apiVersion: |^(\$\{TARGET\}\n)?(new|const) \w.*;$/;
/** Nodes that are types: Ts…, but for expressions with a type. */
const TYPE = /^Ts(?!AsExpression|SatisfiesExpression|ConstAssertion|NonNullExpression)/;
/** Examples, and the script and the style of the HTML report, whose strings are in their sources. */
const SKIPPED = ['base/example-manifests.ts', 'backtest/page/page-assets.generated.ts'];

class Listing {
  #file;
  #bytes;
  #start;
  #lines = [];

  constructor(file, source) {
    // Positions are bytes that count on from file to file; the first statement is at a position that is known.
    const tree = parseSync(`;${source}`, { syntax: 'typescript', target: 'es2023' });
    this.#file = file;
    this.#bytes = Buffer.from(`;${source}`);
    this.#start = tree.span.start;
    this.#visit(tree, false);
  }

  get lines() {
    return this.#lines;
  }

  #visit(node, printed) {
    if (Array.isArray(node)) {
      for (const child of node) {
        this.#visit(child, printed);
      }
    } else if (typeof node === 'object' && node !== null && !TYPE.test(node.type ?? '')) {
      this.#visitNode(node, printed);
    }
  }

  #visitNode(node, printed) {
    const text = this.#textOf(node);
    if (text !== undefined) {
      this.#add(node, text, printed);
    } else if (node.type === 'KeyValueProperty') {
      const key = node.key.value;
      if (!DATA.includes(key)) {
        this.#visit(node.value, PRINTED.includes(key));
      }
    } else if (!/^(Import|Export\w*From|ExportAll)/.test(node.type ?? '')) {
      const isError = node.type === 'NewExpression' && /Error$/.test(node.callee.value ?? '');
      this.#visit(Object.values(node), isError || (printed && node.type === 'ConditionalExpression'));
    }
  }

  #add(node, text, printed) {
    if ((WORDS.test(text) && !EXAMPLE.test(text)) || (printed && /\p{L}/u.test(text))) {
      const line = this.#before(node).split('\n').length;
      this.#lines.push(`src/${this.#file}:${line}: ${text.replaceAll('\n', '\\n')}`);
    }
    if (node.type !== 'StringLiteral') {
      this.#visit([node.expressions, node.left, node.right], false);
    }
  }

  /** The text of a literal, or of literals and values that are joined with +. */
  #textOf(node) {
    switch (node.type) {
      case 'StringLiteral':
        return node.value;
      case 'TemplateLiteral':
        return node.quasis.map((quasi, at) => (quasi.cooked ?? quasi.raw) + this.#hole(node.expressions[at])).join('');
      default:
        return undefined;
    }
  }

  #hole(expression) {
    return expression === undefined ? '' : `\${${this.#sourceOf(expression).replace(/\s+/g, ' ')}}`;
  }

  #sourceOf(node) {
    const { span } = node.type === 'Identifier' || node.span !== undefined ? node : node.expression;
    return this.#bytes.subarray(span.start - this.#start, span.end - this.#start).toString();
  }

  #before(node) {
    return this.#bytes.subarray(0, node.span.start - this.#start).toString();
  }
}

const folders = process.argv.slice(2);
const files = readdirSync(`${ROOT}src`, { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => /\.m?ts$/.test(file) && !file.endsWith('.d.ts') && !SKIPPED.includes(file))
  .filter((file) => folders.length === 0 || folders.some((folder) => file.startsWith(`${folder}/`)))
  .sort();
for (const file of files) {
  for (const line of new Listing(file, readFileSync(`${ROOT}src/${file}`, 'utf8')).lines) {
    process.stdout.write(`${line}\n`);
  }
}
