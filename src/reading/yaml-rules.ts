import { alert, errorRule } from '../base';

const RIGHT = alert();

export const SYNTAX = errorRule({
  id: 'yaml/syntax',
  what: 'A file must be valid YAML or JSON, in UTF-8.',
  why: 'Tools such as kubectl apply nothing after the mistake, or silently ignore it and what follows. Here, the other documents are still checked, but not the one with the mistake. This is a warning if the file was only found in a folder and is unrelated to Calico.',
  bad: RIGHT.replace('  name: network.ssh', '  name: [network.ssh'),
  good: RIGHT,
});
export const DUPLICATE_KEY = errorRule({
  id: 'yaml/duplicate-key',
  what: 'A key must appear only once in a map.',
  why: 'Only the last value is used, without a warning. Strict tools reject the object.',
  bad: alert({ severity: '80\n  severity: 100' }),
  good: RIGHT,
});
export const LIMIT = errorRule({
  id: 'yaml/limit',
  what: 'A document must have at most 250 levels and 3.5 million tokens, and its aliases must not expand beyond that.',
  why: 'No Kubernetes object comes close to these limits. A larger file could keep this command busy indefinitely.',
  bad: `${alert()}  aggregateBy: ${'['.repeat(260)}source_namespace${']'.repeat(260)}\n`,
  good: alert({ aggregateBy: '[source_namespace]' }),
});

/** The rules about YAML itself. */
export const YAML_RULES = [SYNTAX, DUPLICATE_KEY, LIMIT] as const;
