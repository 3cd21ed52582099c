import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { classesIn, looksIn, saidIn } from './lib/class-names.ts'
import { ROOT } from './lib/paths.ts'

/**
 * `npm run check:classes`: `web/ui/` alone knows class names. Pages and components speak its components; scripts and
 * tests find things by role, text, name or `data-`. Within web/ui/ no sheet clothes what no component says.
 */
const UI = join(ROOT, 'web', 'ui')
const ROOMS = ['web', 'api', 'forms', 'test/web']

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))

const sheets = filesIn(UI).filter((path) => path.endsWith('.css'))
const known = new Set(sheets.flatMap((path) => [...classesIn(readFileSync(path, 'utf8'))]))
const wrong: string[] = []

const outside = ROOMS.flatMap((room) => filesIn(join(ROOT, room))).filter(
  (path) => /\.tsx?$/.test(path) && !path.startsWith(`${UI}/`),
)
for (const path of outside)
  for (const { line, what } of looksIn(readFileSync(path, 'utf8'), path, known))
    wrong.push(`${relative(ROOT, path)}:${line}: knows ${what}; say it with a component of web/ui/`)
for (const path of filesIn(join(ROOT, 'web')))
  if (/\.(css|scss)$/.test(path) && !path.startsWith(`${UI}/`))
    wrong.push(`${relative(ROOT, path)}: styles live in web/ui/`)

const said = filesIn(UI)
  .filter((path) => /\.tsx?$/.test(path) && !/\.test\.tsx?$/.test(path))
  .map((path) => saidIn(readFileSync(path, 'utf8'), path))
const isSaid = (name: string): boolean =>
  said.some(({ names, beginnings }) => names.has(name) || beginnings.some((b) => name.startsWith(b)))
for (const path of sheets)
  for (const name of classesIn(readFileSync(path, 'utf8')))
    if (!isSaid(name)) wrong.push(`${relative(ROOT, path)}: clothes ${name}, which no component says`)

for (const line of wrong) console.error(line)
if (wrong.length > 0) process.exit(1)
console.log(`only web/ui/ knows the ${known.size} classes`)
