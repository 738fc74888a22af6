import { FindingSeverity } from '../base';
import { CalicoTopology } from '../calico';
import { MANIFEST_RULE_IDS, PROJECT_PAGE } from '../lint';

const PATTERNS = { type: 'array', items: { type: 'string', minLength: 1 } };

/** The JSON Schema of a configuration file, for editors. */
export function configurationSchema(): object {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: `${PROJECT_PAGE}/blob/main/schemas/configuration.schema.json`,
    title: 'Configuration of calico-threat-defense',
    description: `The nearest .calico-threat-defense.yaml applies to a file. ${PROJECT_PAGE}/blob/main/docs/configuration.md`,
    type: 'object',
    additionalProperties: false,
    properties: {
      release: {
        type: 'string',
        description:
          'The Calico release of objects that are not annotated with one, such as 3.22 or cloud-23.0.1. Quote it.',
      },
      topology: {
        enum: Object.values(CalicoTopology),
        description: 'The topology of the cluster of objects that are not annotated with one. Default: managed.',
      },
      logSettings: {
        type: 'string',
        minLength: 1,
        description: 'A file with the FelixConfiguration of the cluster, relative to this file.',
      },
      exclude: { ...PATTERNS, description: 'Files and folders that are not read: patterns as in .gitignore.' },
      rules: {
        type: 'array',
        description: 'Rules that are turned off or have another severity. The last entry that applies counts.',
        items: {
          type: 'object',
          additionalProperties: false,
          required: ['rule', 'severity', 'reason'],
          properties: {
            rule: { enum: [...MANIFEST_RULE_IDS].sort(), description: 'The ID of the rule.' },
            severity: {
              enum: ['off', false, ...Object.values(FindingSeverity)],
              description: 'off, or the severity of its findings. Unquoted, off is the same as false.',
            },
            paths: { ...PATTERNS, description: 'Where: patterns as in .gitignore. Default: in all files.' },
            reason: { type: 'string', pattern: '\\S', description: 'Why, for those who read it later.' },
          },
        },
      },
    },
  };
}
