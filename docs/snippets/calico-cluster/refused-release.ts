import { CalicoRelease } from '../../../src';

CalicoRelease.enterprise('3.6');
