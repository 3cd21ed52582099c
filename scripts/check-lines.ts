import { pathToFileURL } from 'node:url'
import { tooLong } from './lib/lines.ts'
import { ROOT } from './lib/paths.ts'

/**
 * `npm run check:lines`: how HTTP is spoken is read file by file, a journey a file; a file of `api/` that has more than a
 * hundred lines does two things, and so does a part of the kernel that has 150. Tests are not counted.
 */
const LIMITS = { api: 100, 'workflows/kernel': 149 }

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const long = Object.entries(LIMITS).flatMap(([room, most]) => tooLong(ROOT, room, most))
  for (const { file, lines, most } of long) console.error(`${file}: ${lines} lines, at most ${most}`)
  if (long.length > 0) process.exit(1)
  console.log('no file of api/ has more than 100 lines, none of the kernel 150')
}
