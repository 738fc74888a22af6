export { type Converted, type ConvertOptions, convert, Language } from './convert';
export { projectFiles } from './project/project-files';
export { requireNewFolder, writeProject } from './project/write-project';
export { convertReport, convertSummary } from './report';
export { CONVERT_RULES } from './rules';
export { type Packages, ScriptFailure } from './running/run-script';
