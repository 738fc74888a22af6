/** The unit tests of fleets that run at the same time, with a hundred rounds. */
process.env['FLEET_ROUNDS'] = '100';
require('../output/fleet/several-runs.test');
