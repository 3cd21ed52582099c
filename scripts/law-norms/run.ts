import { readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { ACTS, type ActId } from '../../law/acts.ts'
import { ROOT } from '../lib/paths.ts'
import { citationsIn } from './cited.ts'
import { exists, type KnownLaw, readProvisions } from './provisions.ts'

/** Where the facts of the project are kept. */
export const PROVISIONS_FILE = join(ROOT, 'law', 'provisions.txt')

/** What came of checking: how many citations were held against a text, which name nothing, which no text was there for. */
export interface Checked {
  state: string
  files: number
  checked: number
  unknown: { place: string; norm: string; why: 'no such act' | 'no such provision' }[]
  notChecked: Record<string, number>
}

/** Files whose citations are wrong on purpose. */
const ON_PURPOSE = ['scripts/law-norms/norms.test.ts']
const READ = /\.(?:tsx?|mts|mjs|csv|md|json|prisma|sql)$/

/** What is made, fetched or left behind by a run. */
const NOT_OURS = /^(?:\..*|node_modules|build|reports|generated|package-lock\.json)$/

/** The files of the project that may cite law. */
function projectFiles(folder = ''): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    if (NOT_OURS.test(entry.name)) return []
    const path = posix.join(folder, entry.name)
    if (entry.isDirectory()) return projectFiles(path)
    return entry.isFile() && READ.test(path) && !ON_PURPOSE.includes(path) ? [path] : []
  })
}

/** The facts that the project keeps. */
export function keptLaw(): KnownLaw {
  return readProvisions(readFileSync(PROVISIONS_FILE, 'utf8'))
}

/** Holds every citation of the project (or of the files given, by name) against what is known of the laws. */
export function checkNorms(known: KnownLaw, files?: ReadonlyMap<string, string>): Checked {
  const texts = files ?? new Map(projectFiles().map((file) => [file, readFileSync(join(ROOT, file), 'utf8')]))
  const answer: Checked = { state: known.state, files: texts.size, checked: 0, unknown: [], notChecked: {} }
  for (const [file, text] of texts) {
    const seen = new Set<string>()
    for (const { act, article, line } of citationsIn(file, text)) {
      const norm = article === '' ? act : `${act} ${article}`
      const place = `${file}:${line}`
      if (seen.has(`${place} ${norm}`)) continue
      seen.add(`${place} ${norm}`)
      if (!Object.hasOwn(ACTS, act)) answer.unknown.push({ place, norm, why: 'no such act' })
      else {
        const there = exists(known, act, article)
        if (there === null && ACTS[act as ActId].kind === 'standard') continue
        if (there === null) answer.notChecked[act] = (answer.notChecked[act] ?? 0) + 1
        else answer.checked += 1
        if (there === false) answer.unknown.push({ place, norm, why: 'no such provision' })
      }
    }
  }
  return answer
}
