/*
 * What tests import as fast-check. Its properties are tried with the same values in every run, so that a test that passed
 * passes again; PROPERTY_SEED=random tries others, and a number repeats a run.
 */
const fc = require('../node_modules/fast-check/lib/cjs/fast-check.js');

const seed = process.env.PROPERTY_SEED ?? '1';
fc.configureGlobal(seed === 'random' ? {} : { seed: Number(seed) });

module.exports = fc;
