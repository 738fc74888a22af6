import { Size } from 'cdk8s';
import { ContainerResources } from '../../../src';

ContainerResources.of({ cpuLimit: 0, memoryRequest: Size.gibibytes(2), memoryLimit: Size.gibibytes(1) });
