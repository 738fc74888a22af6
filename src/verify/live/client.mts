// From their files instead of the package's index, whose thousand API classes are not needed.
export { KubeConfig } from '@kubernetes/client-node/dist/config.js';
export { HttpMethod, RequestContext } from '@kubernetes/client-node/dist/gen/http/http.js';
// What the client itself connects with; its own wrappers follow redirects, and read answers without a limit.
export { default as WebSocket } from 'isomorphic-ws';
export { default as fetch } from 'node-fetch';
