import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

const path = resolve(__dirname, '..', '..', 'shared');

/** Folder with the workshop's and Calico's own files, which lies beside the checkout where there is one. */
export const sharedFolder = existsSync(path) ? path : undefined;

/** Describes tests that read the shared folder; where it is missing they are reported as skipped. */
export function describeWithShared(name: string, tests: () => void): void {
  if (sharedFolder !== undefined) {
    describe(name, tests);
    return;
  }
  describe(name, () => {
    it.skip('needs the folder ../shared beside the checkout', () => undefined);
  });
}
