import { PortRange } from '../../../src';

PortRange.of(600, 1);
