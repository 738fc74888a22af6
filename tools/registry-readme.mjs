/* The README for registries that resolve no relative links and show no SVG, such as PyPI and Maven Central. */

/** A link or an image of Markdown with a path instead of a URL. */
const RELATIVE = /(!?)\[([^\]]*)\]\((?!https?:|#|mailto:)([^)\s]+)\)/g;

/** An image of HTML, and the elements that choose between its variants. */
const PICTURE = /<picture>[\s\S]*?<\/picture>\n?|<img [^>]*>\n?/g;

/**
 * @param {string} text the README of the repository
 * @param {string} repository its URL
 * @param {string} version whose tag the links lead to
 */
export function registryReadme(text, repository, version) {
  const base = `${repository.replace(/\.git$/, '')}/blob/v${version}/`;
  return text.replaceAll(PICTURE, '').replaceAll(RELATIVE, (_, image, label, path) => {
    const link = `[${label || path}](${base}${path.replace(/^\.\//, '')})`;
    return image === '!' ? `Picture: ${link}` : link;
  });
}
