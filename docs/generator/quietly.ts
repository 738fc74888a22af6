import { withListener } from '../../src/base';

/** Does something without its notices and warnings, which the pages of the constructs show. */
export function quietly<T>(action: () => T): T {
  return withListener(() => undefined, action);
}
