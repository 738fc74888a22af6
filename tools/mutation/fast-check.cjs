/*
 * fast-check as mutation testing needs it: that a property fails is enough, so no time is spent on a smaller counterexample.
 */
const fastCheck = require('../../node_modules/fast-check/lib/cjs/fast-check.js');

fastCheck.configureGlobal({ endOnFailure: true });

module.exports = fastCheck;
