/**
 * The rooms and what each may import: the table of ARCHITECTURE.md, enforced.
 * `to` lists what a room may reach beside itself; everything else is a broken wall.
 */
const rooms = {
  law: [],
  procedures: ['law'],
  forms: ['law'],
  registers: ['law'],
  signatures: [],
  documents: ['law', 'forms'],
  platform: ['prisma', 'temporal'],
  ledger: ['law', 'platform', 'prisma'],
  workflows: ['law', 'procedures'],
  activities: [
    'law',
    'forms',
    'registers',
    'documents',
    'signatures',
    'ledger',
    'platform',
    'prisma',
    'temporal',
  ],
  cases: [
    'law',
    'forms',
    'registers',
    'procedures',
    'signatures',
    'ledger',
    'platform',
    'prisma',
    'temporal',
  ],
  web: ['cases', 'forms', 'law', 'registers', 'platform'],
  api: ['cases', 'web', 'forms', 'platform', 'registers', 'law'],
  neighbours: ['scripts'],
}
const path = { temporal: '^temporal\\.config\\.ts$' }
const pathOf = (room) => path[room] ?? `^${room}/`

module.exports = {
  forbidden: [
    ...Object.entries(rooms).map(([room, may]) => ({
      name: `room-${room}`,
      comment: `${room}/ may import ${[room, ...may].join(', ')} and packages only`,
      severity: 'error',
      from: { path: `^${room}/`, pathNot: '\\.test\\.tsx?$' },
      to: {
        pathNot: [room, ...may].map(pathOf).concat(['node_modules']),
        dependencyTypesNot: ['core', 'npm', 'npm-dev'],
        // Types cross walls where the table says "types of": they vanish before the code runs.
        ...(['workflows', 'activities', 'cases', 'forms', 'web', 'api', 'procedures'].includes(room)
          ? { dependencyTypesNot: ['core', 'npm', 'npm-dev', 'type-only'] }
          : {}),
      },
    })),
    {
      name: 'law-is-pure',
      comment:
        'law/ and procedures/ import no package and nothing of node: they are bundled into workflow code',
      severity: 'error',
      from: { path: '^(law|procedures)/', pathNot: '\\.test\\.ts$' },
      to: { dependencyTypes: ['core', 'npm', 'npm-dev'] },
    },
    {
      name: 'workflows-are-deterministic',
      comment:
        'workflow code imports the SDK of workflows only; zod would make each start three times slower',
      severity: 'error',
      from: { path: '^workflows/', pathNot: '\\.test\\.ts$' },
      to: {
        path: 'node_modules',
        pathNot: '@temporalio/(workflow|common)',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-dev-packages-at-run-time',
      severity: 'error',
      from: {
        path: `^(${Object.keys(rooms)
          .filter((r) => r !== 'neighbours')
          .join('|')})/`,
        pathNot: '\\.test\\.tsx?$',
      },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(build|\\.lieta|reports|coverage|\\.stryker-tmp|prisma/generated)' },
    tsPreCompilationDeps: 'specify',
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.cjs', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
}
