/*
 * Plugins for esbuild that leave work of loading out of a bundle, or put it off until somebody asks for its result. The
 * program uses a tenth of what it loads, and what is never asked for then costs nothing.
 */
const { readFileSync } = require('node:fs');
const { builtinModules, createRequire } = require('node:module');
const { dirname, join } = require('node:path');

/** Names of jsii packages whose index does nothing but name the modules of the package. */
const PACKAGES = ['cdk8s', 'constructs'];

/** What every program needs at once. */
const NEEDED_AT_ONCE = ['fs', 'path'];

/** The index of one of them, on any system. */
const INDEX = new RegExp(`node_modules[\\\\/](${PACKAGES.join('|')})[\\\\/]lib[\\\\/]index\\.js$`);

const NAME = /^[A-Za-z_]\w*$/;

/** Our modules do nothing when they are loaded, so that what nobody uses of them need not be there. */
const unusedModulesVanish = (root) => ({
  name: 'unused-modules-vanish',
  setup({ onResolve, resolve }) {
    onResolve({ filter: /^\./ }, async ({ path, pluginData, ...options }) => {
      if (pluginData === unusedModulesVanish || options.kind === 'entry-point' || !isOurs(root, options.resolveDir)) {
        return undefined;
      }
      return { ...(await resolve(path, { ...options, pluginData: unusedModulesVanish })), sideEffects: false };
    });
  },
});

function isOurs(root, folder) {
  return folder === root || folder.startsWith(join(root, 'src'));
}

/** Each module of a package is loaded when one of its exports is used first. */
const packagesLater = {
  name: 'packages-later',
  setup({ onLoad }) {
    onLoad({ filter: INDEX }, ({ path }) => {
      const requireFrom = createRequire(path);
      const text = readFileSync(path, 'utf8');
      const modules = [...text.matchAll(/^__exportStar\(require\("(.+)"\), exports\);$/gm)].map(([, module]) => module);
      const named = [...text.matchAll(/^exports\.(\w+) = (?:__importStar\()?require\("(.+?)"\)+;$/gm)];
      return {
        contents: moduleOf([
          ...modules.flatMap((module) => Object.keys(requireFrom(module)).map((name) => getter(name, module, name))),
          ...named.map(([, name, module]) => getter(name, module)),
        ]),
        resolveDir: dirname(path),
      };
    });
  },
};

/** So are modules of Node.js, some of which take milliseconds. */
const builtinsLater = (later) => ({
  name: 'builtins-later',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: new RegExp(`^(node:)?(${later.join('|')})$`) }, ({ path, namespace }) =>
      namespace === 'builtin' ? { path, external: true } : { path: path.replace('node:', ''), namespace: 'builtin' },
    );
    onLoad({ filter: /.*/, namespace: 'builtin' }, ({ path }) => {
      const names = Object.keys(require(path)).filter((name) => NAME.test(name));
      const getters = [getter('default', path), ...names.map((name) => getter(name, path, name))];
      return { contents: moduleOf(getters), resolveDir: __dirname };
    });
  },
});

function moduleOf(getters) {
  return `module.exports = {\n  __esModule: true,\n${getters.join('\n')}\n};\n`;
}

function getter(name, module, member) {
  const value = `require(${JSON.stringify(module)})${member === undefined ? '' : `.${member}`}`;
  return `  get ${name}() { return ${value}; },`;
}

const MOST_BUILTINS = builtinModules.filter((name) => !name.startsWith('_') && !NEEDED_AT_ONCE.includes(name));

module.exports = {
  builtinsLater,
  unusedModulesVanish,
  loadLess: (root) => [unusedModulesVanish(root), packagesLater, builtinsLater(MOST_BUILTINS)],
};
