import tseslint from 'typescript-eslint'

// Biome formats and lints fast; this adds what needs types, and the house rules.
export default tseslint.config(
  {
    ignores: [
      'node_modules/**',
      'build/**',
      '.lieta/**',
      'prisma/generated/**',
      'reports/**',
      'coverage/**',
      '.stryker-tmp/**',
      '**/*.{js,cjs,mjs}',
    ],
  },
  {
    files: ['**/*.ts', '**/*.tsx'],
    languageOptions: {
      parser: tseslint.parser,
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    plugins: { '@typescript-eslint': tseslint.plugin },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/only-throw-error': 'error',
    },
  },
  {
    // A test may look at the cases that it is about.
    files: ['test/**/*.ts', '**/*.test.ts', '**/*.test.tsx'],
    rules: { '@typescript-eslint/switch-exhaustiveness-check': 'off' },
  },
  {
    // Time in workflow code comes from the kernel's clock and from nowhere else.
    files: ['workflows/**/*.ts', 'law/**/*.ts', 'procedures/**/*.ts'],
    ignores: ['workflows/kernel/time.ts', '**/*.test.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
          message: "Ask the kernel's clock: c.now().",
        },
        {
          selector: "NewExpression[callee.name='Date'][arguments.length=0]",
          message: "Ask the kernel's clock: c.now().",
        },
        {
          selector: "CallExpression[callee.name='sleep']",
          message: "Wait with the kernel's act() or untilOrChanged().",
        },
        {
          selector: "CallExpression[callee.name='setTimeout']",
          message: "Wait with the kernel's act() or untilOrChanged().",
        },
        {
          selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']",
          message: 'Workflow code and law are deterministic.',
        },
      ],
    },
  },
)
