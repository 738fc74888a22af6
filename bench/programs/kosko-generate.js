/* What `kosko generate` does, whose command needs a package that is not everywhere: loads, validates, prints. */
const { generate, print } = require('@kosko/generate');

generate({ path: `${__dirname}/components`, components: ['*'] }).then((result) =>
  print(result, { format: 'yaml', writer: process.stdout }),
);
