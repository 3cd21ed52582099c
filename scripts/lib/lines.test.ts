import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { tooLong } from './lines.ts'

let root: string
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'lieta-lines-'))
  mkdirSync(join(root, 'api', 'deep'), { recursive: true })
  mkdirSync(join(root, 'web'))
  const write = (path: string, lines: number): void =>
    writeFileSync(join(root, path), 'const a = 1\n'.repeat(lines))
  write('api/just.ts', 3)
  write('api/long.ts', 4)
  write('api/long.test.ts', 9)
  write('api/long.md', 9)
  write('api/deep/page.tsx', 5)
  write('web/elsewhere.ts', 9)
})
afterAll(() => rmSync(root, { recursive: true }))

test('files that are longer than allowed, at any depth, but for tests and what is no code', () => {
  expect(tooLong(root, 'api', 3)).toEqual([
    { file: 'api/deep/page.tsx', lines: 5, most: 3 },
    { file: 'api/long.ts', lines: 4, most: 3 },
  ])
})
