import { expect, test } from '@jest/globals'
import { takesParts } from './takes-parts.ts'

const at = (path: string, method = 'POST'): boolean => takesParts({ method, path })

test.each([
  '/drafts/1/attachments',
  '/Drafts/1/attachments/',
  '/api/drafts/1/files/lessonPlan',
  '/verify',
  '/api/verify',
])('%s takes files', (path) => {
  expect(at(path)).toBe(true)
  expect(at(path, 'PATCH')).toBe(false)
})

test.each([
  '/drafts/1',
  '/drafts/1/a/b',
  '/api/drafts',
  '/api/cases/1/notes',
  '/verify/4-7/2026/1',
  '/x/verify',
])('%s does not', (path) => {
  expect(at(path)).toBe(false)
})
