// A time zone that is neither UTC nor a whole hour, so that a forgotten zone shows.
process.env.TZ = 'America/St_Johns';

const shared = {
  testEnvironment: 'node',
  transform: { '^.+\\.ts$': ['ts-jest', { tsconfig: 'tests/tsconfig.json' }] },
  setupFilesAfterEnv: ['<rootDir>/tests/support/failOnConsole.ts'],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.tmp/'],
};

module.exports = {
  // Ends only what hangs: tests start engines, servers and browsers, and no test may depend on how fast the machine is.
  testTimeout: 600_000,
  projects: ['connector-api', 'templates', 'invariants', 'e2e'].map((area) => ({
    ...shared,
    displayName: area,
    rootDir: __dirname,
    testMatch: [`<rootDir>/tests/${area}/**/*.test.ts`],
  })),
};
