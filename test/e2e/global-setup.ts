import { provideBinaries } from './binaries';
import { Keeper } from './keeper';

// biome-ignore lint/style/noDefaultExport: jest calls the default export
export default async function globalSetup(): Promise<void> {
  const keeper = new Keeper();
  try {
    await provideBinaries(keeper);
  } finally {
    await keeper.stop();
  }
}
