import { Detector } from '../../../src';

Detector.of('port-scan');
