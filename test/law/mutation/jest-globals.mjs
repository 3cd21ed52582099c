// As much of '@jest/globals' as the law room's tests use, collecting the tests instead of running them.
// Snapshots are taken from the unmutated run and compared with afterwards.
import { format } from 'node:util'
import { expect } from 'expect'

export { expect }
export const tests = []
let file = ''
const path = []
let current = null
let recording = false
const snapshots = new Map()

export function startFile(name) {
  file = name
}

export function startTest(test) {
  current = test
  test.snapshots = 0
}

export function recordSnapshots(on) {
  recording = on
}

function add(name, fn) {
  const full = [...path, name].join(' ')
  tests.push({ id: `${file}: ${full} #${tests.length}`, name: full, file, fn })
}

function each(register) {
  return (table) => (name, fn) => {
    for (const row of table) {
      const args = Array.isArray(row) ? row : [row]
      register(format(name, ...args.slice(0, (name.match(/%[sijdo]/g) ?? []).length)), () => fn(...args))
    }
  }
}

export function describe(name, fn) {
  path.push(name)
  fn()
  path.pop()
}

export const test = Object.assign((name, fn) => add(name, fn), { each: each(add) })

expect.extend({
  toMatchSnapshot(received) {
    const key = `${current.id} ${current.snapshots++}`
    const text = JSON.stringify(received)
    if (recording) snapshots.set(key, text)
    const pass = snapshots.get(key) === text
    return { pass, message: () => `snapshot differs: ${key}` }
  },
})
