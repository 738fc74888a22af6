/*
 * Sends the outcome of each mutant to the process that started Stryker.
 */
import { declareClassPlugin, PluginKind } from '@stryker-mutator/api/plugin';

class Messenger {
  onMutationTestingPlanReady({ mutantPlans }) {
    process.send({ planned: mutantPlans.length });
  }

  onMutantTested({ status, fileName, location, mutatorName, replacement, static: atLoad }) {
    process.send({ mutant: { status, fileName, location, mutatorName, replacement, atLoad } });
  }
}

export const strykerPlugins = [declareClassPlugin(PluginKind.Reporter, 'messenger', Messenger)];
