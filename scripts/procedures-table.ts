import { writeFileSync } from 'node:fs'
import { PROCEDURES } from '../procedures/all.ts'
import { tableOf } from '../procedures/table.ts'

// npm run procedures:table — writes who may do what, for review; `npm run check` compares it with the code.
writeFileSync('procedures/who-may-do-what.txt', Object.values(PROCEDURES).map(tableOf).join('\n'))
