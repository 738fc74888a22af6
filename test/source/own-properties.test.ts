import { nodesOf, syntaxTrees, type TreeNode } from './syntax-trees';

interface Tables {
  /** Constants of the file that are object literals with any string as a key. */
  readonly open: ReadonlySet<string>;
  /** Those that the file asks with Object.hasOwn. */
  readonly asked: ReadonlySet<string>;
}

/** `Record<string, …>`, as the tree of a type. */
const OPEN = /"value":"Record"[^[]*"params":\[\{"type":"TsKeywordType","span":\{[^}]*\},"kind":"string"\}/;

const isNode = (value: unknown): value is TreeNode => typeof value === 'object' && value !== null && 'type' in value;

/** `X` of an identifier. */
function nameOf(node: unknown): string {
  return isNode(node) && node.type === 'Identifier' ? String(node['value']) : '';
}

function tablesOf(tree: TreeNode): Tables {
  const open = new Set<string>();
  const asked = new Set<string>();
  for (const node of nodesOf(tree)) {
    const { id, init, callee, arguments: list } = node;
    const isOpen = OPEN.test(JSON.stringify(id));
    if (node.type === 'VariableDeclarator' && isOpen && isNode(init) && init.type === 'ObjectExpression') {
      open.add(nameOf(id));
    }
    const isCall = node.type === 'CallExpression' && isNode(callee) && nameOf(callee['property']) === 'hasOwn';
    const [first] = isCall && Array.isArray(list) ? list : [];
    asked.add(isNode(first?.expression) ? nameOf(first.expression) : '');
  }
  return { open, asked };
}

/** Looks up tables by a key that is not written in the source. */
function lookUps(tree: TreeNode): string[] {
  const { open, asked } = tablesOf(tree);
  return [...nodesOf(tree)].flatMap(({ type, object, property }) => {
    const name = nameOf(object);
    const isComputed = isNode(property) && property.type === 'Computed' && isNode(property['expression']);
    const isLiteral = isComputed && /Literal$/.test((property['expression'] as TreeNode).type);
    return type === 'MemberExpression' && isComputed && !isLiteral && open.has(name) && !asked.has(name) ? [name] : [];
  });
}

describe('a table that any string may be looked up in', () => {
  it('is a Map, or is asked for its own properties: constructor and toString are of no table', () => {
    const wrong = syntaxTrees().flatMap(([file, tree]) => lookUps(tree).map((name) => `${file} ${name}`));
    expect([...new Set(wrong)]).toEqual([]);
  });
});
