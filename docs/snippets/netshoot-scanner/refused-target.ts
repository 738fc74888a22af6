import { ScanTarget } from '../../../src';

ScanTarget.addresses({ addresses: ['169.254.169.254', '203.0.113.9'] });
