import type { FieldFacts } from './field-facts';

const LEVELS = ['None', 'Metadata', 'Request', 'RequestResponse'];
const STAGES = ['RequestReceived', 'ResponseStarted', 'ResponseComplete', 'Panic'];
const VERBS = ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete'];

/** The fields of audit logs, which are events of Kubernetes' API `audit.k8s.io/v1`. */
// biome-ignore format: a table is read by its columns
export const AUDIT: Readonly<Record<string, FieldFacts>> = {
  apiVersion: { type: 'url',  numeric: false, meaning: 'API version of the event' },
  kind:       { type: 'text', numeric: false, meaning: 'kind of the event' },
  auditID:    { type: 'text', numeric: false, meaning: 'id of the event' },
  level:      { type: 'enum', numeric: false, values: LEVELS, meaning: 'how much of the request was recorded' },
  stage:      { type: 'enum', numeric: false, values: STAGES, meaning: 'stage of the request' },
  verb:       { type: 'enum', numeric: false, values: VERBS,  meaning: 'action that was requested' },
  name:       { type: 'name', numeric: false, meaning: 'name of the object' },

  'objectRef.apiGroup':   { type: 'text', numeric: false, meaning: 'API group of the object' },
  'objectRef.apiVersion': { type: 'url',  numeric: false, meaning: 'API version of the object' },
  'objectRef.resource':   { type: 'text', numeric: false, meaning: 'resource, such as pods' },
  'objectRef.namespace':  { type: 'name', numeric: false, meaning: 'namespace of the object' },
  'objectRef.name':       { type: 'name', numeric: false, meaning: 'name of the requested object' },

  requestURI:                  { type: 'url',  numeric: false, meaning: 'path of the request' },
  'responseObject.apiVersion': { type: 'text', numeric: false, meaning: 'API version of the returned object' },
  'responseObject.kind':       { type: 'text', numeric: false, meaning: 'kind of the returned object' },
  'responseStatus.code':       { type: 'int',  numeric: true,  range: { min: 100, max: 599 }, meaning: 'HTTP status of the response' },

  requestReceivedTimestamp: { type: 'date', numeric: false, meaning: 'time at which the request arrived' },
  stageTimestamp:           { type: 'date', numeric: false, meaning: 'time at which the request reached the stage' },
  timestamp:                { type: 'date', numeric: false, meaning: 'time of the event' },

  sourceIPs:       { type: 'ip',   numeric: false, meaning: 'addresses of the client and of proxies on the way' },
  'user.groups':   { type: 'text', numeric: false, meaning: 'groups of the user' },
  'user.username': { type: 'text', numeric: false, meaning: 'user who made the request' },
};
