/*
 * Keeps Stryker from mutating documentation: what rules say about themselves, the examples in them, and the lists of rules
 * from which the documentation is generated. Tests outside the rooms run every example and compare the documentation, so
 * the tests of a room need not notice a different word in it. Messages of findings are not documentation.
 */
import { declareValuePlugin, PluginKind } from '@stryker-mutator/api/plugin';

const DECLARES_RULE = ['errorRule', 'warningRule', 'noticeRule'];
const DOCUMENTATION = ['what', 'why', 'on', 'bad', 'good', 'alsoBad', 'besides', 'form'];
const LIST_OF_RULES = /(^|_)RULES$/;

export const strykerPlugins = [
  declareValuePlugin(PluginKind.Ignore, 'documentation', {
    shouldIgnore(path) {
      return isDocumentation(path) ? 'documentation of a rule' : undefined;
    },
  }),
];

function isDocumentation(path) {
  return path.isObjectProperty() ? isPartOfRule(path) : path.isVariableDeclarator() && isForRules(path);
}

function isPartOfRule(path) {
  const call = path.parentPath.parentPath;
  return DOCUMENTATION.includes(path.node.key.name) && call?.isCallExpression() === true && isRuleCall(call);
}

/** A list of rules, or a constant that is used for nothing but their examples. */
function isForRules(path) {
  const { id } = path.node;
  if (id.type !== 'Identifier' || !path.parentPath.parentPath.isProgram()) {
    return id.type === 'Identifier' && LIST_OF_RULES.test(id.name);
  }
  const references = path.scope.getBinding(id.name)?.referencePaths ?? [];
  return (
    references.length > 0 &&
    references.every((reference) => reference.findParent(isDocumentation) !== null || isSpreadIntoRule(reference))
  );
}

/** The release of the examples, which many rules of a file share. */
function isSpreadIntoRule(reference) {
  const object = reference.parentPath.isSpreadElement() ? reference.parentPath.parentPath : undefined;
  return object?.parentPath.isCallExpression() === true && isRuleCall(object.parentPath);
}

function isRuleCall(call) {
  return DECLARES_RULE.includes(call.node.callee.name);
}
