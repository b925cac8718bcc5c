import js from '@eslint/js';
import powerbiVisuals from 'eslint-plugin-powerbi-visuals';
import tseslint from 'typescript-eslint';

/** Layers of each area in the order data flows: a folder may import from folders before it, never from those after. */
const layers = {
  'visual/src': ['settings', 'dataview', 'model', 'layout', 'render', 'interaction'],
  'connector-api/src': ['survey', 'star', 'source', 'staging', 'snapshot', 'auth', 'feed', 'server', 'cli'],
  'templates/src': ['model', 'report', 'write'],
};

/** Of the connector, templates may read the star's definitions and nothing else. */
const allButTheStar = ['**/connector-api/src/*', '!**/connector-api/src/star'];

/** Areas that an area must not reach at all. */
const foreign = {
  'visual/src': ['**/connector-api/**', '**/templates/**'],
  'connector-api/src': ['**/visual/src/**'],
  'templates/src': [...allButTheStar, '**/visual/src/**', '**/preview/**'],
  'templates/preview': [...allButTheStar, '**/visual/src/**'],
};

const restrict = (files, group, message) => ({
  files: [files],
  rules: { 'no-restricted-imports': ['error', { patterns: [{ group, message }] }] },
});

const layerRules = Object.entries(foreign).flatMap(([area, outside]) => {
  const order = layers[area] ?? [];
  const outsideMessage = `${area} must not depend on this area (docs/architecture.md).`;
  return [
    restrict(`${area}/**/*.ts`, outside, outsideMessage),
    ...order.map((layer, index) =>
      restrict(
        `${area}/${layer}/**/*.ts`,
        [...outside, ...order.slice(index + 1).flatMap((later) => [`../${later}`, `../**/${later}`]), '**/visual'],
        `${area}/${layer} may import only from: ${order.slice(0, index + 1).join(', ')} (docs/architecture.md).`,
      ),
    ),
  ];
});

export default tseslint.config(
  { ignores: ['dist/**', 'node_modules/**', '.tmp/**', 'data/**', 'coverage/**', 'tests/**/golden/**'] },
  js.configs.recommended,
  ...tseslint.configs.strict,
  {
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  {
    files: ['**/*.{js,cjs,mjs}'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        module: 'writable',
        require: 'readonly',
        __dirname: 'readonly',
        URL: 'readonly',
        Buffer: 'readonly',
        setTimeout: 'readonly',
        setInterval: 'readonly',
        fetch: 'readonly',
      },
    },
    rules: { 'no-console': 'off', '@typescript-eslint/no-require-imports': 'off' },
  },
  { ...powerbiVisuals.configs.recommended, files: ['visual/**/*.ts'] },
  ...layerRules,
);
