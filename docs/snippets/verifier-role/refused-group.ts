import { VerifierSubject } from '../../../src';

VerifierSubject.group('system:authenticated');
