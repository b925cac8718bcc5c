// Karma for the visual: jasmine in a real Chromium, the sources bundled by webpack as the packaging tool does.
const path = require('node:path');

// A zone that is neither UTC nor a whole hour, so that a forgotten zone shows.
process.env.TZ = 'America/St_Johns';

module.exports = (config) => {
  const fromTool = (name) => require.resolve(name, { paths: [require.resolve('powerbi-visuals-tools/package.json')] });
  config.set({
    frameworks: ['webpack', 'jasmine'],
    plugins: ['karma-webpack', 'karma-jasmine', 'karma-chrome-launcher'],
    files: ['tests/visual/index.ts'],
    preprocessors: { 'tests/visual/index.ts': ['webpack'] },
    reporters: ['dots'],
    port: 4501,
    listenAddress: '127.0.0.1',
    hostname: '127.0.0.1',
    singleRun: true,
    autoWatch: false,
    // Busy machines start and answer late; a test run of thousands of drawings keeps the page busy.
    captureTimeout: 600000,
    browserSocketTimeout: 300000,
    browserNoActivityTimeout: 600000,
    browserDisconnectTimeout: 300000,
    browserDisconnectTolerance: 2,
    pingTimeout: 300000,
    client: { captureConsole: true, jasmine: { random: true, seed: 4711, timeoutInterval: 600000 } },
    webpack: {
      mode: 'development',
      devtool: 'inline-source-map',
      resolve: { extensions: ['.ts', '.js', '.json'] },
      // Types only: the module does not exist at run time, in a host either.
      externals: { 'powerbi-visuals-api': 'null' },
      module: {
        rules: [
          {
            test: /\.ts$/,
            loader: 'ts-loader',
            options: {
              configFile: path.join(__dirname, 'tests/visual/tsconfig.json'),
              compilerOptions: { noEmit: false },
            },
          },
          { test: /\.less$/, use: [fromTool('css-loader'), fromTool('less-loader')] },
          { test: /\.resjson$/, type: 'json' },
        ],
      },
      stats: 'errors-only',
      performance: { hints: false },
    },
  });
};
