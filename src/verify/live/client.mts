// From their files instead of the package's index, whose thousand API classes are not needed.
export { KubeConfig } from '@kubernetes/client-node/dist/config.js';
export { Exec } from '@kubernetes/client-node/dist/exec.js';
export { createConfiguration } from '@kubernetes/client-node/dist/gen/configuration.js';
export { HttpMethod } from '@kubernetes/client-node/dist/gen/http/http.js';
export { ServerConfiguration } from '@kubernetes/client-node/dist/gen/servers.js';
