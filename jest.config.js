// Two projects: `unit` runs beside the code and touches nothing outside the process; `integration`
// runs on a real PostgreSQL and a real Temporal server that test/harness/global-setup.ts starts once.
const base = {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  transform: { '^.+\\.tsx?$': ['@swc/jest'] },
  modulePathIgnorePatterns: ['<rootDir>/.stryker-tmp', '<rootDir>/.lieta', '<rootDir>/build'],
}
export default {
  projects: [
    {
      ...base,
      displayName: 'unit',
      setupFilesAfterEnv: ['<rootDir>/test/harness/seed.ts'],
      testMatch: ['<rootDir>/**/*.test.ts', '<rootDir>/**/*.test.tsx'],
      testPathIgnorePatterns: [
        '/node_modules/',
        '<rootDir>/test/',
        '<rootDir>/.lieta/',
        '<rootDir>/.stryker-tmp/',
      ],
    },
    {
      ...base,
      displayName: 'integration',
      testMatch: ['<rootDir>/test/**/*.test.ts', '<rootDir>/test/**/*.test.tsx'],
      testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/law/'],
      setupFilesAfterEnv: ['<rootDir>/test/harness/patience.ts'],
      globalSetup: '<rootDir>/test/harness/global-setup.ts',
      globalTeardown: '<rootDir>/test/harness/global-teardown.ts',
    },
    {
      ...base,
      displayName: 'law',
      setupFilesAfterEnv: ['<rootDir>/test/harness/seed.ts'],
      testMatch: ['<rootDir>/test/law/**/*.test.ts'],
      testPathIgnorePatterns: ['/node_modules/'],
    },
  ],
}
