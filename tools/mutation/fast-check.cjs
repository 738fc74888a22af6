/*
 * fast-check as mutation testing needs it: that a property fails is enough, so no time is spent on a smaller counterexample.
 */
const fastCheck = require('../../test/fast-check.js');

fastCheck.configureGlobal({ ...fastCheck.readConfigureGlobal(), endOnFailure: true });

module.exports = fastCheck;
