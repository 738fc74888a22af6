/** Where the project lives. */
export const PROJECT_PAGE = 'https://github.com/cdk8s-calico-threat-defense/cdk8s-calico-threat-defense';

/** Where people read about a rule: its section of docs/rules.md. */
export function rulePage(id: string): string {
  return `${PROJECT_PAGE}/blob/main/docs/rules.md#${ruleAnchor(id)}`;
}

/** The anchor that a heading gets from its text. */
export function ruleAnchor(id: string): string {
  return id.replaceAll('/', '');
}
