import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'

/** The files of TypeScript below a folder that have more lines than allowed; tests are not counted. */
export function tooLong(
  root: string,
  folder: string,
  most: number,
): { file: string; lines: number; most: number }[] {
  return readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ file: relative(root, path), lines: linesOf(readFileSync(path, 'utf8')), most }))
    .filter(({ lines }) => lines > most)
    .sort((a, b) => a.file.localeCompare(b.file))
}

/** The newline at the end begins no line. */
function linesOf(text: string): number {
  return text.replace(/\n$/, '').split('\n').length
}
