/*
 * Runs Stryker with the options of the command line. It is a process of its own because Stryker cannot be stopped otherwise.
 */
import { Stryker } from '@stryker-mutator/core';

await new Stryker(JSON.parse(process.argv[2])).runMutationTest();
process.disconnect();
