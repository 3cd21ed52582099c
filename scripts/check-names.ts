import { readdirSync, readFileSync } from 'node:fs'
import { basename, join, relative } from 'node:path'
import ts from 'typescript'
import { PROCEDURES } from '../procedures/all.ts'
import type { Procedure } from '../procedures/procedure.ts'
import { ROOT } from './lib/paths.ts'

/**
 * `npm run check:names`: no shared room names a procedure, a stage, an act, an outcome or a document of one. Who names
 * one knows it, and would have to be told of the next. Allowed: a procedure's own files (of its name), the files of a
 * word (below a folder `words`), the definitions themselves (procedures/), the lists in which a room names all procedures
 * (`all.ts`), and tests.
 * It also refuses texts that are cast to what may lack words.
 */
const ROOMS = ['activities', 'api', 'cases', 'documents', 'forms', 'ledger', 'registers', 'web', 'workflows']

interface Finding {
  place: string
  name: string
  kind: string
}

const procedures: Procedure[] = Object.values(PROCEDURES)

/** What may not be named, with what it is. Common words that mean other things too stand in `AMBIGUOUS`. */
function names(): Map<string, string> {
  const out = new Map<string, string>()
  for (const p of procedures) {
    for (const outcome of Object.keys(p.outcomes)) out.set(outcome, 'outcome')
    for (const stage of Object.keys(p.stages)) out.set(stage, 'stage')
    for (const act of Object.keys(p.acts)) out.set(act, 'act')
    out.set(p.id, 'procedure')
  }
  return out
}

/** Names that also mean something else: events, ends of clocks, signatures. They count where a stage is spoken of. */
const AMBIGUOUS = new Set([
  ...['registered', 'closed', 'service', 'signature', 'signing', 'hearing', 'review', 'proposal', 'final'],
  ...['grant', 'refuse', 'withdrawn', 'revoked', 'revocation'],
])

function spokenOfAsStage(node: ts.Node): boolean {
  for (let at = node.parent; at && !ts.isStatement(at); at = at.parent) {
    if (ts.isPropertyAssignment(at)) return /^(stage|outcome)$/.test(at.name.getText())
    const asks = ts.isBinaryExpression(at) || ts.isCallExpression(at) || ts.isElementAccessExpression(at)
    if (asks && /\b(stage|outcome|waitingOn)\b/.test(at.getText())) return true
  }
  return false
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return entry.name === 'words' ? [] : filesIn(path)
    const owned = procedures.some((p) => basename(entry.name).replace(/\.tsx?$/, '') === p.id)
    return /\.tsx?$/.test(entry.name) && !/\.test\.tsx?$/.test(entry.name) && !owned ? [path] : []
  })
}

/** Every literal of a file that is one of the names. */
function findingsIn(path: string, forbidden: Map<string, string>): Finding[] {
  const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true)
  const found: Finding[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) && !ts.isImportDeclaration(node.parent)) {
      const kind = forbidden.get(node.text)
      const line = source.getLineAndCharacterOfPosition(node.getStart()).line + 1
      if (kind === 'procedure' && basename(path) === 'all.ts') return
      if (kind && (!AMBIGUOUS.has(node.text) || spokenOfAsStage(node)))
        found.push({ place: `${relative(ROOT, path)}:${line}`, name: node.text, kind })
    }
    if (ts.isAsExpression(node) && /texts/.test(path) && node.type.getText().startsWith('Record<')) {
      const line = source.getLineAndCharacterOfPosition(node.getEnd()).line + 1
      found.push({
        place: `${relative(ROOT, path)}:${line}`,
        name: node.type.getText(),
        kind: 'cast of texts to',
      })
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

const forbidden = names()
const found = ROOMS.flatMap((room) => filesIn(join(ROOT, room))).flatMap((f) => findingsIn(f, forbidden))
for (const { place, name, kind } of found) console.error(`${place}: names the ${kind} ${name}`)
if (found.length > 0) {
  console.error(
    `${found.length} names that only words and procedures may say; look up by (procedure, act) instead`,
  )
  process.exit(1)
}
console.log('shared rooms name no procedure, stage, act or outcome')
